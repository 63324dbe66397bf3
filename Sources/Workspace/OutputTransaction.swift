import Diagnostics
import YAMLSyntax

/// Writes a set of files as one: everything is staged first, then a journal says what is to move
/// where, and only then do files move.
///
/// A run that is interrupted before the journal changed nothing; one that is interrupted after it
/// is completed by the next run.
struct OutputTransaction {
  let folder: String

  private var state: String { OutputPath.join(folder, ".redoubt") }
  private var staging: String { OutputPath.join(state, "staging") }
  private var journal: String { OutputPath.join(state, "journal.json") }

  func commit(_ set: ChangeSet) throws(FileError) {
    try FileSystem.createFolder(staging)
    var moves: [(staged: String, path: String)] = []
    var deletions: [String] = []
    do throws(FileError) {
      for (position, change) in set.changes.enumerated() {
        switch change {
        case .create(let path, let bytes), .update(let path, _, let bytes):
          try FileSystem.write(bytes, to: OutputPath.join(staging, String(position)))
          moves.append((String(position), path))
        case .delete(let path, _): deletions.append(path)
        }
      }
      try FileSystem.write(set.inventory.bytes, to: OutputPath.join(staging, "inventory"))
      moves.append(("inventory", Inventory.path))
    } catch {
      discardStaging()
      throw error
    }
    try FileSystem.replace(journal, with: Self.encode(moves, deletions))
    try carryOut(moves, deletions)
  }

  /// Completes a journal that was left behind, or removes staged files that never got one.
  func recover() throws(FileError) {
    guard FileSystem.kind(state) == .folder else { return }
    guard FileSystem.kind(journal) != nil else { return discardStaging() }
    guard let (moves, deletions) = Self.decode(try FileSystem.read(journal)) else {
      throw FileError(path: journal, action: "resume from", reason: "it is damaged; delete it")
    }
    try carryOut(moves, deletions)
  }

  private func carryOut(
    _ moves: [(staged: String, path: String)], _ deletions: [String]
  ) throws(FileError) {
    for move in moves {
      let staged = OutputPath.join(staging, move.staged)
      // A resumed run finds some files moved already.
      guard FileSystem.kind(staged) != nil else { continue }
      let target = OutputPath.join(folder, move.path)
      try FileSystem.createFolder(OutputPath.parent(target))
      try FileSystem.rename(staged, to: target)
    }
    for path in deletions {
      try FileSystem.remove(OutputPath.join(folder, path))
      removeEmptyParents(of: path)
    }
    try FileSystem.remove(journal)
    _ = FileSystem.removeIfEmpty(staging)
  }

  private func removeEmptyParents(of path: String) {
    var parent = OutputPath.parent(path)
    while !parent.isEmpty, FileSystem.removeIfEmpty(OutputPath.join(folder, parent)) {
      parent = OutputPath.parent(parent)
    }
  }

  /// Staged files without a journal are of no use; failing to remove them harms nothing.
  private func discardStaging() {
    for name in (try? FileSystem.list(staging)) ?? [] {
      try? FileSystem.remove(OutputPath.join(staging, name))
    }
    _ = FileSystem.removeIfEmpty(staging)
  }

  // MARK: Journal

  private static func encode(
    _ moves: [(staged: String, path: String)], _ deletions: [String]
  ) -> [UInt8] {
    JSONPrinter.print(
      YAMLMapping.build { yaml in
        yaml.set(
          "move",
          moves.map { move in
            YAMLMapping.build {
              $0.set("staged", move.staged)
              $0.set("path", move.path)
            }
          })
        yaml.set("delete", deletions)
      })
  }

  private static func decode(_ bytes: [UInt8]) -> ([(staged: String, path: String)], [String])? {
    var map = SourceMap()
    var bag = DiagnosticBag()
    let stream = YAMLParser().parse(map.add(path: "journal", bytes: bytes), into: &bag)
    guard !bag.hasErrors, let root = stream.documents.first?.root, let moves = root["move"]?.items,
      let deletions = root["delete"]?.items
    else { return nil }
    var decoded: [(staged: String, path: String)] = []
    for move in moves {
      guard let staged = move["staged"]?.scalar?.text, let path = move["path"]?.scalar?.text,
        OutputPath.isContained(path), OutputPath.isContained(staged)
      else { return nil }
      decoded.append((staged, path))
    }
    let paths = deletions.compactMap { $0.scalar?.text }
    return paths.allSatisfy(OutputPath.isContained) ? (decoded, paths) : nil
  }
}
