import Diagnostics

/// References to objects that nothing in the tree defines; the rules differ in the kind only.
enum UndefinedReference {
  static func check(
    _ kind: String, _ rule: RuleInfo, help: String, in graph: ObjectGraph,
    into findings: inout LintFindings
  ) {
    for object in graph.objects {
      for reference in object.references where reference.kind == kind {
        // Every namespace has this account from the start.
        if kind == "ServiceAccount", reference.name == "default" { continue }
        guard !reference.isOptional, !graph.isDefined(reference, from: object) else { continue }
        var finding = Diagnostic(
          rule, "nothing in the tree defines the \(kind) `\(reference.name)`", at: reference.span
        ).help(help)
        if graph.options.isComplete { finding.severity = .error }
        findings.report(finding, object.identity)
      }
    }
  }
}

/// Pods that operators make: no template of theirs is in a tree.
enum SelectedElsewhere {
  private static let labels: Set<String> = [
    "cnpg.io/cluster", "cnpg.io/poolerName", "v1.min.io/tenant", "strimzi.io/cluster",
    "k8s-app", "app.kubernetes.io/managed-by",
  ]

  static func isMade(_ selector: ObjectFacts.Selector) -> Bool {
    selector.pairs.contains { pair in
      labels.contains(pair.name)
        || pair.name.contains(".io/") && !pair.name.hasPrefix("app.kubernetes.io/")
    }
  }
}
