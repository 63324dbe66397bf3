import Diagnostics
import Linting

/// Rules over whole trees, and the places of the topology behind what they find.
extension LintRun {
  /// A file of a tree that is not YAML.
  struct Other {
    let source: SourceFile
    let result: LintedFile
  }

  /// Reads the files of whole trees that are no YAML.
  func otherFiles() throws -> [Other] {
    try plan.trees.filter(\.isWhole).flatMap { tree in
      try tree.others.enumerated().compactMap { offset, file -> Other? in
        let source = SourceFile(
          position: tree.position + offset, path: file.name, bytes: try plan.read(file))
        guard let relative = tree.relative(file.path),
          let read = TreeFile(reading: source, path: relative)
        else { return nil }
        var result = LintedFile()
        result.tree = (tree.root, [read])
        result.ignores = IgnoreComment.all(in: source)
        return Other(source: source, result: result)
      }
    }
  }

  /// The findings of rules over trees, tree by tree, each with what in the topology caused the file.
  func treeFindings(_ results: [LintedFile]) -> [Diagnostic] {
    plan.trees.filter(\.isWhole).flatMap { tree in
      let files = results.flatMap { $0.tree?.root == tree.root ? $0.tree?.files ?? [] : [] }
      return AllTreeRules.findings(in: GitOpsTree(files, .read)).map { finding in
        guard let cause = path(of: finding).flatMap(tree.cause) else { return finding }
        return cause.span.map { finding.label($0, "generated from here") }
          ?? finding.note("generated from \(cause.text)")
      }
    }
  }

  private func path(of finding: Diagnostic) -> String? {
    guard let position = finding.primary?.span.file.position else { return nil }
    if position < plan.files.count { return plan.files[position].path }
    for tree in plan.trees where tree.isWhole {
      let offset = position - tree.position
      if tree.others.indices.contains(offset) { return tree.others[offset].path }
    }
    return nil
  }
}
