import Diagnostics
import TopologyModel

/// Choices that the document allows and this version does not compile.
struct UnsupportedChoiceRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 13, "unsupported-choice",
    summary: "The document asks for something that this version of Redoubt does not compile.",
    why: "Leaving it out without a word would look like success.",
    source: "CHANGELOG.md",
    bad: [.init("ingress: {kind: gatewayAPI}")],
    good: [.init("ingress: {kind: ingress}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    var seen: Set<SourceSpan?> = []
    for site in topology.sites where site.ingress.kind.value == .gatewayAPI {
      guard seen.insert(site.ingress.kind.span).inserted else { continue }
      refuse("`gatewayAPI`", site.ingress.kind.span, "write `kind: ingress`", &findings)
    }
    for store in topology.objectStores where store.kind.value == .inClusterMinIO {
      warn("the MinIO of store `\(store.id.value)` is not emitted", store.kind.span, &findings)
    }
    for site in topology.sites where site.secrets.provider.value != .preCreated {
      guard seen.insert(site.secrets.provider.span).inserted else { continue }
      warn(
        "no objects of `\(site.secrets.provider.value.rawValue)` are emitted: Secrets are expected",
        site.secrets.provider.span, &findings)
    }
  }

  private func refuse(
    _ what: String, _ span: SourceSpan?, _ help: String, _ findings: inout Findings
  ) {
    findings.report(
      Diagnostic(Self.info, "this version does not compile \(what)", at: span).help(help))
  }

  private func warn(_ message: String, _ span: SourceSpan?, _ findings: inout Findings) {
    var diagnostic = Diagnostic(Self.info, message, at: span)
    diagnostic.severity = .warning
    findings.report(diagnostic)
  }
}
