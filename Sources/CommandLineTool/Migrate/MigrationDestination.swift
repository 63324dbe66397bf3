import Diagnostics
import Files
import Migration
import Workspace

/// Where migrated files go.
struct MigrationDestination: Sendable {
  /// Where a file is among all.
  struct Place {
    let isFirst: Bool
    let isOnly: Bool
  }

  /// Folder that every file is written below.
  let output: String?
  let inPlace: Bool
  let diff: Bool
  let check: Bool
  /// Whether lists go to standard output.
  let isText: Bool

  /// Writes a file to disk, in the modes that do.
  func store(_ result: FileMigration, _ file: InputFile, _ old: [UInt8]) throws(FileError) {
    if let output {
      let path = OutputPath.join(output, file.relative)
      let bytes = result.bytes ?? old
      try FileSystem.createFolder(OutputPath.parent(path))
      if FileSystem.kind(path) != nil {
        guard try FileSystem.read(path) != bytes else { return }
        throw FileError(
          path: path, action: "write",
          reason: "it already exists; remove it, or choose another directory")
      }
      try FileSystem.replace(path, with: bytes)
    } else if inPlace, let bytes = result.bytes {
      try FileSystem.edit(file.path, with: bytes)
    }
  }

  /// Prints a file, or what would change in it, in the modes that do.
  func print(
    _ result: FileMigration, _ file: InputFile, _ old: [UInt8], _ place: Place,
    _ terminal: Terminal
  ) throws {
    guard output == nil, !inPlace else { return }
    if diff {
      guard let bytes = result.bytes else { return }
      try terminal.output(
        UnifiedDiff.diff(old: old, new: bytes, oldName: file.name, newName: file.name))
    } else if check {
      if result.bytes != nil, isText { try terminal.output("would change: \(file.name)\n") }
    } else {
      let bytes = result.bytes ?? old
      try terminal.output(place.isOnly ? bytes : StreamJoin.part(bytes, isFirst: place.isFirst))
    }
  }
}
