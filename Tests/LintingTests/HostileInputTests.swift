import Diagnostics
import Linting
import Schema
import Testing

/// Definitions and values that are made to be expensive, or to mislead.
@Suite("Hostile input of the linter")
struct HostileInputTests {
  private func definition(_ spec: String, _ box: String) -> String {
    """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: boxes.example.com}
    spec:
      group: example.com
      names: {kind: Box, plural: boxes}
      scope: Namespaced
      versions:
      - name: v1
        served: true
        storage: true
        schema:
          openAPIV3Schema: {type: object, properties: {spec: \(spec)}}
    ---
    apiVersion: example.com/v1
    kind: Box
    metadata: {name: a, namespace: b}
    spec: \(box)

    """
  }

  private func rule(_ rule: String, _ properties: String, _ box: String) -> [String] {
    let spec =
      "{type: object, properties: \(properties), x-kubernetes-validations: [{rule: \"\(rule)\"}]}"
    return codes(definition(spec, box))
  }

  private func codes(_ text: String) -> [String] {
    LintProbe().run(text).findings.map(\.code.description).filter { !$0.hasPrefix("K8S") }
  }

  @Test(
    "an expression that is too long, or takes too long, is left to the server",
    arguments: [
      (
        Array(repeating: "1", count: 5000).joined(separator: "+") + " > self.x",
        "{x: {type: integer}}", "{x: 1}"
      ),
      ("self" + String(repeating: ".a", count: 20_000) + " == 1", "{a: {type: integer}}", "{a: 1}"),
      (
        "self.l.all(x, x in self.l)", "{l: {type: array, items: {type: integer}}}",
        "{l: [\((0..<3000).map(String.init).joined(separator: ","))]}"
      ),
    ])
  func expensive(text: String, properties: String, box: String) {
    #expect(rule(text, properties, box) == ["SCH014"])
  }

