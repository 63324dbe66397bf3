import InfisicalTesting
import Seams
import Simulation
import Synchronization
import Testing
import YAMLSyntax

@testable import Controllers
@testable import GoTemplate
@testable import InfisicalClient

/// What a tenant can write into a template: every function with every value that breaks programs.
@Suite("Hostile templates")
struct HostileTemplateTests {
  private static let functions: [GoFunction] =
    LogicFunctions.all + ComparisonFunctions.all + SprigFunctions.all
    + TemplateFunctions(time: SimulatedWorld(seed: 1)).all

  /// Functions that take long whatever they get: they are tried with values that they refuse before that.
  private static func isSlow(_ function: GoFunction) -> Bool { function.cost >= 100_000 }

  /// Values at the edge, of every kind.
  private static func values() -> [(name: String, value: GoValue)] {
    let cyclic = GoDictionary()
    cyclic[GoString("a")] = .dictionary(cyclic)
    var deep = GoValue.list(of: [])
    for _ in 0..<5000 { deep = .list(of: [deep]) }
    let huge = String(repeating: "aé1 ", count: 8000)
    return [
      ("Int.min", .int(.min)), ("Int.max", .int(.max)), ("0", .int(0)), ("-1", .int(-1)),
      ("int64 min", .int64(.min)), ("int64 max", .int64(.max)), ("1e6", .int(1_000_000)),
      ("NaN", .double(.nan)), ("infinity", .double(.infinity)),
      ("-infinity", .double(-.infinity)), ("1e308", .double(1e308)),
      ("denormal", .double(.leastNonzeroMagnitude)),
      ("empty", .text("")), ("huge", .text(huge)),
      ("bad UTF-8", .string(GoString([0xFF, 0xC3, 0xED, 0xA0, 0x80]))),
      ("zeros", .string(GoString([0, 0, 0]))), ("combining", .text("e\u{301}\u{301}\u{200D}👩‍👩‍👧")),
      ("digits", .text("99999999999999999999999999")), ("minus", .text("-9223372036854775808")),
      ("layout", .text("2006-01-02T15:04:05.999999999Z07:00 __2 002")),
      ("duration", .text("-292y9h.5s")),
      ("hour", .text("2562047h47m16.854775807s")), ("pattern", .text("((a*)*)*(b|)+")),
      ("open", .text("([{\\")), ("json", .text(String(repeating: "[", count: 5000))),
      ("yaml", .text("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]")),
      ("version", .text("9223372036854775807.9223372036854775807.9223372036854775807")),
      ("range", .text(">=9223372036854775807 || ^9223372036854775807.9223372036854775807")),
      ("pem", .text("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")),
      ("der", .string(GoString([0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x00]))),
      ("format", .text("%*d%.*f%[3]v%!%999999999999d%-+# 09.9q%x%U%c%v")),
      ("url", .text("http://[::1]:x@y//?#%")),
      ("true", .bool(true)), ("nil", .null), ("missing", .missing),
      ("list", .list(of: [.int(.min), .null, .text("a"), .double(.nan)])),
      ("empty list", .list(of: [])),
      ("deep", deep), ("map", .dictionary(GoDictionary([GoString("a"): .int(1)]))),
      ("cyclic", .dictionary(cyclic)), ("first time", .time(GoTime(seconds: .min))),
      ("last time", .time(GoTime(seconds: .max, nanosecond: 999_999_999))),
      ("zero time", .time(.zero)),
      ("secret", .secret(GoSecret(value: "s", path: "/"))),
    ]
  }

  /// A value that a parameter takes.
  private static func plain(_ parameter: GoFunction.Parameter) -> GoValue {
    switch parameter {
    case .any, .string: .text("a")
    case .bool: .bool(true)
    case .int: .int(1)
    case .int64: .int64(1)
    case .double: .double(1)
    case .number: .int(1)
    case .list: .list(of: [.text("a")])
    case .dictionary: .dictionary(GoDictionary([GoString("a"): .text("b")]))
    }
  }

  private static let parts = 8

