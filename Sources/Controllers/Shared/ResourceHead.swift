import Diagnostics
import InfisicalModel
package import KubernetesClient
import YAMLSyntax

/// A resource of Infisical as its store keeps it: trimmed head, plain spec, and what its status says.
package struct ResourceItem<Spec: Sendable>: Sendable {
  package let head: ObjectHead
  package let spec: Spec
  /// Why the spec cannot be used; the API server admits some of that.
  package let problem: String?
  package let status: StatusMemory

  package init(head: ObjectHead, spec: Spec, problem: String?, status: StatusMemory) {
    self.head = head
    self.spec = spec
    self.problem = problem
    self.status = status
  }

  /// Whether `other` differs in more than its status.
  package func differs(from other: ResourceItem) -> Bool {
    head.generation != other.head.generation || head.labels != other.head.labels
      || head.annotations != other.head.annotations || head.isDeleting != other.head.isDeleting
      || head.uid != other.head.uid
  }
}

/// Reads resources with the declarations that the compiler and the linter use.
enum ResourceReading {
  /// The spec, and why it cannot be used.
  static func spec<Spec: ResourceSpec>(
    _: Spec.Type, _ object: YAMLNode
  ) -> (spec: Spec, problem: String?) {
    var object = object
    object.remove("status")
    let (resource, outcome) = Resource<Spec>.decode(object)
    let errors = outcome.diagnostics.diagnostics.filter { $0.severity == .error }.map(text)
    guard let first = errors.first else { return (resource.spec, nil) }
    // All that is wrong, but no more than a condition should hold.
    let shown = ([first] + errors.dropFirst().prefix(4)).joined(separator: "; ")
    let rest = errors.count > 5 ? " (and \(errors.count - 5) more)" : ""
    return (resource.spec, "spec is invalid: \(shown)\(rest)")
  }

  /// The message with the path of its field.
  private static func text(_ diagnostic: Diagnostic) -> String {
    guard let field = diagnostic.field, !diagnostic.message.contains(field) else {
      return diagnostic.message
    }
    return "`\(field)`: \(diagnostic.message)"
  }

  /// The head without what only costs memory.
  static func trimmed(_ head: ObjectHead) -> ObjectHead {
    var head = head
    head.annotations = head.annotations.filter { !Annotations.isSystem($0.key) }
    head.owners = []
    return head
  }
}
