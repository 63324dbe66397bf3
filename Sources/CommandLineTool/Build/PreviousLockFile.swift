import Diagnostics
import Files
import Pipeline
import TopologyModel
import Workspace

/// Finds the lock file of the tree that a command changes.
enum PreviousLockFile {
  /// The lock at `path`, or that of the tree in `output`.
  static func find(
    _ path: String?, output: String, isNew: Bool, sources: inout SourceMap
  ) throws(FileError) -> PreviousLock {
    if isNew { return .none }
    if let path { return .file(sources.add(path: path, bytes: try FileSystem.read(path))) }
    let usual = OutputPath.join(output, TopologyLock.path)
    if FileSystem.kind(usual) != nil {
      return .file(sources.add(path: usual, bytes: try FileSystem.read(usual)))
    }
    let isBuilt = FileSystem.kind(OutputPath.join(output, Inventory.path)) != nil
    return isBuilt ? .missing : .none
  }
}
