import Diagnostics
import Files
import Pipeline
import TopologyModel
import Workspace

/// Finds the lock file of the tree that a command changes.
enum PreviousLockFile {
  /// The lock at `path`, or that of the tree in `output`; `named` is the directory that the topology names.
  static func find(
    _ path: String?, output: String, named: String?, isNew: Bool, sources: inout SourceMap
  ) throws(FileError) -> PreviousLock {
    if isNew {
      let old = path ?? OutputPath.join(output, TopologyLock.path)
      guard FileSystem.kind(old) != nil else { return .replaced(nil) }
      return .replaced(sources.add(path: old, bytes: try FileSystem.read(old)))
    }
    if let path { return .file(sources.add(path: path, bytes: try FileSystem.read(path))) }
    let usual = OutputPath.join(output, TopologyLock.path)
    if FileSystem.kind(usual) != nil {
      return .file(sources.add(path: usual, bytes: try FileSystem.read(usual)))
    }
    if FileSystem.kind(OutputPath.join(output, Inventory.path)) != nil { return .missing }
    if let named, named != output, FileSystem.kind(OutputPath.join(named, TopologyLock.path)) != nil
    {
      return .elsewhere(named: named)
    }
    return .absent
  }
}
