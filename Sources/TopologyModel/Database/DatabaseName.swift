package import YAMLSyntax

/// Name of a database and of its owner: an unquoted PostgreSQL identifier.
///
/// Letters, digits and `_`, at most 63 bytes (PostgreSQL 18 documentation, section 4.1.1).
public struct DatabaseName: Hashable, Sendable, CustomStringConvertible {
  /// The name.
  public let description: String

  /// Checks the grammar; nil when `text` is not such a name.
  public init?(_ text: String) { try? self.init(parsing: text) }

  init(unchecked text: String) { description = text }
}

extension DatabaseName: FieldValue {
  package static var typeName: String { "a database name" }

  package init(parsing text: String) throws(ValueProblem) {
    let isWord = text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
    }
    guard isWord, (1...63).contains(text.utf8.count), text.utf8.first.map({ $0 >= 0x5F }) == true
    else {
      throw ValueProblem(
        "is not a valid database name",
        help:
          "use lower-case letters, digits and `_`, at most 63 characters, not starting with a digit"
      )
    }
    guard text != "postgres", !text.hasPrefix("pg_"), !text.hasPrefix("cnpg_") else {
      throw ValueProblem("is reserved by PostgreSQL or CloudNativePG", help: "choose another name")
    }
    description = text
  }

  package var fieldText: String { description }
}
