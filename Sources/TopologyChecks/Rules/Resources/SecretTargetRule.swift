import Diagnostics
import InfisicalModel
import TopologyModel
import YAMLSyntax

/// Targets that the operator would refuse.
struct SecretTargetRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 23, "unusable-target",
    summary: "A static secret has no source or target, or one that the operator rejects.",
    why: "The resource would be admitted but stay in error.",
    sources: [.infisicalOperator("InfisicalStaticSecret validation")],
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
      do throws(ValueProblem) {
        _ = try RefreshInterval(parsing: secret.refreshInterval.value.description)
      } catch {
        findings.report(
          Diagnostic(
            Self.info, "`\(secret.refreshInterval.value)` \(error.message)",
            at: secret.refreshInterval.span
          ).help(error.help))
      }
      if secret.targets.count > 128 {
        findings.report(
          Diagnostic(
            Self.info, "too many targets: \(secret.targets.count)", at: secret.name.span
          )
          .help("split it: the API server allows 128"))
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
        Diagnostic(Self.info, "duplicate target `\(second.value)`", at: second.span)
          .label(first.span, "first here").help("rename or remove one of them"))
    }
    for target in secret.targets {
      for pair in target.template where !Self.isKey(pair.key.value) {
        findings.report(
          Diagnostic(Self.info, "`\(pair.key.value)` is not a valid Secret key", at: pair.key.span)
            .help("use letters, digits, dashes, dots and underscores"))
      }
      if target.kind.value == .configMap, let type = target.secretType, !type.value.isEmpty {
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
          ).help("set `creationPolicy: Orphan`, or move the static secret"))
      }
    }
  }

  /// Whether the API server takes `text` as a key of a Secret or ConfigMap.
  private static func isKey(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 253
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
      }
  }
}
