package import Diagnostics
package import Files
package import Pipeline

/// A folder that the tool writes trees into.
package struct OutputFolder: Sendable {
  package let path: String

  package init(_ path: String) {
    self.path = path
  }

  /// What `plan` changes here.
  ///
  /// Files that people edited, or that are not ours, are findings unless `force`. With `site`, only
  /// that site's files are compared and pruned.
  package func changes(
    for plan: FilePlan, site: String?, force: Bool, into bag: inout DiagnosticBag
  ) throws(FileError) -> ChangeSet? {
    guard let known = try inventory(force: force, into: &bag) else { return nil }
    var changes: [ChangeSet.Change] = []
    var unchanged = 0
    for file in plan.files {
      guard isSafe(file.path, into: &bag) else { continue }
      guard let old = try contents(file.path) else {
        changes.append(.create(path: file.path, bytes: file.bytes))
        continue
      }
      if old == file.bytes {
        unchanged += 1
      } else if force || isUntouched(file.path, old, known, into: &bag) {
        changes.append(.update(path: file.path, old: old, bytes: file.bytes))
      }
    }
    let planned = Set(plan.files.map(\.path))
    var kept: [Inventory.Entry] = []
    for entry in known.entries where !planned.contains(entry.path) {
      if let site, !entry.path.hasPrefix("sites/\(site)/") {
        kept.append(entry)
        continue
      }
      guard isSafe(entry.path, into: &bag), let old = try contents(entry.path) else { continue }
      if force || isUntouched(entry.path, old, known, into: &bag) {
        changes.append(.delete(path: entry.path, old: old))
      }
    }
    guard !bag.hasErrors else { return nil }
    let written = plan.files.map {
      Inventory.Entry(path: $0.path, sha256: SHA256.hex($0.bytes), source: $0.source)
    }
    let inventory = Inventory(entries: written + kept)
    return ChangeSet(
      changes: changes.sorted { $0.path < $1.path }, unchanged: unchanged, inventory: inventory,
      inventoryChange: try change(to: inventory))
  }

  /// What has to happen to the inventory file, which no plan names.
  private func change(to inventory: Inventory) throws(FileError) -> ChangeSet.Change? {
    let bytes = inventory.bytes
    guard let old = try contents(Inventory.path) else {
      return .create(path: Inventory.path, bytes: bytes)
    }
    return old == bytes ? nil : .update(path: Inventory.path, old: old, bytes: bytes)
  }

  /// Carries `changes` out: all of them, or none that a reader would see.
  package func apply(_ changes: ChangeSet) throws(FileError) {
    try OutputTransaction(folder: path).commit(changes)
  }

  /// Completes what an interrupted run left behind.
  package func recover() throws(FileError) {
    try OutputTransaction(folder: path).recover()
  }

  /// Keeps other builds out of the folder while the result lives.
  package func lock() throws(FileError) -> FolderLock {
    let state = OutputPath.join(path, ".redoubt")
    try FileSystem.createFolder(state)
    return try FolderLock(state)
  }

  // MARK: Reading

  private func inventory(
    force: Bool, into bag: inout DiagnosticBag
  ) throws(FileError) -> Inventory? {
    guard let bytes = try contents(Inventory.path) else { return Inventory(entries: []) }
    if let inventory = Inventory(parsing: bytes) { return inventory }
    if force { return Inventory(entries: []) }
    bag.report(
      Diagnostic(
        .unreadableInventory, "the inventory is damaged, so the owner of each file is unknown",
        path: OutputPath.join(path, Inventory.path)
      ).help("restore it from version control, or overwrite with `--force`"))
    return nil
  }

  private func contents(_ file: String) throws(FileError) -> [UInt8]? {
    let full = OutputPath.join(path, file)
    guard FileSystem.kind(full) != nil else { return nil }
    return try FileSystem.read(full)
  }

  // MARK: Safety

  private func isUntouched(
    _ file: String, _ old: [UInt8], _ known: Inventory, into bag: inout DiagnosticBag
  ) -> Bool {
    let full = OutputPath.join(path, file)
    guard let entry = known.entry(file) else {
      bag.report(
        Diagnostic(.foreignOutput, "this file was not written by Redoubt", path: full)
          .help("move it, or overwrite it with `--force`"))
      return false
    }
    guard entry.sha256 == SHA256.hex(old) else {
      bag.report(
        Diagnostic(.editedOutput, "this file was edited since Redoubt wrote it", path: full)
          .help("make the change in the topology, or discard it with `--force`"))
      return false
    }
    return true
  }

  /// Whether nothing on the way to `file` is a link or in the way.
  private func isSafe(_ file: String, into bag: inout DiagnosticBag) -> Bool {
    guard let obstacle = OutputPath.obstacle(to: file, in: path) else { return true }
    bag.report(
      Diagnostic(.unsafeOutput, "not a regular file or directory", path: obstacle)
        .help("remove it"))
    return false
  }
}
