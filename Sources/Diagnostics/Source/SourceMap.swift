/// All inputs of one run, by identifier.
///
/// Invariant: identifiers are dense and follow the order of `add`, so that ordering diagnostics by
/// file identifier orders them by the order in which the inputs were given.
public struct SourceMap: Sendable {
  package private(set) var files: [SourceFile] = []

  /// An empty map.
  public init() {}

  /// Registers `bytes` under `path` and returns the file with its new identifier.
  @discardableResult
  public mutating func add(path: String, bytes: [UInt8]) -> SourceFile {
    let file = SourceFile(id: SourceFileID(UInt32(files.count)), path: path, bytes: bytes)
    files.append(file)
    return file
  }

  /// The file of `id`, or nil for an identifier of another map.
  public subscript(id: SourceFileID) -> SourceFile? {
    Int(id.rawValue) < files.count ? files[Int(id.rawValue)] : nil
  }
}