  @Test(
    "every function returns a value or an error for every value in every place",
    arguments: 0..<parts)
  func table(part: Int) {
    let values = Self.values()
    for function in Self.functions.enumerated().filter({ $0.offset % Self.parts == part }).map(
      \.element)
    {
      let most = function.parameters.count + (function.rest == nil ? 0 : 3)
      for count in function.parameters.count...most {
        let plain = (0..<count).map { position in
          Self.plain(
            position < function.parameters.count
              ? function.parameters[position] : function.rest ?? .any)
        }
        for position in 0..<count {
          for (_, value) in values {
            var arguments = plain
            arguments[position] = value
            Self.call(function, arguments)
          }
        }
        // And the same value everywhere: two that are extreme overflow where one does not.
        for (_, value) in values { Self.call(function, Array(repeating: value, count: count)) }
      }
    }
  }

  /// A call must end; what it gives is its own affair.
  private static func call(_ function: GoFunction, _ arguments: [GoValue]) {
    let steps = isSlow(function) ? function.cost - 1 : 300_000
    let budget = TemplateBudget(TemplateLimits(mostSteps: steps, mostBytes: 4 << 20))
    _ = try? function.call(arguments, budget)
  }

  @Test(
    "functions that take long refuse what is at the edge before they begin",
    arguments: ["genCA", "genSelfSignedCert", "genSignedCert", "derivePassword", "bcrypt"])
  func slow(name: String) throws {
    let function = try #require(Self.functions.first { $0.name == name })
    for days in [Int.min, Int.max, -3_000_000, 3_000_000] {
      let arguments = function.parameters.map { parameter -> GoValue in
        if case .int = parameter { return .int(days) }
        if case .any = parameter { return .int(-1) }
        return parameter.typeName == "string"
          ? .text(String(repeating: "x", count: 100)) : Self.plain(parameter)
      }
      #expect(throws: TemplateError.self) { try function.call(arguments, TemplateBudget()) }
    }
  }

