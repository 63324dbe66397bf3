import Diagnostics
import YAMLSyntax

/// What kustomizations make of one resource.
package struct Deployment: Sendable {
  /// Namespace and name in the file.
  let identity: (namespace: String, name: String)
  /// Directories whose builds contain it, or would without a patch that deletes it.
  package internal(set) var roots: [String] = []
  /// Namespaces in which it is deployed; an empty one is decided by the command that applies it.
  var namespaces: [String] = []
  /// Names under which it is deployed.
  var names: [String] = []
  /// `file:line` of everything that changes it.
  var changes: [String] = []

  /// The namespace that all roots give it.
  var namespace: String? {
    guard let first = namespaces.first, namespaces.count == 1, !first.isEmpty else { return nil }
    return first
  }

  /// Why the resource as it is deployed has no successor that could be written in its place.
  var problem: (message: String, notes: [String])? {
    if !changes.isEmpty {
      return (
        "a kustomization changes this resource when it is deployed",
        changes.map { "changed at \($0)" }
      )
    }
    if names != [identity.name] {
      let list = names.map { "`\($0)`" }.joined(separator: ", ")
      return ("kustomizations deploy this resource as \(list)", [])
    }
    if namespaces.count > 1
      || !identity.namespace.isEmpty && namespaces != [identity.namespace]
    {
      let list = namespaces.map { $0.isEmpty ? "the default namespace" : "`\($0)`" }
      return (
        "kustomizations deploy this resource to \(list.joined(separator: " and "))", []
      )
    }
    return nil
  }

  /// The finding that keeps a resource from being migrated.
  func obstacle(to resource: FoundResource, _ table: DeploymentTable) -> Diagnostic? {
    let span = resource.resolved["metadata"]?["name"]?.span ?? resource.node.span?.startPoint
    if let problem {
      var finding = Diagnostic(.changedOnDeployment, problem.message, at: span)
      for note in problem.notes { finding = finding.note(note) }
      return finding.help(
        "write the successor by hand, with patches of its own; nothing of \(list(roots)) is migrated until then"
      )
    }
    let blocked = roots.filter { table.blocked[$0] != nil }
    guard let root = blocked.first, let reason = table.blocked[root] else { return nil }
    return Diagnostic(
      .changedOnDeployment, "\(list(blocked)) cannot be migrated as a whole", at: span
    ).note(reason).help("migrate the other resource by hand first")
  }

  private func list(_ roots: [String]) -> String {
    let shown = roots.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    return roots.count > 3 ? "\(shown) and \(roots.count - 3) more" : shown
  }
}
