import Diagnostics
import Foundation
import TestSupport
import Testing
import YAMLSyntax

@Suite("What is printed reads back as the same value")
struct RoundTripTests {
  private static let count = 400

  /// Values as JSON, one a line, and the YAML stream that was printed from them.
  private static let corpus: (json: [String], yaml: String) = {
    var random = SeededGenerator(seed: 2026)
    let nodes = (0..<count).map { _ in RandomTree.node(depth: 4, &random) }
    let stream = YAMLPrinter.print(stream: nodes.map { ([], $0) })
    let json = nodes.map { String(decoding: JSONPrinter.print($0), as: UTF8.self) }
    return (json, String(decoding: stream, as: UTF8.self))
  }()

  @Test("in our own reader")
  func ourselves() {
    let parsed = ParsedText(Self.corpus.yaml)
    #expect(parsed.concise == "")
    let read = parsed.stream.documents.map {
      String(decoding: JSONPrinter.print($0.root ?? .null), as: UTF8.self)
    }
    #expect(read == Self.corpus.json)
  }

  @Test("in PyYAML", .enabled(if: Tool.find("python3") != nil, "python3 is absent"))
  func pyYAML() throws {
    let python = try #require(Tool.find("python3"))
    let folder = try TemporaryFolder()
    try folder.write(Self.corpus.yaml, to: "stream.yaml")
    try folder.write("[" + Self.corpus.json.joined(separator: ",") + "]", to: "expected.json")
    let script = """
      import json, sys, yaml
      got = list(yaml.load_all(open(sys.argv[1], newline=''), Loader=yaml.CSafeLoader))
      want = json.load(open(sys.argv[2]))
      assert len(got) == len(want), (len(got), len(want))
      bad = [(w, g) for g, w in zip(got, want) if g != w or type(g) is not type(w)]
      print(len(want), "values,", len(bad), "differ", bad[:2])
      sys.exit(1 if bad else 0)
      """
    let result = try python.run(
      ["-c", script, folder.path("stream.yaml"), folder.path("expected.json")])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test("in kubectl", .enabled(if: Tool.find("kubectl") != nil, "kubectl is absent"))
  func kubectl() throws {
    let kubectl = try #require(Tool.find("kubectl"))
    var random = SeededGenerator(seed: 7)
    // Kubernetes takes no control characters but tab and line breaks in a ConfigMap's text.
    let values = (0..<300).map { _ in RandomTree.text(&random) }
    let data = YAMLMapping.build { data in
      for (position, value) in values.enumerated() { data.set("k\(position)", value) }
    }
    let object = YAMLMapping.build { yaml in
      yaml.set("apiVersion", "v1")
      yaml.set("kind", "ConfigMap")
      yaml.nested("metadata") { $0.set("name", "x") }
      yaml.set("data", data)
    }
    let folder = try TemporaryFolder()
    let text = String(decoding: YAMLPrinter.print(object), as: UTF8.self)
    let file = try folder.write(text, to: "object.yaml")
    let result = try kubectl.run(["label", "--local", "-f", file, "a=b", "-o", "json"])
    #expect(result.status == 0, "\(result.errors)")
    struct Object: Decodable { let data: [String: String] }
    let read = try JSONDecoder().decode(Object.self, from: Data(result.output.utf8)).data
    let differing = values.enumerated().filter { read["k\($0.offset)"] != $0.element }
    #expect(differing.isEmpty, "\(differing.prefix(3))")
  }
}
