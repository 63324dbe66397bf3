/// Names one file of a ``SourceMap``; cheap to copy into every span.
public struct SourceFileID: Hashable, Comparable, Sendable {
  package let rawValue: UInt32

  package init(_ rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The identifier of the file at a position among the inputs.
  package init(position: Int) { self.init(UInt32(position)) }

  /// The position of the file among the inputs.
  package var position: Int { Int(rawValue) }

  /// Files compare in the order in which the map received them.
  public static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The bytes of one input under the name a person would recognise.
///
/// Invariant: `bytes` are exactly what was read; nothing is normalised, so offsets stay true.
public struct SourceFile: Sendable {
  /// Position of the file in its map.
  public let id: SourceFileID
  /// Path as given on the command line, or `<stdin>`.
  public let path: String
  /// Contents, unchanged.
  public let bytes: [UInt8]

  /// A file that is the only one of its run, or whose place among the others is known.
  package init(position: Int, path: String, bytes: [UInt8]) {
    self.init(id: SourceFileID(UInt32(position)), path: path, bytes: bytes)
  }

  package init(id: SourceFileID, path: String, bytes: [UInt8]) {
    self.id = id
    self.path = path
    self.bytes = bytes
  }
}