  @Test("keys and hashes are charged by what they cost: no template has many of them")
  func cost() {
    for text in [
      "{{ range 1000 }}{{ bcrypt \"a\" }}{{ end }}",
      "{{ range 1000 }}{{ genPrivateKey \"rsa\" }}{{ end }}",
      "{{ range 1000 }}{{ derivePassword 1 \"long\" \"p\" \"u\" \"s\" }}{{ end }}",
      "{{ range 1000 }}{{ genCA \"x\" 1 }}{{ end }}",
      "{{ range 1000 }}{{ getHostByName \"a.invalid\" }}{{ end }}",
    ] {
      let budget = TemplateBudget(TemplateLimits(mostSteps: 250_000))
      let error = #expect(throws: TemplateError.self) {
        _ = try GoTemplate(text, functions: Self.functions).execute(
          .dictionary(GoDictionary()), budget: budget)
      }
      #expect(error?.message.contains("takes more than") == true, "\(error?.message ?? "")")
    }
  }

  @Test(
    "what multiplies its arguments is refused before it is made",
    arguments: [
      #"{{ mustRegexMatch (print "a" (repeat 600000 "{1}")) "a" }}"#,
      #"{{ mustRegexMatch (print "a" (repeat 4000 "{1}")) "a" }}"#,
      #"{{ regexReplaceAll "(?s).+" (repeat 1000000 "a") (repeat 1000 "$0") }}"#,
      #"{{ regexReplaceAll "." (repeat 1000000 "a") (repeat 1000000 "b") }}"#,
      #"{{ wrapWith 1 (repeat 1000000 "x") (repeat 1000000 "a") }}"#,
      #"{{ $l := list (repeat 2000000 "a") }}{{ range until 12 }}{{ $l = concat $l $l }}{{ end }}{{ genSelfSignedCert "a" (list) $l 1 }}"#,
      #"{{ $s := repeat 2000000 "a" }}{{ $all := list }}{{ range $i := until 10000 }}{{ $all = list $all (dict (list $s $i) 1) }}{{ end }}"#,
      #"{{ $x := repeat 1000000 "a\n" }}{{ range until 190 }}{{ $x = dict "a" $x }}{{ end }}{{ toYaml $x }}"#,
      #"{{ jwkPublicKeyPem (printf "[%s1]" (repeat 1000000 "1,")) }}"#,
      #"{{ $p := repeat 60000 "B" }}{{ jwkPrivateKeyPem (printf "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"AQAB\",\"d\":\"%s\",\"p\":\"%s\",\"q\":\"%s\"}" $p $p $p $p) }}"#,
      #"{{ semverCompare (repeat 1000000 "1 ") "1.0.0" }}"#,
      #"{{ toDate (repeat 400000 "Jan") (repeat 400000 "Dec") | date "2006" | fail }}"#,
      #"{{ mustRegexMatch (print "[" (repeat 1000000 "[:")) "" }}"#,
      #"{{ mustRegexMatch (repeat 200 "(?P<a>b)") "" }}"#,
      #"{{ urlParse (repeat 2000000 "a") }}"#,
    ])
  func multiplying(template: String) {
    let error = #expect(throws: TemplateError.self) {
      _ = try GoTemplate(template, functions: Self.functions).execute(
        .dictionary(GoDictionary()), budget: TemplateBudget())
    }
    #expect(error.map { $0.message.utf8.count < 3_000_000 } == true)
  }

  @Test(
    "what was quadratic is linear",
    arguments: [
      #"{{ contains (print (repeat 1000000 "a") "b") (repeat 2000000 "a") }}"#,
      #"{{ splitList (print (repeat 100000 "a") "b") (repeat 1000000 "a") | len }}"#,
      #"{{ replace (print (repeat 100000 "a") "b") "" (repeat 1000000 "a") | len }}"#,
      #"{{ snakecase (repeat 100000 "一") | len }}"#,
    ])
  func linear(template: String) throws {
    _ = try GoTemplate(template, functions: Self.functions).execute(
      .dictionary(GoDictionary()), budget: TemplateBudget())
  }

  @Test("a bulk output of very many nodes is not read, and what is wrong with one tells no secret")
  func bulk() throws {
    let secrets = MergedSecrets([
      Snapshot(
        digest: "",
        direct: [FetchedSecret(key: "S", value: Sensitive("7"), path: "/", revision: nil)],
        imported: [])
    ])
    let render = { (text: String) throws(ResourceProblem) in
      _ = try TargetRenderer(
        secrets: secrets, isLenient: false,
        functions: TemplateFunctions(time: SimulatedWorld(seed: 1)), limits: TemplateLimits()
      ).render(.bulk(text))
    }
    let many = #expect(throws: ResourceProblem.self) {
      try render(#"a: [{{ repeat 600000 "[]," }}]"#)
    }
    #expect(many?.message.contains("template.data") == true)
    let long = #expect(throws: ResourceProblem.self) {
      try render(#"{{ range 3 }}a{{ repeat 1000000 "a" }}: 1{{ end }}"#)
    }
    #expect(long?.message == "the output of template.data is longer than 2048 KiB")
    let line = #expect(throws: ResourceProblem.self) {
      try render("{{ repeat (int .S.Value) \"#\\n\" }}}")
    }
    #expect(line?.message.contains("line") == false, "\(line?.message ?? "")")
    let place = #expect(throws: ResourceProblem.self) {
      try render("{{ if eq .S.Value \"7\" }}{{ fail \"x\" }}{{ end }}\n{{ fail \"x\" }}")
    }
    #expect(place?.message == "template.data: error calling fail: x", "\(place?.message ?? "")")
  }

  @Test("the rounds of a PKCS #12 file are charged before they are made")
  func rounds() {
    // PFX with a MAC of 2,000,000,000 rounds over an empty content.
    let content = DERTree.sequence(
      .identifier([1, 2, 840, 113_549, 1, 7, 1]), .constructed(0xA0, [.octets([0x30, 0x00])]))
    let mac = DERTree.sequence(
      .sequence(
        .sequence(.identifier([2, 16, 840, 1, 101, 3, 4, 2, 1]), .null),
        .octets(Array(repeating: 0, count: 32))), .octets([1]), .integer(2_000_000_000))
    let file = DERTree.sequence(.integer(3), content, mac).bytes
    let error = #expect(throws: TemplateError.self) {
      _ = try PKCS12(file, password: "", TemplateBudget())
    }
    #expect(error?.message == "the template takes more than 10000000 steps")
  }

  @Test(
    "templates that killed the operator give text or an error",
    arguments: [
      (#"{{ toDate "2006-01-02" "no date" | date "2006" }}"#, "0001"),
      (#"{{ toDate "2006-01-02" "no date" | unixEpoch }}"#, "-62135596800"),
      (#"{{ date "2006-01-02" 1700000000000 }}"#, "55840-11-08"),
      (#"{{ duration 9223372036854775807 }}"#, "-1s"), (#"{{ ago (toDate "2006" "0001") }}"#, nil),
      (#"{{ dateModify "2562047h" (toDate "2006" "9999") | date "2006" }}"#, "10291"),
      (#"{{ regexMatch "(a+)+$" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab" }}"#, "false"),
      (#"{{ printf "%*d" -9223372036854775808 1 | len }}"#, "100000"),
      (#"{{ semverCompare "^9223372036854775807" "9223372036854775807.0.0" }}"#, "true"),
      (#"{{ (fromYaml "a: y\nb: on\nc: true").a }}{{ kindOf (fromYaml "b: on").b }}"#, "ystring"),
    ] as [(String, String?)])
  func known(template: String, wanted: String?) throws {
    let output = try GoTemplate(template, functions: Self.functions).execute(
      .dictionary(GoDictionary()))
    if let wanted { #expect(String(decoding: output, as: UTF8.self) == wanted, "\(template)") }
  }

  // MARK: In the operator

  private static let hostile: [String] = [
    #"{{ toDate "2006-01-02" .KEY.Value | date "2006" }}"#,
    "{{$d := dict}}{{$_ := set $d \"a\" $d}}{{$d}}",
    "{{ repeat 9223372036854775807 \"ab\" }}", "{{ range 9223372036854775807 }}{{ end }}",
    "{{ replace \"a\" (repeat 2000000 \"b\") (repeat 2000000 \"a\") }}",
    "{{ define \"x\" }}{{ template \"x\" }}{{ end }}{{ template \"x\" }}",
    "{{ regexMatch \"(a+)+$\" (repeat 100000 \"a\") }}", String(repeating: "{{if 1}}", count: 5000),
    "{{ printf \"%*d\" -9223372036854775808 1 }}{{ fail .KEY.Value }}",
  ]

  @Test("a tenant whose templates want everything leaves the others as they are")
  func neighbours() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      bed.connection()
      bed.auth("id")
      bed.infisical.set(bed.place("/a"), "KEY", "one")
      for (number, template) in Self.hostile.enumerated() {
        bed.staticSecret(
          "bad-\(number)", auth: "id", path: "/a", namespace: "evil", interval: "10s"
        ) {
          $0.set(
            "targets",
            .sequence([
              .object([
                "name": .string("bad-\(number)"), "namespace": "evil", "kind": "Secret",
                "creationPolicy": "Owner",
                "template": .object([
                  "engineVersion": "v1", "data": .object(["x": .string(template)]),
                ]),
              ])
            ]))
        }
      }
      for number in 0..<20 {
        bed.staticSecret("good-\(number)", auth: "id", path: "/a", interval: "10s")
      }
      try await bed.operating { _ in
        #expect(
          await bed.eventually(within: .seconds(5)) {
            (0..<20).allSatisfy { bed.isSynced("good-\($0)") }
          })
        bed.infisical.set(bed.place("/a"), "KEY", "two")
        #expect(
          await bed.eventually(within: .seconds(15)) {
            (0..<20).allSatisfy { bed.content("good-\($0)") == ["KEY": "two"] }
          })
        #expect(
          await bed.eventually {
            [2, 3, 4, 5, 7].allSatisfy {
              bed.condition("LastReconcileStatus", of: "bad-\($0)", namespace: "evil")?.status
                == "False"
            }
          })
        let words =
          bed.condition("LastReconcileStatus", of: "bad-3", namespace: "evil")?.message ?? ""
        #expect(words.contains("the template takes more than 10000000 steps"), "\(words)")
      }
    }
  }

  @Test("templates of one namespace are rendered one after the other, those of others beside them")
  func turns() async throws {
    let tally = Tally()
    var settings = TemplateSettings()
    settings.threads = 3
    settings.work = BlockingWork { work in
      tally.begin()
      await Task.yield()
      work()
      tally.end()
    }
    let engine = TemplateEngine(settings, time: SystemTime())
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<41 {
        let namespace = number == 40 ? "good" : "evil"
        group.addTask {
          _ = try? await engine.render(
            .bulk("a: {{ \(number) }}"), MergedSecrets([]), for: namespace, within: engine.turn())
        }
      }
    }
    #expect(tally.most <= 2, "one of each namespace")
    #expect(tally.count == 41)
  }
}

/// Counts what runs side by side.
private final class Tally: Sendable {
  private let state = Mutex((running: 0, most: 0, count: 0))

  var most: Int { state.withLock { $0.most } }
  var count: Int { state.withLock { $0.count } }

  func begin() {
    state.withLock { state in
      state.running += 1
      state.count += 1
      state.most = max(state.most, state.running)
    }
  }

  func end() { state.withLock { $0.running -= 1 } }
}
