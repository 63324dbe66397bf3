/// A command that only reads, and what it must print.
package struct RunbookCheck: Sendable {
  /// What the output must be.
  package enum Predicate: Sendable {
    case equals(String)
    case nonempty
    case empty
    case contains(String)
    case lacks(String)
    /// One word or more, each the same.
    case every(String)
    case atLeast(Int)
    case atMost(Int)
    /// A time at most this many seconds ago.
    case younger(Int)
    /// A time at least this many seconds ahead.
    case ahead(Int)
  }

  package let title: String
  package let command: CheckCommand
  package let predicate: Predicate
  /// Catalogue rule that nothing but a running cluster can decide.
  package let rule: String?

  init(_ title: String, _ command: CheckCommand, _ predicate: Predicate, rule: String? = nil) {
    self.title = title
    self.command = command
    self.predicate = predicate
    self.rule = rule
  }
}

extension RunbookCheck.Predicate {
  /// The word that the harness knows the predicate by, and its value.
  package var words: (name: String, value: String) {
    switch self {
    case .equals(let text): ("equals", text)
    case .nonempty: ("nonempty", "")
    case .empty: ("empty", "")
    case .contains(let text): ("contains", text)
    case .lacks(let text): ("lacks", text)
    case .every(let word): ("every", word)
    case .atLeast(let number): ("atleast", "\(number)")
    case .atMost(let number): ("atmost", "\(number)")
    case .younger(let seconds): ("younger", "\(seconds)")
    case .ahead(let seconds): ("ahead", "\(seconds)")
    }
  }

  /// The predicate in words.
  var text: String {
    switch self {
    case .equals(let text): "`\(text)`"
    case .nonempty: "anything"
    case .empty: "nothing"
    case .contains(let text): "contains `\(text)`"
    case .lacks(let text): "does not contain `\(text)`"
    case .every(let word): "nothing but `\(word)`"
    case .atLeast(let number): "at least \(number)"
    case .atMost(let number): "at most \(number)"
    case .younger(let seconds): "at most \(Self.span(seconds)) ago"
    case .ahead(let seconds): "at least \(Self.span(seconds)) in the future"
    }
  }

  private static func span(_ seconds: Int) -> String {
    seconds % 86400 == 0
      ? "\(seconds / 86400) d" : seconds % 3600 == 0 ? "\(seconds / 3600) h" : "\(seconds) s"
  }
}
