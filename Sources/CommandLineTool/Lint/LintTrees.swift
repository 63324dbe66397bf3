import Diagnostics
import Files
import Linting
import Pipeline
import TopologyModel
import Workspace

/// Finds the GitOps trees that files of a lint run belong to.
enum LintTrees {
  /// The trees around `files`; a tree is whole when it lies in one of `paths`.
  ///
  /// `first` is the position of the first file that is not YAML.
  static func find(
    around files: [InputFile], below paths: [String], from first: Int, excluding: [PathPattern]
  ) throws(FileError) -> [LintTree] {
    var trees: [LintTree] = []
    var position = first
    for root in roots(around: files) {
      let isWhole = paths.contains { contains($0, root) }
      let others = isWhole ? try others(in: root, excluding) : []
      let inventory = try inventory(of: root)
      let topology = try topology(
        inventory?.document, root, position: position + others.count)
      trees.append(
        LintTree(
          root: root, isWhole: isWhole, others: others, position: position, topology: topology,
          sources: inventory?.sources ?? [:]))
      position += others.count + 1
    }
    return trees
  }

  /// The directories above `files` that hold a lock file.
  private static func roots(around files: [InputFile]) -> [String] {
    var roots: [String] = []
    var seen: Set<String> = []
    for file in files where file.path != "-" {
      var folder = OutputPath.parent(file.path)
      while seen.insert(folder).inserted {
        if FileSystem.kind(path(folder, TopologyLock.path)) != nil { roots.append(folder) }
        if folder.isEmpty { break }
        folder = OutputPath.parent(folder)
      }
    }
    return roots
  }

  private static func path(_ root: String, _ relative: String) -> String {
    root.isEmpty ? relative : OutputPath.join(root, relative)
  }

  /// Whether a path of the command line covers the directory `root`.
  private static func contains(_ argument: String, _ root: String) -> Bool {
    var folder = argument
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    if folder == "." { return !root.hasPrefix("/") && !root.hasPrefix("..") }
    return root == folder || root.hasPrefix(OutputPath.join(folder, ""))
  }

  private static func others(
    in root: String, _ excluded: [PathPattern]
  ) throws(FileError) -> [LintFile] {
    var result: [LintFile] = []
    for folder in ["lb", "runbooks"] {
      for name in try InputFiles.find(below: path(root, folder), where: { _ in true }) {
        let full = path(root, "\(folder)/\(name)")
        guard TreeFile.isRead("\(folder)/\(name)"), !excluded.contains(where: { $0.matches(full) })
        else { continue }
        result.append(LintFile(path: full))
      }
    }
    return result
  }

  private static func inventory(of root: String) throws(FileError) -> Inventory? {
    let file = path(root, Inventory.path)
    return FileSystem.kind(file) == .file ? Inventory(parsing: try FileSystem.read(file)) : nil
  }

  /// The document that the inventory names, in the tree or beside it.
  private static func topology(
    _ name: String?, _ root: String, position: Int
  ) throws(FileError) -> SourceFile? {
    guard let name else { return nil }
    for folder in [root, OutputPath.parent(root)] {
      let file = path(folder, name)
      guard FileSystem.kind(file) == .file else { continue }
      return SourceFile(position: position, path: file, bytes: try FileSystem.read(file))
    }
    return nil
  }
}
