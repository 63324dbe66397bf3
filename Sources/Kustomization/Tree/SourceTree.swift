package import Diagnostics

/// What lies at a path.
package enum TreeEntry: Sendable {
  case file(SourceFile)
  case folder
  case nothing
}

/// The files and folders that a build may read, as values: the module itself touches no disk.
///
/// Paths are those of ``TreePath``: parts joined by `/`, without `.` and `..`, beginning with `/` where the
/// tree is that of a machine.
package protocol SourceTree: AnyObject {
  /// What lies at `path`, links followed.
  func entry(_ path: String) -> TreeEntry
  /// What a folder holds, sorted; nothing for a path that is not a folder.
  func names(in folder: String) -> [String]
  /// `path` with every link on the way replaced by where it leads; nil when nothing is there.
  func resolved(_ path: String) -> String?
  /// What people call `path`.
  func name(_ path: String) -> String
}

extension SourceTree {
  package func name(_ path: String) -> String { path.isEmpty ? "." : path }
}
