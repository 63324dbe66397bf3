import CommandLineTool
import Diagnostics
import TestSupport
import Testing
import TopologyModel
import YAMLSyntax

/// Committed files that are made from the model; `make generate` writes them.
@Suite("Generated files")
struct GeneratedFilesTests {
  @Test("docs/reference/topology.md says what the model says")
  func reference() throws {
    let text = TopologyReference.markdown(FieldDescriber.describe(Topology.self))
    try Golden.expect(Array(text.utf8), at: "docs/reference/topology.md")
  }

  @Test("docs/reference/infisical.md says what the model says")
  func infisicalReference() throws {
    let text = InfisicalReference.markdown()
    try Golden.expect(Array(text.utf8), at: "docs/reference/infisical.md")
  }

  @Test("schemas/topology.schema.json says what the model says")
  func schema() throws {
    try Golden.expect(TopologySchema.bytes, at: "schemas/topology.schema.json")
  }

  @Test(
    "the schema takes every good example and refuses the misspelt ones",
    .enabled(if: Tool.find("python") != nil, "python with jsonschema is absent"))
  func schemaOnExamples() throws {
    let python = try #require(Tool.find("python"))
    let script = """
      import json, sys, yaml, jsonschema
      # Editors read dates as strings, as Kubernetes does.
      class Loader(yaml.SafeLoader): pass
      Loader.yaml_implicit_resolvers = {
          key: [r for r in value if not r[0].endswith(":timestamp")]
          for key, value in yaml.SafeLoader.yaml_implicit_resolvers.items()}
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      for path in sys.argv[2:]:
          errors = [e.json_path for e in validator.iter_errors(yaml.load(open(path), Loader))]
          print(path.split("/")[-2], len(errors), *errors[:3])
      """
    let names = [
      "minimal", "two-sites", "two-sites-full", "broken-unknown-fields", "broken-missing",
    ]
    let result = try python.run(
      ["-c", script, Repository.path("schemas/topology.schema.json")]
        + names.map { Repository.path("examples/\($0)/topology.yaml") })
    #expect(result.status == 0, "\(result.errors)")
    let counts = result.output.split(separator: "\n").map { $0.split(separator: " ")[1] }
    #expect(counts.prefix(3) == ["0", "0", "0"], "\(result.output)")
    #expect(counts.suffix(2).allSatisfy { $0 != "0" }, "\(result.output)")
  }

  @Test("docs/rules/ explains every finding")
  func rulePages() throws {
    for page in RulePages.pages {
      try Golden.expect(Array(page.text.utf8), at: "docs/rules/\(page.name)")
    }
    try Golden.expect(Array(RulePages.catalogue.utf8), at: "docs/rules/catalogue.md")
    try Golden.expect(Array(RulePages.counterparts.utf8), at: "docs/rules/counterparts.md")
    try Golden.expect(Array(RulePages.index.utf8), at: "docs/rules/README.md")
    let names = Set(
      RulePages.pages.map(\.name) + ["catalogue.md", "counterparts.md", "README.md"])
    #expect(Repository.files(below: "docs/rules").filter { !names.contains($0) }.isEmpty)
  }

  @Test("every rule of the catalogue is a finding, impossible, or a check of the verify scripts")
  func catalogue() {
    #expect(CatalogueEntry.all.count == 272)
    let lost = CatalogueEntry.all.filter { RulePages.place(of: $0).isEmpty }.map(\.id)
    #expect(lost.isEmpty, "\(lost)")
  }

  @Test("every rule has a source with an address, and those in this repository exist")
  func sources() {
    for rule in RuleCatalogue.all {
      #expect(!rule.sources.isEmpty, "\(rule.code)")
      for source in rule.sources {
        if CatalogueArea.all.contains(where: { source.title.hasPrefix("\($0.name)-") }) {
          #expect(CatalogueEntry.entry(source.title) != nil, "\(rule.code): \(source.title)")
        }
        guard !source.address.hasPrefix("https://") else { continue }
        let path = String(source.address.prefix { $0 != "#" })
        #expect(Repository.has(path), "\(rule.code): \(path)")
      }
    }
  }

  @Test("every row of the reference architecture names examples and tests that exist")
  func seedRows() throws {
    let text = String(
      decoding: try Repository.bytes("docs/reference-architecture.md"), as: UTF8.self)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2)
    #expect(rows.count > 20)
    for row in rows {
      let words = row.split { " `()[]|,".contains($0) }.map(String.init)
      let examples = words.filter { $0.hasPrefix("../examples/") }
      let tests = words.filter { $0.hasPrefix("Tests/") }
      #expect(!examples.isEmpty && !tests.isEmpty, "\(row)")
      for path in examples { #expect(Repository.has(String(path.dropFirst(3))), "\(path)") }
      for path in tests { #expect(Repository.has(path), "\(path)") }
    }
  }
}
