import Diagnostics
import InfisicalModel
import TopologyModel
import YAMLSyntax

/// What the operator is known to do wrong.
struct OperatorDefectRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 25, "operator-defect", .warning,
    summary: "A resource uses something that is known to fail in the operator.",
    why: "It is admitted, but stays in error or never takes effect.",
    sources: [.infisicalOperator("issues 109 and 114")],
    isWaivable: true,
    bad: [
      .init(Self.example("https://secrets.example.net/api", "{name: web}", "projectId: p")),
      .init(Self.example("https://secrets.example.net", "{name: web}", "projectSlug: p")),
      .init(
        Self.example(
          "https://secrets.example.net", "{name: \(String(repeating: "w", count: 60))}",
          "projectId: p")),
      .init(
        Self.example(
          "https://secrets.example.net", "{name: web, template: {A: '{{ .A.Value '}}",
          "projectId: p")),
    ],
    good: [.init(Self.example("https://secrets.example.net", "{name: web}", "projectId: p"))])

  private static func example(_ address: String, _ target: String, _ project: String) -> String {
    """
    infisicalResources:
      connections: [{name: main, address: "\(address)"}]
      identities: [{name: apps, method: universal, credentials: creds}]
      staticSecrets:
        - name: web
          instantUpdates: true
          sources: [{\(project), environmentSlug: prod}]
          targets: [\(target)]
    """
  }

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let resources = topology.infisicalResources else { return }
    for address in resources.connections.compactMap(\.address)
    where address.value.description.hasSuffix("/api") {
      findings.report(
        Diagnostic(Self.info, "the operator appends `/api` again", at: address.span)
          .help("leave `/api` out"))
    }
    for secret in resources.staticSecrets {
      if secret.instantUpdates.value {
        for source in secret.sources where source.projectId == nil {
          findings.report(
            Diagnostic(
              Self.info, "events do not arrive for a project that is referenced by slug",
              at: source.projectSlug?.span
            ).label(secret.instantUpdates.span, "instant updates").help("set projectId instead"))
        }
      }
      for target in secret.targets { check(target, &findings) }
    }
  }

  private func check(_ target: SecretTarget, _ findings: inout Findings) {
    if target.name.value.description.utf8.count > 48 {
      findings.report(
        Diagnostic(
          Self.info, "auto-reload supports names of at most 48 characters", at: target.name.span
        ).help("shorten it, or restart workloads in another way"))
    }
    for pair in target.template where TemplateText(pair.value.value) == nil {
      findings.report(
        Diagnostic(Self.info, "unterminated template action", at: pair.value.span)
          .help("close it with `}}`"))
    }
  }
}
