import Diagnostics
import Files
import YAMLSyntax

/// Writes a set of files as one: everything is staged first, then a journal says what is to move
/// where, and only then do files move.
///
/// A run that fails puts everything back. One that is interrupted before the journal changed
/// nothing; one that is interrupted after it is completed by the next run, unless someone edited
/// a file in between.
struct OutputTransaction {
  let folder: String

  private var state: String { OutputPath.join(folder, ".redoubt") }
  private var staging: String { OutputPath.join(state, "staging") }
  private var journal: String { OutputPath.join(state, "journal.json") }

  func commit(_ set: ChangeSet) throws(FileError) {
    try checkState()
    try FileSystem.createFolder(staging)
    let changes = set.changes + [set.inventoryChange].compactMap(\.self)
    var steps: [TransactionStep] = []
    do throws(FileError) {
      for (position, change) in changes.enumerated() {
        let step = TransactionStep(change, staged: String(position))
        if let bytes = change.bytes {
          try FileSystem.write(bytes, to: OutputPath.join(staging, step.staged))
        }
        steps.append(step)
      }
      try FileSystem.replace(journal, with: TransactionStep.encode(steps))
    } catch {
      discardStaging()
      throw error
    }
    do throws(FileError) {
      try carryOut(steps)
    } catch {
      rollBack(changes)
      throw error
    }
  }

  /// Completes a journal that was left behind, or removes staged files that never got one.
  func recover() throws(FileError) {
    try checkState()
    guard FileSystem.kind(state) == .folder else { return }
    guard FileSystem.kind(journal) != nil else { return discardStaging() }
    guard let steps = TransactionStep.decode(try FileSystem.read(journal)) else {
      throw FileError(path: journal, action: "resume from", reason: "it is damaged; delete it")
    }
    for step in steps {
      if let obstacle = OutputPath.obstacle(to: step.path, in: folder) {
        throw FileError(
          path: obstacle, action: "write through",
          reason: "it is a symbolic link, or not a regular file")
      }
      let target = OutputPath.join(folder, step.path)
      let now = FileSystem.kind(target) == nil ? "" : SHA256.hex(try FileSystem.read(target))
      guard now == step.before || now == step.after else {
        throw FileError(
          path: target, action: "complete an interrupted build over",
          reason: "it was edited since; delete \(journal) to discard that build")
      }
    }
    try carryOut(steps)
  }

  private func carryOut(_ steps: [TransactionStep]) throws(FileError) {
    for step in steps where !step.after.isEmpty {
      let staged = OutputPath.join(staging, step.staged)
      // A resumed run finds some files moved already.
      guard FileSystem.kind(staged) == .file else { continue }
      let target = OutputPath.join(folder, step.path)
      try FileSystem.createFolder(OutputPath.parent(target))
      try FileSystem.rename(staged, to: target)
    }
    for step in steps where step.after.isEmpty {
      try FileSystem.remove(OutputPath.join(folder, step.path))
      removeEmptyParents(of: step.path)
    }
    try FileSystem.remove(journal)
    _ = FileSystem.removeIfEmpty(staging)
  }

  /// Puts the files of before back.
  ///
  /// What cannot be put back is left to the journal.
  private func rollBack(_ changes: [ChangeSet.Change]) {
    for change in changes {
      let target = OutputPath.join(folder, change.path)
      switch change {
      case .create:
        try? FileSystem.remove(target)
        removeEmptyParents(of: change.path)
      case .update(_, let old, _), .delete(_, let old):
        if (try? FileSystem.read(target)) != old {
          guard (try? FileSystem.replace(target, with: old)) != nil else { return }
        }
      }
    }
    try? FileSystem.remove(journal)
    discardStaging()
  }

  /// The tool's own folder and files must be what they seem: nothing is followed out of the tree.
  private func checkState() throws(FileError) {
    for (path, expected) in [
      (state, FileSystem.Kind.folder), (staging, .folder), (journal, .file),
    ] {
      guard let kind = FileSystem.kind(path), kind != expected else { continue }
      throw FileError(
        path: path, action: "use", reason: "it is a symbolic link, or not a regular file; remove it"
      )
    }
  }

  private func removeEmptyParents(of path: String) {
    var parent = OutputPath.parent(path)
    while !parent.isEmpty, FileSystem.removeIfEmpty(OutputPath.join(folder, parent)) {
      parent = OutputPath.parent(parent)
    }
  }

  /// Staged files without a journal are of no use; failing to remove them harms nothing.
  private func discardStaging() {
    guard FileSystem.kind(staging) == .folder else { return }
    for name in (try? FileSystem.list(staging)) ?? [] {
      try? FileSystem.remove(OutputPath.join(staging, name))
    }
    _ = FileSystem.removeIfEmpty(staging)
  }
}
