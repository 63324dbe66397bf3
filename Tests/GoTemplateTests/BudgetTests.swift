import GoTemplate
import Testing

/// Templates that want more than they may have: each ends with an error in words, none with a trap.
@Suite("Budgets of templates")
struct BudgetTests {
  private static func render(
    _ text: String, _ limits: TemplateLimits = TemplateLimits()
  ) throws(TemplateError) -> String {
    let data = GoDictionary([GoString("KEY"): .secret(GoSecret(value: "value", path: "/"))])
    let template = try GoTemplate(text, functions: SprigFunctions.all)
    return String(
      decoding: try template.execute(
        .dictionary(data), isLenient: true, budget: TemplateBudget(limits)),
      as: UTF8.self)
  }

  /// Templates with words of their errors.
  private static let hostile: [(template: String, words: String)] = [
    (
      "{{define \"x\"}}{{template \"x\"}}{{end}}{{$a := 1}}{{$b := 2}}{{range 3}}{{template \"x\"}}{{end}}",
      "exceeded maximum template depth"
    ),
    ("{{$d := dict}}{{$_ := set $d \"a\" $d}}{{$d}}", "nested more than 200 levels deep"),
    (
      "{{$d := dict}}{{$_ := set $d \"a\" $d}}{{mustToJson $d}}", "nested more than 200 levels deep"
    ),
    ("{{$d := dict}}{{$_ := set $d \"a\" $d}}{{deepCopy $d}}", "nested more than 200 levels deep"),
    (
      "{{$d := dict}}{{$_ := set $d \"a\" $d}}{{$e := dict}}{{$_ := set $e \"a\" $e}}{{deepEqual $d $e}}",
      "nested more than 200 levels deep"
    ),
    (
      "{{$d := dict}}{{$_ := set $d \"a\" $d}}{{$e := dict \"a\" (dict)}}{{$_ := merge $e $d}}{{$e}}",
      "nested more than 200 levels deep"
    ),
    (
      "{{$d := dict}}{{$_ := set $d \"a\" $d}}{{printf \"%s\" $d}}",
      "nested more than 200 levels deep"
    ),
    ("{{$l := list 1}}{{range until 300}}{{$l = list $l}}{{end}}{{$l}}", "nested more than 200"),
    (
      "{{$l := list 1 2}}{{range until 60}}{{$l = list $l $l}}{{end}}{{$l}}",
      "a string of the template is longer than 2 MiB"
    ),
    (
      "{{$l := list 1 2}}{{range until 60}}{{$l = list $l $l}}{{end}}{{deepEqual $l (deepCopy $l)}}",
      "the template used more than 16 MiB"
    ),
    ("{{repeat 9223372036854775807 \"ab\"}}", "longer than 2 MiB"),
    ("{{replace \"a\" (repeat 100000 \"b\") (repeat 100000 \"a\")}}", "longer than 2 MiB"),
    ("{{replace \"\" (repeat 100000 \"b\") (repeat 100000 \"a\")}}", "longer than 2 MiB"),
    ("{{indent 9223372036854775807 \"a\\nb\"}}", "longer than 2 MiB"),
    ("{{join (repeat 100000 \"b\") (until 1000)}}", "longer than 2 MiB"),
    ("{{range until 1000}}{{repeat 100000 \"a\"}}{{end}}", "the template used more than 16 MiB"),
    (
      "{{$d := dict}}{{range $i := until 1000}}{{$_ := set $d (toString $i) (repeat 100000 \"a\")}}{{end}}",
      "the template used more than 16 MiB"
    ),
    ("{{range 9223372036854775807}}{{end}}", "takes more than 200000 steps"),
    ("{{until 9223372036854775807}}", "takes more than 200000 steps"),
    ("{{untilStep -9223372036854775808 9223372036854775807 1}}", "takes more than 200000 steps"),
    ("{{seq 1 9223372036854775806}}", "takes more than 200000 steps"),
    (
      "{{range until 10000}}{{range until 10000}}{{end}}{{end}}",
      "the template used more than 16 MiB"
    ),
    ("{{range 10000}}{{range 10000}}{{end}}{{end}}", "the template used more than 16 MiB"),
    (
      "{{$l := until 5000}}{{range $i := $l}}{{$_ := has $i $l}}{{end}}",
      "takes more than 200000 steps"
    ),
    (
      "{{$a := repeat 1000000 \"a\"}}{{range 10000}}{{$_ := contains \"b\" $a}}{{end}}",
      "takes more than 200000 steps"
    ),
    (
      "{{define \"x\"}}{{template \"x\"}}{{end}}{{template \"x\"}}",
      "exceeded maximum template depth"
    ),
    (
      "{{define \"x\"}}{{if true}}{{with 1}}{{template \"x\"}}{{end}}{{end}}{{end}}{{template \"x\"}}",
      "exceeded maximum template depth"
    ),
    (
      "{{printf \"%*d\" -9223372036854775808 1}}{{range 1000}}{{printf \"%100000d\" 1}}{{end}}",
      "used more"
    ),
    ("{{split \"\" (repeat 2000000 \"a\")}}", "the template used more than 16 MiB"),
    ("{{splitList \"a\" (repeat 2000000 \"a\")}}", "the template used more than 16 MiB"),
    (
      "{{fromJson (printf \"[%s1]\" (repeat 900000 \"1,\"))}}{{fromJson (printf \"[%s1]\" (repeat 900000 \"1,\"))}}{{fromJson (printf \"[%s1]\" (repeat 900000 \"1,\"))}}",
      "the template used more than 16 MiB"
    ),
  ]

