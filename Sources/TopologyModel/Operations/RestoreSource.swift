package import YAMLSyntax

/// What Redis is restored from: the key of a backup, or nothing at all.
///
/// `empty:STAMP` asks for an empty Redis; STAMP makes the request a new one (docs/redis.md).
public enum RestoreSource: Hashable, Sendable, CustomStringConvertible {
  /// An object of the store.
  case backup(ObjectPath)
  /// An empty Redis, asked for under this stamp.
  case empty(stamp: String)

  private static let emptyPrefix = "empty:"

  /// As the restore of the pod reads it.
  public var description: String {
    switch self {
    case .backup(let key): key.description
    case .empty(let stamp): Self.emptyPrefix + stamp
    }
  }
}

extension RestoreSource: FieldValue {
  package static var typeName: String { "the key of a backup, or `empty:STAMP`" }

  package init(parsing text: String) throws(ValueProblem) {
    guard text.hasPrefix(Self.emptyPrefix) else {
      self = .backup(try ObjectPath(parsing: text))
      return
    }
    let stamp = text.dropFirst(Self.emptyPrefix.count)
    guard let word = try? ObjectPath(parsing: String(stamp)), !word.description.contains("/") else {
      throw ValueProblem(
        "names no request for an empty Redis",
        help: "write `empty:` and a stamp of letters, digits, `.`, `_` and `-`: empty:202611270900")
    }
    self = .empty(stamp: word.description)
  }

  package var fieldText: String { description }
}
