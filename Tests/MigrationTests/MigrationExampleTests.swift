import Foundation
import TestSupport
import Testing

/// `examples/migrate-*` in, `output/migrate-*` out, byte for byte, findings and reports included.
@Suite("Migration examples")
struct MigrationExampleTests {
  static let names = Repository.examples.filter { $0.hasPrefix("migrate-") }

  /// Extra arguments of an example.
  static func options(_ name: String) -> [String] {
    guard let bytes = try? Repository.bytes("examples/\(name)/options") else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .map(String.init)
  }

  @Test("the result of an example is the committed one", arguments: names)
  func golden(name: String) throws {
    let folder = try TemporaryFolder()
    let report = folder.path("report.json")
    let result = try Tool.redoubt.run(
      ["migrate", "examples/\(name)", "--output", folder.path("out"), "--report", report]
        + Self.options(name), folder: Repository.root)
    #expect(result.output == "")
    try Golden.expect(Array(result.errors.utf8), at: "output/\(name)/findings.txt")
    for file in ["report.json", "report.md"] {
      try Golden.expect(Array(try folder.read(file).utf8), at: "output/\(name)/\(file)")
    }
    let written = Repository.files(inside: folder.path("out"))
    for file in written {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/\(file)")))
      try Golden.expect([UInt8](bytes), at: "output/\(name)/\(file)")
    }
    let expected = Set(written + ["findings.txt", "report.json", "report.md"])
    let stale = Repository.files(below: "output/\(name)").filter { !expected.contains($0) }
    #expect(stale.isEmpty, "no example makes these files; delete them")
    #expect(result.status == (result.errors.contains(" 0 refused") ? 0 : 1))
  }

  @Test("a second run over the result changes nothing", arguments: names)
  func idempotent(name: String) throws {
    let folder = try TemporaryFolder()
    let first = try Tool.redoubt.run(
      ["migrate", "examples/\(name)", "--output", folder.path("out"), "--quiet"]
        + Self.options(name), folder: Repository.root)
    let second = try Tool.redoubt.run(
      ["migrate", folder.path("out"), "--check", "--quiet"] + Self.options(name))
    #expect(second.output == "")
    #expect(first.status == second.status)
  }

  @Test(
    "the scripts of the plans pass shellcheck",
    .enabled(if: Tool.find("shellcheck") != nil, "shellcheck is absent"), arguments: names)
  func plan(name: String) throws {
    let shellcheck = try #require(Tool.find("shellcheck"))
    let text = String(decoding: try Repository.bytes("output/\(name)/report.md"), as: UTF8.self)
    let blocks = text.components(separatedBy: "```bash\n").dropFirst()
      .map { $0.components(separatedBy: "\n```")[0] }
    guard !blocks.isEmpty else { return }
    let script = "#!/bin/bash\n" + blocks.joined(separator: "\n") + "\n"
    let result = try shellcheck.run(["-"], input: script)
    #expect(result.status == 0, "\(result.output)")
  }
}