  @Test(
    "a template that wants too much ends with an error that names the limit",
    arguments: hostile.indices)
  func limits(index: Int) throws {
    let (text, words) = Self.hostile[index]
    let error = #expect(throws: TemplateError.self, "\(text)") {
      _ = try Self.render(text, TemplateLimits(mostSteps: 200_000))
    }
    // Where two limits are near, either will do.
    let isNamed =
      error?.message.contains(words) == true || error?.message.contains("steps") == true
    #expect(isNamed && error?.isLimit == true, "\(text): \(error?.message ?? "")")
  }

  @Test(
    "what is nested deeper than anybody writes is refused when it is read",
    arguments: [
      ("{{if 1}}", "x", "{{end}}"), ("{{range .}}", "", "{{end}}"), ("{{with 1}}", "", "{{end}}"),
      ("(", "1", ")"), ("{{if 1}}{{else if 1}}", "", "{{end}}"),
    ])
  func deepSyntax(open: String, middle: String, close: String) {
    let depth = 20_000
    let isAction = open.hasPrefix("{{")
    let text =
      (isAction ? "" : "{{") + String(repeating: open, count: depth) + middle
      + String(repeating: close, count: depth) + (isAction ? "" : "}}")
    #expect(throws: TemplateError.self) { try GoTemplate(text, functions: SprigFunctions.all) }
    #expect(GoTemplate.problem(in: text, functions: []) != nil)
  }

  @Test("a chain of else-if is a tree as well")
  func chain() {
    let text = "{{if 1}}" + String(repeating: "{{else if 1}}", count: 20_000) + "{{end}}"
    #expect(throws: TemplateError.self) { try GoTemplate(text) }
  }

  @Test("blanks in an action take time in proportion to their number")
  func blanks() throws {
    let blanks = String(repeating: " ", count: 200_000)
    #expect(try Self.render("{{\(blanks)1\(blanks)}}") == "1")
  }

  @Test("values that are nested 100,000 levels deep are released")
  func release() throws {
    let limits = TemplateLimits(mostBytes: 1 << 30)
    for nested in ["list $l", "dict \"a\" $l", "dict \"a\" (list $l)"] {
      let text = "{{$l := list}}{{range 100000}}{{$l = \(nested)}}{{end}}ok"
      #expect(try Self.render(text, limits) == "ok")
    }
  }

  @Test("maps that hold each other are released with the budget")
  func cycles() throws {
    let dictionary = GoDictionary()
    do {
      let budget = TemplateBudget()
      let data = GoDictionary([GoString("d"): .dictionary(dictionary)])
      _ = try GoTemplate("{{$_ := set .d \"d\" .d}}", functions: SprigFunctions.all)
        .execute(.dictionary(data), budget: budget)
      #expect(dictionary.count == 1)
    }
    #expect(dictionary.count == 0)
  }

  @Test("the clock is asked, and what it says ends the template")
  func deadline() {
    let limits = TemplateLimits(overdueMessage: "the template ran for more than 1 s") { true }
    let error = #expect(throws: TemplateError.self) {
      _ = try Self.render("{{range 100000}}{{end}}", limits)
    }
    #expect(error?.message == "the template ran for more than 1 s" && error?.isLimit == true)
  }

  @Test("nothing that a function swallows lets a template go on beyond its limits")
  func sticky() {
    let text = "{{$a := repeat 2000000 \"[\"}}{{range 1000}}{{$_ := fromJson $a}}{{end}}over"
    #expect(throws: TemplateError.self) { _ = try Self.render(text) }
  }

  @Test("ordinary templates come nowhere near their limits")
  func ordinary() throws {
    let limits = TemplateLimits(mostSteps: 100_000, mostBytes: 1 << 20)
    let text = """
      {{ range $i := until 50 }}{{ printf "KEY_%d=%s" $i ($.KEY.Value | upper | quote) | nindent 2 }}{{ end }}
      {{ dict "a" (list 1 2 3) "b" (dict "c" "d") | toPrettyJson | b64enc }}
      """
    #expect(try Self.render(text, limits).contains("KEY_49=\"VALUE\""))
  }
}
