package import Diagnostics

/// What the check of one file gave.
package struct LintedFile: Sendable {
  package var kind = FileKind.manifests
  /// Documents that hold something.
  package var documents = 0
  package var findings: [Diagnostic] = []
  package var facts: [GraphObject] = []
  /// Infisical resources, for the rules that look at several of them.
  package var input = LintInput()
  /// The root of the whole tree that holds the file, and what rules over trees read of it.
  package var tree: (root: String, files: [TreeFile])?
  package var ignores: [IgnoreComment] = []
  /// Rules that annotations of an object silence: pairs of the object's place and the name of a check.
  package var silenced: [(identity: Diagnostic.Resource, check: String)] = []

  /// Whether the file was checked, and not just recognised.
  package var isChecked: Bool {
    root.isEmpty && (isDeployed || kind == .manifests || kind == .topology)
  }

  /// The kustomization whose objects these are; empty for a file.
  package var root = ""
  /// Whether kustomizations of the run read the file: its objects are checked as they are deployed.
  package var isDeployed = false

  package init() {}
}
