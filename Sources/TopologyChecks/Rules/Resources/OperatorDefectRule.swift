import Diagnostics
import InfisicalModel
import TopologyModel
import YAMLSyntax

/// What the operator is known to do wrong.
struct OperatorDefectRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 25, "operator-defect", .warning,
    summary: "A resource asks for something that the operator is known to do wrong.",
    why: "It is admitted, and then stays in error or never does what it says.",
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
        Diagnostic(Self.info, "the operator appends `/api` once more", at: address.span)
          .help("leave `/api` out"))
    }
    for secret in resources.staticSecrets {
      if secret.instantUpdates.value {
        for source in secret.sources where source.projectId == nil {
          findings.report(
            Diagnostic(
              Self.info, "no events arrive for a project that is named by slug",
              at: source.projectSlug?.span
            ).label(secret.instantUpdates.span, "instant updates").help("write projectId instead"))
        }
      }
      for target in secret.targets { check(target, &findings) }
    }
  }

  private func check(_ target: SecretTarget, _ findings: inout Findings) {
    if target.name.value.description.utf8.count > 48 {
      findings.report(
        Diagnostic(
          Self.info, "auto-reload takes names of 48 characters at the most", at: target.name.span
        ).help("shorten it, or restart workloads by other means"))
    }
    for pair in target.template where TemplateText(pair.value.value) == nil {
      findings.report(
        Diagnostic(Self.info, "an action of the template is never closed", at: pair.value.span)
          .help("close it with `}}`"))
    }
  }
}
