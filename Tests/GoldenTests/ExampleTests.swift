import Diagnostics
import Foundation
import Pipeline
import TestSupport
import Testing
import Workspace
import YAMLSyntax

/// The examples by what is expected of them.
enum Examples {
  /// Those that no step of an operation led to; what holds for their trees holds for the others.
  static let first = GoldenTree.names.filter { GoldenTree.base(of: $0) == nil }
  /// Every tree, that before a step before that behind it: so recording takes one run.
  static let good =
    first
    + GoldenTree.names.filter { GoldenTree.base(of: $0) != nil }
    .map { (GoldenTree.depth(of: $0), $0) }.sorted { $0 < $1 }.map(\.1)
  static let broken = Repository.examples.filter { $0.hasPrefix("broken-") }
}

/// `examples/` in, `output/` out, byte for byte.
@Suite("Examples", .serialized)
struct ExampleTests {
  private func compile(
    _ example: String, jobs: Int = 1
  ) async throws -> (result: CompilerPipeline.Result, sources: SourceMap) {
    let path = "examples/\(example)/topology.yaml"
    var sources = SourceMap()
    let file = sources.add(path: path, bytes: try Repository.bytes(path))
    var options = CompilerPipeline.Options()
    options.jobs = jobs
    let lock = "examples/\(example)/topology.lock.json"
    if Repository.has(lock) {
      options.previous = .file(sources.add(path: lock, bytes: try Repository.bytes(lock)))
    }
    return (await CompilerPipeline(options: options).compile(file), sources)
  }

  @Test("the tree of an example is the committed one", arguments: Examples.good)
  func golden(example: String) async throws {
    let (result, sources) = try await compile(example)
    let plan = try #require(result.plan, "\(render(result.diagnostics, sources, TextRenderer()))")
    if let base = GoldenTree.base(of: example) {
      let files = Dictionary(uniqueKeysWithValues: plan.files.map { ($0.path, $0.bytes) })
      let path = "output/\(example)/\(GoldenTree.diffName)"
      try Golden.expect(GoldenTree.diff(from: base, to: files), at: path)
      #expect(Repository.files(below: "output/\(example)") == [GoldenTree.diffName])
      return
    }
    for file in plan.files {
      try Golden.expect(file.bytes, at: "output/\(example)/\(file.path)")
    }
    let inventory = Inventory(
      entries: plan.files.map {
        Inventory.Entry(path: $0.path, sha256: SHA256.hex($0.bytes), source: $0.source)
      })
    try Golden.expect(inventory.bytes, at: "output/\(example)/\(Inventory.path)")
    let expected = Set(plan.files.map(\.path) + [Inventory.path])
    let stale = Repository.files(below: "output/\(example)").filter { !expected.contains($0) }
    #expect(stale.isEmpty, "no example makes these files; delete them")
  }

  @Test("the difference of a step, applied to the tree before it, is the tree of the step")
  func patches() async throws {
    for example in Examples.good where GoldenTree.base(of: example) != nil {
      let plan = try #require(try await compile(example).result.plan)
      let files = Dictionary(uniqueKeysWithValues: plan.files.map { ($0.path, $0.bytes) })
      #expect(try GoldenTree.files(example) == files, "\(example)")
    }
  }

  @Test("eight jobs make the bytes of one", arguments: Examples.first)
  func jobs(example: String) async throws {
    let one = try await compile(example).result.plan
    #expect(try await compile(example, jobs: 8).result.plan == one)
  }

  @Test("every committed manifest reads back without a finding", arguments: Examples.first)
  func rereads(example: String) async throws {
    let plan = try #require(try await compile(example).result.plan)
    for file in plan.files where file.kind != nil {
      let parsed = ParsedText(file.bytes, path: file.path)
      #expect(parsed.concise == "")
      let again = parsed.root.map { YAMLPrinter.print($0) }
      // Behind the notice, printing what was read gives the same bytes.
      let body = file.bytes.drop { $0 != 0x0A }.dropFirst()
      #expect(again.map { $0[...] } == body, "\(file.path)")
    }
  }

  @Test("a second build writes nothing", arguments: Examples.first)
  func idempotent(example: String) async throws {
    let folder = try TemporaryFolder()
    let output = OutputFolder(folder.root)
    let plan = try #require(try await compile(example).result.plan)
    var bag = DiagnosticBag()
    let first = try #require(try output.changes(for: plan, site: nil, force: false, into: &bag))
    try output.apply(first)
    let second = try #require(try output.changes(for: plan, site: nil, force: false, into: &bag))
    #expect(second.isEmpty)
  }

  @Test(
    "a broken example shows all its faults, as text, concise and JSON", arguments: Examples.broken)
  func broken(example: String) async throws {
    let (result, sources) = try await compile(example)
    #expect(result.plan == nil)
    let formats: [(String, any DiagnosticRenderer)] = [
      ("txt", TextRenderer()), ("concise.txt", ConciseRenderer()), ("json", JSONRenderer()),
    ]
    for (name, renderer) in formats {
      let text = render(result.diagnostics, sources, renderer)
      try Golden.expect(Array(text.utf8), at: "output/\(example)/diagnostics.\(name)")
    }
    for finding in result.diagnostics.diagnostics {
      #expect(finding.primary != nil, "\(finding.message) has no place")
    }
  }

  @Test("every folder of output belongs to an example")
  func strays() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Repository.path("output"))
    #expect(Set(folders).subtracting(Repository.examples + Repository.lintExamples).isEmpty)
  }

  private func render(
    _ bag: DiagnosticBag, _ sources: SourceMap, _ renderer: any DiagnosticRenderer
  ) -> String {
    renderer.render(bag.sorted, sources: sources, summary: RunSummary(files: 1, documents: 1))
  }
}
