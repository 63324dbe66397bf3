import Diagnostics

/// libyaml reports a problem as one of its own fixed texts; this table gives each a rule of ours,
/// our words and a way out.
///
/// Source: libyaml 0.2.5, `scanner.c` and `parser.c`.
struct ScannerProblem {
  let rule: RuleInfo
  let message: String
  let help: String?

  private init(_ rule: RuleInfo, _ message: String, _ help: String?) {
    self.rule = rule
    self.message = message
    self.help = help
  }

  init(problem: String, context: String) {
    for (needle, known) in Self.known where problem.contains(needle) || context.contains(needle) {
      self = known
      return
    }
    self.init(.yamlSyntax, "invalid YAML (\(problem))", nil)
  }

  private static let known: [(String, ScannerProblem)] = [
    (
      "character that cannot start any token",
      ScannerProblem(
        .yamlSyntax, "a value cannot start with this character",
        "quote the value; a tab cannot indent, and `@` and backticks are reserved")
    ),
    (
      "mapping values are not allowed",
      ScannerProblem(
        .yamlSyntax, "a `:` here would start a mapping inside a plain value",
        "quote the value, or move the key to a separate line with the right indentation")
    ),
    (
      "block sequence entries are not allowed",
      ScannerProblem(
        .yamlSyntax, "a list item cannot start here",
        "put `- ` on a separate line, indented like its siblings")
    ),
    (
      "expected ':'",
      ScannerProblem(
        .yamlSyntax, "expected `:` after this key",
        "write `key: value`, or indent the line to continue the value above")
    ),
    (
      "did not find expected key",
      ScannerProblem(
        .yamlSyntax, "expected a key",
        "indent the line like the other keys of this mapping")
    ),
    (
      "did not find expected '-' indicator",
      ScannerProblem(
        .yamlSyntax, "expected a list item",
        "start the line with `- `, indented like the other items")
    ),
    (
      "',' or ']'",
      ScannerProblem(.yamlTruncated, "unclosed `[`", "close it with `]`")
    ),
    (
      "',' or '}'",
      ScannerProblem(
        .yamlTruncated, "unclosed `{`", "close it with `}`")
    ),
    (
      "unexpected end of stream",
      ScannerProblem(.yamlTruncated, "the file ends inside a quoted value", "close the quote")
    ),
    (
      "unexpected document indicator",
      ScannerProblem(
        .yamlTruncated, "the document ends inside a quoted value", "close the quote")
    ),
    (
      "undefined alias", ScannerProblem(.yamlAlias, "undefined anchor", nil)
    ),
    (
      "undefined tag handle",
      ScannerProblem(.yamlSyntax, "undeclared tag handle", "declare it with `%TAG`")
    ),
    (
      "escape",
      ScannerProblem(
        .yamlSyntax, "unknown escape in a double-quoted value",
        "write `\\\\` for a backslash, or use single quotes")
    ),
    (
      "found a tab character",
      ScannerProblem(.yamlTab, "tabs cannot be used for indentation", "indent with spaces")
    ),
    (
      "did not find expected <document start>",
      ScannerProblem(
        .yamlSyntax, "unexpected text after the end of the document",
        "indent it, or separate documents with `---`")
    ),
    (
      "exceeded maximum depth",
      ScannerProblem(.yamlLimit, "collections are nested too deeply", nil)
    ),
    (
      "could not find expected directive name",
      ScannerProblem(
        .yamlSyntax, "`%` at the start of a line starts a directive", "quote the value")
    ),
    (
      "did not find expected node content",
      ScannerProblem(.yamlSyntax, "expected a value", nil)
    ),
    (
      "multi-document",
      ScannerProblem(.yamlSyntax, "a second document starts inside this one", nil)
    ),
  ]
}
