import Diagnostics
import KubernetesModel
import TopologyModel

/// Where an alert leads its reader: a runbook of this tree, in the repository where there is one.
struct RunbookAddress {
  let topology: Topology

  /// `https://git.example.net/platform/vault/blob/main/runbooks/archive-stuck.md`.
  func url(_ runbook: String) -> Text {
    if let prefix = topology.gitops.runbookURL { return "\(prefix)/\(runbook).md" }
    guard let repository = topology.gitops.repoURL, repository.value.hasPrefix("https://") else {
      return Text("runbooks/\(runbook).md")
    }
    let address = repository.map { $0.hasSuffix(".git") ? String($0.dropLast(4)) : $0 }
    let folder = topology.gitops.path.map { "\($0.value)/" } ?? ""
    return "\(address)/blob/\(topology.gitops.branch)/\(Text(folder))runbooks/\(runbook).md"
  }
}
