package import Diagnostics
package import Schema

/// An object with what rules ask of it again and again.
package final class LintTarget: Sendable {
  package let object: LintObject
  /// What the schemas know of the kind; nil when it is not known.
  package let kind: SchemaLibrary.Kind?
  package let pod: PodView?
  /// The version of Kubernetes that is linted for.
  package let version: KubernetesVersion
  package let options: RuleOptions

  init(
    object: LintObject, kind: SchemaLibrary.Kind?, pod: PodView?, version: KubernetesVersion,
    options: RuleOptions
  ) {
    self.object = object
    self.kind = kind
    self.pod = pod
    self.version = version
    self.options = options
  }
}

/// A rule about one object at a time; one conformer a file.
package protocol ObjectRule: Sendable {
  /// What the rule is, with its examples.
  static var info: RuleInfo { get }
  /// Reports every place of the object where the rule is broken.
  func check(_ target: LintTarget, into findings: inout LintFindings)
}

/// A rule about the pod of an object; one conformer a file.
package protocol PodRule: Sendable {
  /// What the rule is, with its examples.
  static var info: RuleInfo { get }
  /// Reports every place of the pod where the rule is broken.
  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings)
}

/// A rule about all objects of a cluster and how they refer to each other; one conformer a file.
package protocol GraphRule: Sendable {
  /// What the rule is, with its examples.
  static var info: RuleInfo { get }
  /// Reports every place where the rule is broken.
  func check(_ graph: ObjectGraph, into findings: inout LintFindings)
}

/// What people may set of rules.
package struct RuleOptions: Hashable, Sendable {
  /// Replicas below which a workload counts as not redundant.
  package var minimumReplicas = 2
  /// Whether everything that is referred to has to be in the tree.
  package var isComplete = false
  /// Registries that images may come from; empty for any.
  package var registries: [String] = []

  package init() {}
}
