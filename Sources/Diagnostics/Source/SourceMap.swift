/// All inputs of one run, by identifier.
///
/// Invariant: identifiers ascend in the order of the inputs, so that ordering diagnostics by file
/// identifier orders them by the order in which the inputs were given.
public struct SourceMap: Sendable {
  package private(set) var files: [SourceFile] = []

  /// An empty map.
  public init() {}

  /// Registers `bytes` under `path` and returns the file with its new identifier.
  @discardableResult
  public mutating func add(path: String, bytes: [UInt8]) -> SourceFile {
    let next = files.last.map { $0.id.rawValue + 1 } ?? 0
    let file = SourceFile(id: SourceFileID(next), path: path, bytes: bytes)
    files.append(file)
    return file
  }

  /// Takes up a file that knows its place; it must stand behind all others.
  package mutating func adopt(_ file: SourceFile) {
    precondition(files.last.map { $0.id < file.id } ?? true, "files must be adopted in order")
    files.append(file)
  }

  /// Takes up a file that knows its place, wherever that is among the others.
  package mutating func insert(_ file: SourceFile) {
    files.insert(file, at: position(of: file.id))
  }

  /// The file of `id`, or nil for an identifier of another map.
  public subscript(id: SourceFileID) -> SourceFile? {
    let position = position(of: id)
    return position < files.count && files[position].id == id ? files[position] : nil
  }

  /// Where the file of `id` is, or would be.
  private func position(of id: SourceFileID) -> Int {
    var low = 0
    var high = files.count
    while low < high {
      let middle = (low + high) / 2
      if files[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
