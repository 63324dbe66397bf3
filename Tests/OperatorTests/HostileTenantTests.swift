import Foundation
import TestSupport
import Testing

/// A tenant whose templates want everything, against the operator's own binary.
@Suite("A hostile tenant", .serialized)
struct HostileTenantTests {
  private static let cyclic = #"{{ $d := dict }}{{ $_ := set $d "a" $d }}"#

  /// Each of these ended a process without limits, filled its memory or held its threads.
  private static let templates: [(text: String, words: String)] = [
    (cyclic + "{{ $d }}", "nested more than 200 levels deep"),
    (cyclic + "{{ mustToJson $d }}", "nested more than 200 levels deep"),
    (#"{{ repeat 9223372036854775807 "ab" }}"#, "longer than 2 MiB"),
    ("{{ range 9223372036854775807 }}{{ end }}", "more than 10000000 steps"),
    (#"{{ replace "a" (repeat 2000000 "b") (repeat 2000000 "a") }}"#, "longer than 2 MiB"),
    (#"{{ range 1000 }}{{ $x := repeat 2000000 "a" }}{{ end }}"#, "used more than 16 MiB"),
    (#"{{ define "x" }}{{ template "x" }}{{ end }}{{ template "x" }}"#, "maximum template depth"),
    (
      #"{{ define "x" }}{{ fail "now" }}{{ end }}{{ $a := 1 }}{{ range 3 }}{{ template "x" }}{{ end }}"#,
      "now"
    ),
    (
      #"{{ $a := repeat 1000000 "a" }}{{ range 100000 }}{{ $_ := regexMatch "(a*)*b" $a }}{{ end }}"#,
      "the template"
    ),
    (#"{{ range 100000 }}{{ bcrypt "a" }}{{ end }}"#, "the template"),
    (String(repeating: "{{if 1}}", count: 30_000), "nest"),
    ("{{ " + String(repeating: "(", count: 100_000) + " }}", "unclosed left paren"),
  ]

  private static func reference(_ name: String, _ namespace: String) -> [String: Any] {
    ["name": name, "namespace": namespace]
  }

  private static func object(
    _ kind: String, _ name: String, _ namespace: String, _ content: [String: Any]
  ) -> [String: Any] {
    [
      "apiVersion": kind == "Secret" ? "v1" : "secrets.infisical.com/v1beta1", "kind": kind,
      "metadata": reference(name, namespace),
    ].merging(content) { $1 }
  }

  /// A static secret of the identity of `namespace`.
  private static func staticSecret(
    _ name: String, _ namespace: String, auth: String, path: String, template: String?
  ) -> [String: Any] {
    var target: [String: Any] = [
      "name": name, "namespace": namespace, "kind": "Secret", "creationPolicy": "Owner",
    ]
    if let template {
      target["template"] = ["engineVersion": "v1", "data": ["x": template]] as [String: Any]
    }
    return object(
      "InfisicalStaticSecret", name, namespace,
      [
        "spec": [
          "infisicalAuthRef": reference(auth, namespace),
          "syncOptions": ["refreshInterval": "10s"],
          "sources": [["projectId": "project", "environmentSlug": "prod", "secretPath": path]],
          "targets": [target],
        ] as [String: Any]
      ])
  }

  private static let group = "/apis/secrets.infisical.com/v1beta1/namespaces"

  @Test(
    "its templates end with what they wanted too much of; the others are served, in bounded memory")
  func neighbours() async throws {
    let process = try await OperatorProcess(
      bed: ["--secrets", "20", "--identities", "1", "--paths", "1", "--identity", "evil:evil"])
    #expect(
      try await Port.wait(seconds: 60) {
        try process.get("/testbed/calls")?.text.contains("create secrets 20\n") == true
      })
    try process.create(
      "/api/v1/namespaces/evil/secrets",
      Self.object(
        "Secret", "identity", "evil",
        ["data": ["id": "ZXZpbA==", "password": "ZXZpbA=="]]))
    try process.create(
      "\(Self.group)/evil/infisicalconnections",
      Self.object(
        "InfisicalConnection", "main", "evil",
        ["spec": ["address": process.url(.infisical, "")]]))
    let key = { (key: String) in Self.reference("identity", "evil").merging(["key": key]) { $1 } }
    try process.create(
      "\(Self.group)/evil/infisicalauths",
      Self.object(
        "InfisicalAuth", "id", "evil",
        [
          "spec": [
            "infisicalConnectionRef": Self.reference("main", "evil"), "method": "universal",
            "universal": ["clientIdRef": key("id"), "clientSecretRef": key("password")],
          ] as [String: Any]
        ]))
    for (number, template) in Self.templates.enumerated() {
      try process.create(
        "\(Self.group)/evil/infisicalstaticsecrets",
        Self.staticSecret(
          "bad-\(number)", "evil", auth: "id", path: "/p0", template: template.text))
    }
    // A neighbour that comes while the templates run.
    try process.create(
      "\(Self.group)/bench/infisicalstaticsecrets",
      Self.staticSecret("good", "bench", auth: "id-0", path: "/p0", template: "{{ .KEY_0.Value }}"))
    #expect(
      try await Port.wait(seconds: 5) {
        try process.get("/api/v1/namespaces/bench/secrets/good")?.status == 200
      }, "the neighbour was not served")
    for (number, template) in Self.templates.enumerated() {
      var text = ""
      #expect(
        try await Port.wait(seconds: 120) {
          text =
            try process.get("\(Self.group)/evil/infisicalstaticsecrets/bad-\(number)")?.text ?? ""
          return text.contains("secrets.infisical.com/LastReconcileStatus")
            && text.contains("template.data.x") && text.contains(template.words)
        }, "bad-\(number): \(text.suffix(800))")
      #expect(
        try process.get("/api/v1/namespaces/evil/secrets/bad-\(number)")?.status == 404)
    }
    #expect(process.peak < 200, "MiB")
    #expect(try process.get("/healthz", of: .health)?.status == 200)
    #expect(process.stop() == 0)
    #expect(try !process.folder.read("log").contains("value-"))
  }
}
