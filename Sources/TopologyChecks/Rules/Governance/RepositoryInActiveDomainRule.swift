import Diagnostics
import TopologyModel

/// GIT-003.
struct RepositoryInActiveDomainRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 853, "repository-in-active-domain", .warning,
    summary: "The Git server shares the active site's failure domain, and is not mirrored.",
    why: "If the site is lost, no commit can be made to restore the service.",
    sources: [.catalogue("GIT-003")], isWaivable: true,
    bad: [
      .init(
        "gitops: {failureDomain: frankfurt}")
    ],
    good: [
      .init(
        "gitops: {failureDomain: frankfurt, mirrors: ['https://mirror.example.net/v.git']}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    guard let domain = topology.gitops.failureDomain, domain == active.failureDomain,
      topology.gitops.mirrors.isEmpty
    else { return }
    findings.report(
      Diagnostic(Self.info, "the Git server is lost with the active site", at: domain.span)
        .help("mirror the repository, and set the mirror"))
  }
}
