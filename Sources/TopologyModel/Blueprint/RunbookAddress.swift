package import Diagnostics

/// Where an alert leads its reader: a runbook of this tree, in the repository where there is one.
package struct RunbookAddress {
  /// Directory of the runbooks in the tree.
  package static let folder = "runbooks"

  private let topology: Topology

  /// Addresses of the runbooks of a topology.
  package init(topology: Topology) { self.topology = topology }

  /// `https://git.example.net/platform/vault/blob/main/runbooks/archive-stuck.md`.
  package func url(_ runbook: String) -> Located<String> {
    if let prefix = topology.gitops.runbookURL { return "\(prefix)/\(runbook).md" }
    guard let repository = topology.gitops.repoURL, repository.value.hasPrefix("https://") else {
      return Located("\(Self.folder)/\(runbook).md")
    }
    let address = repository.map { $0.hasSuffix(".git") ? String($0.dropLast(4)) : $0 }
    let folder = topology.gitops.path.map { "\($0.value)/" } ?? ""
    return
      "\(address)/blob/\(topology.gitops.branch)/\(Located(folder + Self.folder))/\(runbook).md"
  }
}
