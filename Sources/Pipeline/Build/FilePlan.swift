import TopologyModel

/// A file of the output as bytes.
public struct PlannedFile: Hashable, Sendable {
  /// Path below the output folder: relative, without `.` and `..`.
  public let path: String
  /// Contents.
  public let bytes: [UInt8]
  /// Kind of the object that the file holds; nil for what is not an object.
  public let kind: String?
  /// The part of the topology that caused the file, as `file#/json/pointer`; nil for what belongs to
  /// the whole.
  public let source: String?
  /// Site that the file belongs to; nil for what is shared.
  public let site: String?

  package init(path: String, bytes: [UInt8], kind: String? = nil, source: String?, site: String?) {
    self.path = path
    self.bytes = bytes
    self.kind = kind
    self.source = source
    self.site = site
  }
}

/// The whole output, in memory, by path.
public struct FilePlan: Hashable, Sendable {
  /// Files in the order of their paths.
  public let files: [PlannedFile]

  package init(files: [PlannedFile]) {
    self.files = files.sorted { $0.path < $1.path }
  }

  /// The files of one site, and the lock file.
  public func restricted(to site: String) -> FilePlan {
    FilePlan(files: files.filter { $0.site == site || $0.path == TopologyLock.path })
  }
}
