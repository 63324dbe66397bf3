import GoTemplate
import TestSupport

/// Writes templates that parse, mostly, and do what nobody would.
struct TemplateGrammar {
  private var random: SeededGenerator
  private let functions: [GoFunction]

  init(seed: UInt64, functions: [GoFunction]) {
    random = SeededGenerator(seed: seed)
    self.functions = functions
  }

  private static let texts = [
    #""""#, #""a""#, #""é\u0301""#, #""\xff\xc3""#, #""a,b,c""#, #""((a*)*)*(b|)+""#,
    #""[^\\n]{1,1000}""#,
    #""%*d%v%!%-09.9q""#, #""2006-01-02T15:04:05Z07:00""#, #""99999999999999999999""#,
    #""{\"a\":[1,{\"b\":null}]}""#, #""a: &a [x, x]\nb: [*a, *a]""#, #""^9223372036854775807.1""#,
    #""-9223372036854775808""#, #""1h.5s""#, #""10.0.0.0/8""#, #""rsa""#, #""sha256""#, ".A.Value",
    ".B.Value",
  ]
  private static let numbers = [
    "0", "1", "-1", "2", "7", "64", "1000", "100000", "9223372036854775807",
    "-9223372036854775808", "0x7fffffff", "1e308", "-1.5", "0.0", "1e-320",
  ]
  private static let variables = ["$d", "$l", "$s", "$", ".", ".A", ".B", ".missing"]
  static let tokens: [[UInt8]] =
    [
      "{{", "}}", "{{-", "-}}", "{{/*", "*/}}", "(", ")", "|", ":=", "=", ",", "$", "$d", ".", "..",
      "\"", "`",
      "'a'", "nil", "true", "range", "if", "else", "end", "with", "define", "template", "block",
      "break", "continue", "\\", "0x", "1_0", "1e999", "'", "\u{202E}", "é",
    ].map { Array($0.utf8) } + [[0], [0xFF], [0xED, 0xA0, 0x80]]

  /// The next template.
  mutating func next() -> String {
    var text =
      "{{ $d := dict \"a\" 1 }}{{ $l := list 1 \"b\" $d }}{{ $s := .A.Value }}"
    let body = statements(3)
    if body.contains("template") || one(in: 6) {
      text +=
        "{{ define \"t\" }}{{ $d := dict }}{{ $l := list 1 }}{{ $s := \"\" }}\(statements(2)){{ end }}"
    }
    return text + body
  }

  private mutating func one(in number: Int) -> Bool {
    Int.random(in: 0..<number, using: &random) == 0
  }

  private mutating func any(of texts: [String]) -> String {
    texts.randomElement(using: &random) ?? ""
  }

  private mutating func statements(_ depth: Int) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...3, using: &random) { text += statement(depth) }
    return text
  }

  private mutating func statement(_ depth: Int) -> String {
    guard depth > 0 else { return "{{ \(call(2)) }}" }
    switch Int.random(in: 0..<14, using: &random) {
    case 0: return "{{ range \(value(.list, 2)) }}\(statements(depth - 1)){{ end }}"
    case 1: return "{{ range $i, $v := \(value(.any, 2)) }}\(statements(depth - 1)){{ end }}"
    case 2:
      return "{{ range \(any(of: Self.numbers)) }}\(statements(depth - 1)){{ break }}{{ end }}"
    case 3: return "{{ if \(value(.any, 2)) }}\(statements(depth - 1)){{ else }}-{{ end }}"
    case 4: return "{{ with \(value(.any, 2)) }}\(statements(depth - 1)){{ end }}"
    case 5: return "{{ $l = append $l \(value(.any, 1)) }}"
    case 6: return "{{ $_ := set $d \(any(of: Self.texts)) \(value(.any, 1)) }}"
    case 7: return "{{ $l = list $l \(value(.any, 1)) }}"
    case 8: return "{{ $s = printf \"%s%v\" $s \(value(.any, 1)) }}"
    case 9: return "{{ template \"t\" \(value(.any, 1)) }}"
    default: return "{{ \(call(3)) }}"
    }
  }

  private mutating func call(_ depth: Int) -> String {
    guard let function = functions.randomElement(using: &random) else { return "." }
    var parts = [function.name]
    for parameter in function.parameters { parts.append(value(parameter, depth - 1)) }
    if let rest = function.rest {
      for _ in 0..<Int.random(in: 0...3, using: &random) { parts.append(value(rest, depth - 1)) }
    }
    return parts.joined(separator: " ")
      + (one(in: 8) ? " | \(any(of: ["toString", "len", "quote", "toJson"]))" : "")
  }

  /// A value that a parameter takes; sometimes one that it does not.
  private mutating func value(_ parameter: GoFunction.Parameter, _ depth: Int) -> String {
    if depth > 0, one(in: 3) { return "(\(call(depth)))" }
    if one(in: 12) { return any(of: Self.variables) }
    switch parameter {
    case .bool: return any(of: ["true", "false"])
    case .int, .int64, .double, .number: return any(of: Self.numbers)
    case .string: return any(of: Self.texts)
    case .list:
      return any(of: [
        "$l", "(list)", "(list 1 \"a\" nil)", "(until 100)", "(splitList \",\" \"a,b\")",
      ])
    case .dictionary: return any(of: ["$d", "(dict)", "(dict \"a\" $l)"])
    case .any: return any(of: Self.texts + Self.numbers + Self.variables + ["nil", "true"])
    }
  }
}
