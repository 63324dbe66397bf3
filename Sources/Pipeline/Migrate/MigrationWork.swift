package import Diagnostics
package import Migration

/// Reads, migrates and stores many files, several at a time, and hands them over in their order.
package struct MigrationWork: Sendable {
  /// A file that is done.
  package struct Done: Sendable {
    /// Its position among the files.
    package let position: Int
    package let source: SourceFile
    package let result: FileMigration
  }

  private let names: [String]
  private let prepare: @Sendable (SourceFile) -> PreparedFile
  private let finish: @Sendable (PreparedFile, SharedNames) -> FileMigration
  private let queue: MigrationQueue
  private let read: @Sendable (Int) throws -> [UInt8]
  private let store: @Sendable (Done) throws -> Void

  /// Work on the files that reports call `names`; `read` and `store` are called with their positions, from
  /// several tasks at a time.
  package init(
    _ names: [String], _ migrator: Migrator, read: @escaping @Sendable (Int) throws -> [UInt8],
    store: @escaping @Sendable (Done) throws -> Void
  ) {
    self.names = names
    prepare = migrator.prepare
    finish = migrator.finish
    queue = MigrationQueue(migrator)
    self.read = read
    self.store = store
  }

  /// Works through all files; `body` gets them in their order.
  ///
  /// No more than a few files for each job are in memory at a time.
  package func run(jobs: Int, _ body: (Done) throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Done.self) { group in
      var started = 0
      var next = 0
      var early: [Int: Done] = [:]
      while next < names.count {
        while started < names.count, started - next < (jobs == 1 ? 1 : jobs + 2) {
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
    let bytes: [UInt8]
    do {
      bytes = try read(position)
    } catch {
      await queue.pass(position)
      throw error
    }
    let source = SourceFile(position: position, path: names[position], bytes: bytes)
    let prepared = prepare(source)
    let result = finish(prepared, await queue.name(prepared, at: position))
    let done = Done(position: position, source: source, result: result)
    try store(done)
    return done
  }
}
