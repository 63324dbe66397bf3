/// A Go template cut into text and actions, as far as questions about it need.
///
/// Not an interpreter: it knows where actions start and end, and what words stand in them
/// (Go 1.25 text/template, "Actions" and "Text and spaces").
package struct TemplateText: Sendable {
  /// A part of a template.
  package enum Part: Hashable, Sendable {
    /// Text that is copied, trimmed as the neighbouring actions ask for.
    case text(String)
    case action(TemplateAction)
  }

  package let parts: [Part]

  /// Cuts `source` up; nil when an action is never closed.
  package init?(_ source: String) {
    var scanner = TemplateScanner(source)
    guard let parts = scanner.scan() else { return nil }
    self.parts = parts
  }

  package var actions: [TemplateAction] {
    parts.compactMap { part in
      if case .action(let action) = part { action } else { nil }
    }
  }

  /// Names of functions and keywords, in order.
  package var words: [String] {
    actions.flatMap(\.tokens).compactMap { token in
      if case .word(let word) = token { word } else { nil }
    }
  }

  /// Whether it consists of text and of pipelines that stand for themselves: no control structures, no
  /// variables.
  package var isPlain: Bool {
    actions.allSatisfy { action in
      !action.isControl
        && !action.tokens.contains { token in
          // `$` alone is the root, wherever it is.
          if case .variable(let name) = token { !name.isEmpty } else { false }
        }
    }
  }

  /// Whether an action may name anything but the secret `name`.
  package func looksBeyond(_ name: String) -> Bool {
    actions.flatMap(\.tokens).contains { token in
      switch token {
      case .field(let names): names.first != name
      case .word("index"): true
      default: false
      }
    }
  }

  /// Whether only Helm can have meant it: its objects and functions, or its way to write `{{`.
  package var isHelm: Bool {
    actions.contains { action in
      if action.tokens == [.constant], action.source.contains("{{") || action.source.contains("}}")
      {
        return true
      }
      return action.tokens.contains { token in
        switch token {
        case .word(let word): ["include", "tpl", "lookup"].contains(word)
        case .field(let names):
          names.count > 1 && !["Value", "SecretPath"].contains(names[1])
            && ["Values", "Release", "Chart", "Capabilities", "Files"].contains(names[0])
        default: false
        }
      }
    }
  }

  /// Whether it may print whole records in a way that cannot be told without running it.
  package var mayPrintRecords: Bool {
    actions.contains { action in
      action.isControl
        || (action.tokens.contains(.word("index")) && !action.tokens.contains(.mark(")")))
    }
  }

  /// Secrets that are printed as a whole record (`.KEY`), not by `.Value` or `.SecretPath`.
  package var wholeRecords: [String] {
    actions.filter { !$0.isControl }.flatMap(\.tokens).compactMap { token in
      guard case .field(let names) = token, names.count == 1 else { return nil }
      // Inside of `with` and `range` these are fields of the record at hand.
      return ["Value", "SecretPath"].contains(names[0]) ? nil : names[0]
    }
  }
}

/// One `{{ … }}` of a template.
package struct TemplateAction: Hashable, Sendable {
  /// A word of an action.
  package enum Token: Hashable, Sendable {
    /// Name of a function, or a keyword.
    case word(String)
    /// `.A.B` as its names; `.` alone has none.
    case field([String])
    /// `$name`.
    case variable(String)
    /// A string, a character or a number.
    case constant
    /// Anything else: pipes, parentheses, assignments.
    case mark(Character)
  }

  /// What is between the delimiters, without trim marks.
  package let source: String
  package let tokens: [Token]

  /// Whether it starts or ends a control structure.
  package var isControl: Bool {
    tokens.contains { if case .word(let word) = $0 { Self.keywords.contains(word) } else { false } }
  }

  /// Words that start or end control structures.
  private static let keywords: Set<String> = [
    "if", "else", "end", "range", "with", "define", "template", "block", "break", "continue",
  ]
}
