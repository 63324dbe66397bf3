/// One token of a template (Go 1.25, text/template/parse, lex.go).
struct TemplateToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// Text between actions, white space trimmed where markers say so.
    case text(String)
    case open, close
    case space
    case leftParenthesis, rightParenthesis
    case pipe, comma, declare, assign
    case bool(Bool)
    /// A character constant, with its value.
    case character(Int)
    case number(String)
    case string(String)
    /// `.Name`
    case field(String)
    /// `$` or `$name`
    case variable(String)
    case dot
    /// A function or a keyword.
    case word(String)
    case end
  }

  let kind: Kind
  let place: TemplateError.Place
}
