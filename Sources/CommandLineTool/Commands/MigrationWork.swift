import Diagnostics
import Migration
import Workspace

/// Reads, migrates and stores many files, several at a time, and hands them over in their order.
struct MigrationWork: Sendable {
  /// A file that is done.
  struct Done: Sendable {
    let position: Int
    let file: InputFile
    let source: SourceFile
    let result: FileMigration
  }

  let files: [InputFile]
  let standardInput: [UInt8]
  let destination: MigrationDestination
  let prepare: @Sendable (SourceFile) -> PreparedFile
  let finish: @Sendable (PreparedFile, SharedNames) -> FileMigration
  let queue: MigrationQueue

  /// Works through all files; `body` gets them in their order.
  ///
  /// No more than a few files for each job are in memory at a time.
  func run(jobs: Int, _ body: (Done) throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Done.self) { group in
      var started = 0
      var next = 0
      var early: [Int: Done] = [:]
      while next < files.count {
        while started < files.count, started - next < (jobs == 1 ? 1 : jobs + 2) {
          let position = started
          group.addTask { try await migrate(position) }
          started += 1
        }
        guard let done = try await group.next() else { return }
        early[done.position] = done
        while let ready = early.removeValue(forKey: next) {
          try body(ready)
          next += 1
        }
      }
    }
  }

  private func migrate(_ position: Int) async throws -> Done {
    let file = files[position]
    let bytes: [UInt8]
    do {
      bytes = try file.path == "-" ? standardInput : file.contents.get()
    } catch {
      await queue.pass(position)
      throw error
    }
    let source = SourceFile(position: position, path: file.name, bytes: bytes)
    let prepared = prepare(source)
    let result = finish(prepared, await queue.name(prepared, at: position))
    try destination.store(result, file, bytes)
    return Done(position: position, file: file, source: source, result: result)
  }
}
