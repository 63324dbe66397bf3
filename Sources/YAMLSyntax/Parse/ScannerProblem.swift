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
    self.init(.yamlSyntax, "this is no YAML: the parser stopped here (\(problem))", nil)
  }

  private static let known: [(String, ScannerProblem)] = [
    (
      "character that cannot start any token",
      ScannerProblem(
        .yamlSyntax, "no value can start with this character",
        "quote the value; a tab cannot indent, and `@` and a backtick are reserved")
    ),
    (
      "mapping values are not allowed",
      ScannerProblem(
        .yamlSyntax, "a `:` here would start a mapping inside a plain value",
        "quote the value, or put the key on its own line at the right indentation")
    ),
    (
      "block sequence entries are not allowed",
      ScannerProblem(
        .yamlSyntax, "a list item cannot start here",
        "put `- ` on its own line, indented like its neighbours")
    ),
    (
      "expected ':'",
      ScannerProblem(
        .yamlSyntax, "this looks like a key, but no `:` follows it",
        "write `key: value`, or indent the line to continue the value above")
    ),
    (
      "did not find expected key",
      ScannerProblem(
        .yamlSyntax, "a key is expected here",
        "indent the line like the other keys of this mapping")
    ),
    (
      "did not find expected '-' indicator",
      ScannerProblem(
        .yamlSyntax, "a list item is expected here",
        "start the line with `- `, indented like the other items")
    ),
    (
      "',' or ']'",
      ScannerProblem(.yamlTruncated, "the list opened with `[` is not closed", "close it with `]`")
    ),
    (
      "',' or '}'",
      ScannerProblem(
        .yamlTruncated, "the mapping opened with `{` is not closed", "close it with `}`")
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
      "undefined alias", ScannerProblem(.yamlAlias, "no anchor of this name stands before", nil)
    ),
    (
      "undefined tag handle",
      ScannerProblem(.yamlSyntax, "this tag handle is not declared", "declare it with `%TAG`")
    ),
    (
      "escape",
      ScannerProblem(
        .yamlSyntax, "unknown escape in a double-quoted value",
        "write `\\\\` for a backslash, or use single quotes")
    ),
    (
      "found a tab character",
      ScannerProblem(.yamlTab, "a tab cannot indent YAML", "indent with blanks")
    ),
    (
      "did not find expected <document start>",
      ScannerProblem(
        .yamlSyntax, "the document already ended: this text belongs to no value",
        "indent it, or separate documents with `---`")
    ),
    (
      "exceeded maximum depth",
      ScannerProblem(.yamlLimit, "collections are nested too deeply", nil)
    ),
    (
      "could not find expected directive name",
      ScannerProblem(
        .yamlSyntax, "`%` at the start of a line begins a directive", "quote the value")
    ),
    (
      "did not find expected node content",
      ScannerProblem(.yamlSyntax, "a value is expected here", nil)
    ),
    (
      "multi-document",
      ScannerProblem(.yamlSyntax, "a second document starts inside this one", nil)
    ),
  ]
}
