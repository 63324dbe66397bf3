import Diagnostics
import TopologyModel

/// Targets that the operator would refuse.
struct SecretTargetRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 23, "unusable-target",
    summary: "A static secret has no source or target, or one that its operator refuses.",
    why: "The resource would be admitted and stay in error.",
    source: "Infisical kubernetes-operator v0.11.5, InfisicalStaticSecret validation",
    bad: [
      .init(Self.example(targets: "[]")),
      .init(Self.example(targets: "[{name: a}, {name: a, kind: ConfigMap}]")),
      .init(Self.example(targets: "[{name: a, kind: ConfigMap, secretType: Opaque}]")),
      .init(Self.example(targets: "[{name: a, namespace: other}]")),
      .init(Self.example(targets: "[{name: a}]", extra: "refreshInterval: 2s")),
    ],
    good: [
      .init(
        Self.example(targets: "[{name: a}, {name: a, namespace: other, creationPolicy: Orphan}]"))
    ])

  private static func example(targets: String, extra: String = "instantUpdates: false") -> String {
    """
    infisicalResources:
      identities: [{name: apps, method: universal, credentials: creds}]
      staticSecrets:
        - name: web
          sources: [{projectId: p, environmentSlug: prod}]
          targets: \(targets)
          \(extra)
    """
  }

  func check(_ topology: Topology, into findings: inout Findings) {
    for secret in topology.infisicalResources?.staticSecrets ?? [] {
      for (field, isEmpty) in [
        ("sources", secret.sources.isEmpty), ("targets", secret.targets.isEmpty),
      ] where isEmpty {
        findings.report(
          Diagnostic(Self.info, "`\(field)` is empty", at: secret.name.span).help("add one"))
      }
      if secret.refreshInterval.value.seconds < 5 {
        findings.report(
          Diagnostic(
            Self.info, "the operator takes at least 5s", at: secret.refreshInterval.span
          ).help("write `5s` or more"))
      }
      targets(secret, secret.namespace?.value ?? topology.namespace.value, &findings)
    }
  }

  private func targets(
    _ secret: StaticSecretResource, _ namespace: DNSLabel, _ findings: inout Findings
  ) {
    let names = secret.targets.map { target in
      target.name.map { "\(target.namespace?.value ?? namespace)/\($0)" }
    }
    for (first, second) in names.repeats(by: \.value) {
      findings.report(
        Diagnostic(Self.info, "`\(second.value)` is a target already", at: second.span)
          .label(first.span, "first here").help("rename or remove one of the two"))
    }
    for target in secret.targets {
      if target.kind.value == .configMap, let type = target.secretType {
        findings.report(
          Diagnostic(Self.info, "a ConfigMap has no type", at: type.span).help("remove secretType"))
      }
      if target.creationPolicy.value == .owner, let place = target.namespace,
        place.value != namespace
      {
        findings.report(
          Diagnostic(
            Self.info, "a target in `\(place.value)` cannot be owned from `\(namespace)`",
            at: place.span
          ).help("write `creationPolicy: Orphan`, or move the static secret"))
      }
    }
  }
}