  @Test("numbers at the edge do not trap")
  func edges() {
    #expect(
      rule("self.a.charAt(9223372036854775807) == ''", "{a: {type: string}}", "{a: x}") == [
        "SCH013"
      ])
    #expect(rule("self.a.substring(-1) == ''", "{a: {type: string}}", "{a: x}") == ["SCH013"])
    let clock = "1\u{301}1\u{301}:1\u{301}1\u{301}:1\u{301}1\u{301}"
    let object = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a, namespace: b, creationTimestamp: "2026-11-21T\(clock)Z"}
      """
    #expect(codes(object) == ["SCH007"])
  }

  @Test("repeated empty groups are refused at once, as is what RE2 refuses")
  func patterns() {
    for pattern in ["(((((){1000}){1000}){1000}){1000})", "a**", "(?=a)", "[[:nope:]]"] {
      let text = definition(
        "{type: object, properties: {a: {type: string, pattern: '\(pattern)'}}}", "{a: x}")
      #expect(codes(text).first == "CRD001", "\(pattern)")
      #expect(LintProbe().run(text).findings.contains { $0.severity == .error }, "\(pattern)")
    }
    for pattern in ["\\p{Greek}+"] {
      let text = definition(
        "{type: object, properties: {a: {type: string, pattern: '\(pattern)'}}}", "{a: x}")
      let findings = LintProbe().run(text).findings.filter { $0.code.area == .definition }
      #expect(findings.map(\.severity) == [.note], "\(pattern)")
    }
  }

  @Test(
    "what Go's engine matches is matched, and nothing else",
    arguments: [
      ("^[[:blank:]]$", "\" \"", true), ("^[[:^alpha:]]$", "\"1\"", true),
      ("^[[:^alpha:]]$", "a", false), ("(?i)^[^a]$", "A", false), ("(?i)^abc$", "aBC", true),
    ])
  func matching(pattern: String, value: String, fits: Bool) {
    let text = definition(
      "{type: object, properties: {a: {type: string, pattern: '\(pattern)'}}}", "{a: \(value)}")
    #expect(codes(text) == (fits ? [] : ["SCH008"]), "\(pattern)")
  }

  @Test("a null counts as the server counts it")
  func nulls() {
    let nullable = "{x: {type: string, nullable: true}}"
    #expect(rule("!has(self.x) || size(self.x) > 10", nullable, "{x: null}") == [])
    #expect(rule("self.x == 'a'", "{x: {type: string, default: a}}", "{x: null}") == [])
    let spec =
      "{type: object, required: [a], properties: {a: {type: object}, l: {type: array, items: {type: string}}}}"
    #expect(codes(definition(spec, "{a: {}, l: null}")) == [])
    #expect(codes(definition(spec, "{a: null}")) == ["SCH004"])
    #expect(codes(definition(spec, "{a: {}, l: [null]}")) == ["SCH011"])
  }

  @Test("alternatives are judged with the defaults filled in")
  func defaults() {
    let spec =
      "{type: object, properties: {t: {type: string, default: IP}}, oneOf: [{properties: {t: {enum: [IP]}}}, {properties: {t: {not: {enum: [IP]}}}}]}"
    #expect(codes(definition(spec, "{}")) == [])
    #expect(codes(definition(spec, "{t: Name}")) == [])
  }

  @Test("values that the server types itself are not compared as texts")
  func formats() {
    let durations = "{a: {type: string, format: duration}, b: {type: string, format: duration}}"
    #expect(rule("self.a <= self.b", durations, "{a: 90s, b: 2m}") == ["SCH014"])
    #expect(
      codes(
        definition("{type: object, properties: {a: {type: string, format: duration}}}", "{a: 1d}"))
        == [])
    #expect(
      codes(
        definition("{type: object, properties: {a: {type: number, multipleOf: 0.1}}}", "{a: 0.3}"))
        == [])
  }

  @Test("no value is told where its key says that it is a secret")
  func secrets() {
    let texts = [
      definition(
        "{type: object, additionalProperties: {type: string, pattern: '^a'}}",
        "{DB_PASSWORD: hunter2, apiKey: hunter2, token: hunter2}"),
      definition(
        "{type: object, properties: {password: {type: string}}, x-kubernetes-validations: [{rule: 'int(self.password) > 5'}]}",
        "{password: hunter2}"),
      "apiVersion: v1\nkind:\tSecret\nmetadata: {name: a, namespace: b}\nstringData:\n  name: 1\n  type: hunter2\nx: 1\n",
      "apiVersion: v1\nkind: &k !!str Secret\nmetadata: {name: a, namespace: b}\nstringData: {a: [hunter2]}\n",
      "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\nspec:\n  containers:\n  - name: a\n    image: x:1\n    env:\n    - {name: API_TOKEN, value: hunter2, x: 1}\n    - name: DB_PASSWORD\n      value: [hunter2]\n",
    ]
    for text in texts {
      let outcome = LintProbe().run(text)
      #expect(!outcome.findings.isEmpty)
      let summary = RunSummary(files: 1, documents: 1)
      let renderers: [any DiagnosticRenderer] = [
        TextRenderer(), ConciseRenderer(), JSONRenderer(), GitHubRenderer(), JUnitRenderer(),
        SARIFRenderer(version: "0", rules: []),
      ]
      for renderer in renderers {
        let report = renderer.render(
          outcome.findings, sources: outcome.sources, summary: summary)
        #expect(!report.contains("hunter2"), "\(report)")
      }
    }
  }

  @Test("a safe fix leaves anchors alone")
  func anchors() throws {
    let text = """
      apiVersion: v1
      kind: Service
      metadata: {name: a, namespace: b}
      spec:
        ports:
        - {name: a, port: 80, protocol: &p udp}
        - {name: b, port: 81, protocol: *p}
      """
    let outcome = LintProbe().run(text)
    let file = try #require(outcome.sources.files.first)
    #expect(SafeFixes.apply(outcome.findings, to: file) == nil)
  }

  @Test("what another tool fills in is not judged")
  func placeholders() {
    let text = """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: "app-${cluster}", namespace: b, labels: {app: "{{ .Release.Name }}"}}
      spec:
        replicas: ${REPLICAS:=2}
        selector: {matchLabels: {app: a}}
        template:
          metadata: {labels: {app: a}}
          spec: {containers: [{name: a, image: "x:1"}]}
      """
    #expect(codes(text) == [])
    #expect(!LintProbe().run(text).findings.contains { $0.severity == .error })
  }

  @Test("items of typed lists have the kind of the list; Secrets of SOPS are taken as decrypted")
  func wrappers() {
    let list =
      "apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a, namespace: b}\n  dat: {}\n"
    #expect(codes(list) == ["SCH003"])
    let sops = """
      apiVersion: v1
      kind: Secret
      metadata: {name: s, namespace: b}
      data: {password: "ENC[AES256_GCM,data:abc=,type:str]"}
      sops: {mac: "ENC[x]", version: 3.8.1}
      """
    #expect(codes(sops) == [])
  }
}
