import Diagnostics
import InfisicalModel

/// Targets that a resource names twice.
struct RepeatedTargetRule: LintRule {
  static let info = RuleInfo(
    .infisical, 105, "repeated-target",
    summary: "Two targets of one resource have the same namespace and name.",
    why: "The operator refuses them, even when one is a Secret and the other a ConfigMap.",
    source: "Infisical kubernetes-operator v0.11.5, InfisicalStaticSecret validation",
    bad: [
      .init(
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: web, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: [{name: a, namespace: x, kind: Secret, creationPolicy: Orphan}, {name: a, namespace: x, kind: ConfigMap, creationPolicy: Orphan}]
        """)
    ],
    good: [
      .init(
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: web, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: [{name: a, namespace: x, kind: Secret, creationPolicy: Orphan}, {name: a, namespace: team, kind: Secret, creationPolicy: Orphan}]
        """)
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.staticSecrets {
      var seen: [String: SourceSpan?] = [:]
      for target in secret.spec.targets {
        let namespace = target.namespace?.value.text ?? secret.namespace ?? ""
        let name = "\(namespace)/\(target.name.value.text)"
        if let first = seen[name] {
          findings.report(
            Diagnostic(Self.info, "`\(name)` is a target already", at: target.name.span)
              .label(first, "first here").help("rename or remove one of the two"), secret.object)
        } else {
          seen[name] = target.name.span
        }
      }
    }
  }
}
