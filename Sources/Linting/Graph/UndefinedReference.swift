import Diagnostics

/// References to objects that nothing in the tree defines; the rules differ in the kind only.
///
/// An object that many refer to is missed once: the first place carries the finding, the others are named
/// beside it.
enum UndefinedReference {
  private struct Key: Hashable {
    let root: String
    let scope: String
    let namespace: String
    let name: String
  }

  /// An object that is missed.
  private struct Missing {
    let name: String
    var places: [SourceSpan?]
    let first: Diagnostic.Resource
  }

  static func check(
    _ kind: String, _ rule: RuleInfo, help: String, in graph: ObjectGraph,
    into findings: inout LintFindings
  ) {
    var positions: [Key: Int] = [:]
    var missing: [Missing] = []
    for object in graph.objects {
      for reference in object.references where reference.kind == kind {
        if isAlwaysThere(kind, reference.name) { continue }
        guard !reference.isOptional, !graph.isDefined(reference, from: object) else { continue }
        let key = Key(
          root: object.root, scope: object.scope, namespace: reference.namespace,
          name: reference.name)
        if let position = positions[key] {
          missing[position].places.append(reference.span)
        } else {
          positions[key] = missing.count
          missing.append(
            Missing(name: reference.name, places: [reference.span], first: object.identity))
        }
      }
    }
    for object in missing {
      var finding = Diagnostic(
        rule, "the \(kind) `\(object.name)` is not defined in the tree", at: object.places[0]
      ).help(help)
      for place in object.places.dropFirst().prefix(most) {
        finding = finding.label(place, "also referenced here")
      }
      let rest = object.places.count - 1 - most
      if rest > 0 { finding = finding.note("\(rest) more place\(rest == 1 ? "" : "s")") }
      if graph.options.isComplete { finding.severity = .error }
      findings.report(finding, object.first)
    }
  }

  /// What every cluster, or every namespace, has from the start.
  private static func isAlwaysThere(_ kind: String, _ name: String) -> Bool {
    switch (kind, name) {
    case ("ServiceAccount", "default"), ("ConfigMap", "kube-root-ca.crt"),
      ("Service", "kubernetes"):
      true
    default: false
    }
  }

  /// Further places that a finding points at.
  private static let most = 3
}
