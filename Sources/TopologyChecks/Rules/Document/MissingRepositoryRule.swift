import Diagnostics
import TopologyModel

/// Argo CD and Flux need a repository to read.
struct MissingRepositoryRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 26, "missing-repository",
    summary: "A GitOps engine is set, but no repository.",
    why: "Its objects must say where the tree is read from.",
    sources: [
      .document(
        "Argo CD 3, Application",
        "https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/"),
      .document(
        "Flux 2, GitRepository", "https://fluxcd.io/flux/components/source/gitrepositories/"),
    ],
    bad: [.init("gitops: {engine: flux}")],
    good: [.init("gitops: {engine: flux, repoURL: \"https://git.example.net/vault.git\"}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    let gitops = topology.gitops
    guard gitops.engine.value != .kustomize, gitops.repoURL == nil else { return }
    findings.report(
      Diagnostic(
        Self.info, "`gitops.repoURL` is required with \(gitops.engine.value.rawValue)",
        at: gitops.engine.span
      ).help("set the address of the repository that holds the tree"))
  }
}
