package import Diagnostics

/// Where an alert leads its reader: a runbook of this tree, in the repository where there is one.
package struct RunbookAddress {
  /// Directory of the runbooks in the tree.
  package static let folder = "runbooks"

  private let topology: Topology

  /// Addresses of the runbooks of a topology.
  package init(topology: Topology) { self.topology = topology }

  /// The annotation of an alert that leads to a runbook, by its name and its value.
  ///
  /// Notifications show `runbook_url` as a link: what is only a path in the tree has another name.
  package func annotation(_ runbook: String) -> (name: String, value: Located<String>) {
    guard let base else { return ("runbook", Located("\(Self.folder)/\(runbook).md")) }
    return ("runbook_url", "\(base)/\(runbook).md")
  }

  /// `https://git.example.net/platform/vault/blob/main/runbooks`; nil where no address is known.
  private var base: Located<String>? {
    if let address = topology.gitops.runbookURL {
      return address.map { Self.text($0.description, without: "/") }
    }
    guard let repository = topology.gitops.repoURL, repository.value.hasPrefix("https://") else {
      return nil
    }
    let address = repository.map { Self.text($0, without: ".git") }
    let folder = topology.gitops.path.map { "\($0.value)/" } ?? ""
    return "\(address)/blob/\(topology.gitops.branch)/\(Located(folder + Self.folder))"
  }

  private static func text(_ text: String, without end: String) -> String {
    text.hasSuffix(end) ? String(text.dropLast(end.count)) : text
  }
}
