import Foundation
import TestSupport
import Testing
import YAMLSyntax

/// The ways in which `redoubt migrate` is called.
@Suite("redoubt migrate")
struct MigrateCommandTests {
  private func example(_ name: String) -> String {
    Repository.path("examples/migrate-\(name)")
  }

  @Test("standard input goes to standard output, and nothing else does")
  func standardInput() throws {
    let input = String(
      decoding: try Repository.bytes("examples/migrate-basic/app.yaml"), as: UTF8.self)
    let result = try Tool.redoubt.run(["migrate", "-"], input: input)
    #expect(result.status == 0)
    let golden = String(
      decoding: try Repository.bytes("output/migrate-basic/app.yaml"), as: UTF8.self)
    #expect(result.output == golden)
  }

  @Test("several files make one stream that reads back")
  func stream() throws {
    let result = try Tool.redoubt.run(["migrate", example("shared")])
    let parsed = ParsedText(result.output)
    #expect(parsed.concise == "")
    #expect(parsed.stream.documents.count == 16)
  }

  @Test("--in-place keeps rights and links, and leaves other files alone")
  func inPlace() throws {
    let folder = try TemporaryFolder()
    let text = String(
      decoding: try Repository.bytes("examples/migrate-basic/app.yaml"), as: UTF8.self)
    try folder.write(text, to: "real/app.yaml")
    try folder.write("a:   1\n", to: "real/other.yaml")
    let files = FileManager.default
    try files.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: folder.path("real/app.yaml"))
    try files.createSymbolicLink(
      atPath: folder.path("link.yaml"), withDestinationPath: folder.path("real/app.yaml"))
    let before = try files.attributesOfItem(atPath: folder.path("real/other.yaml"))[
      .systemFileNumber]
    let result = try Tool.redoubt.run(
      ["migrate", folder.path("link.yaml"), folder.path("real/other.yaml"), "--in-place"])
    #expect(result.status == 0, "\(result.errors)")
    let golden = String(
      decoding: try Repository.bytes("output/migrate-basic/app.yaml"), as: UTF8.self)
    #expect(try folder.read("real/app.yaml") == golden)
    #expect(try folder.read("real/other.yaml") == "a:   1\n")
    let attributes = try files.attributesOfItem(atPath: folder.path("real/app.yaml"))
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    let after = try files.attributesOfItem(atPath: folder.path("real/other.yaml"))[
      .systemFileNumber]
    #expect(before as? UInt64 == after as? UInt64)
    let link = try files.attributesOfItem(atPath: folder.path("link.yaml"))[.type]
    #expect(link as? FileAttributeType == .typeSymbolicLink)
  }

  @Test("--check and --diff write nothing and end with 1 while something is to do")
  func dry() throws {
    let check = try Tool.redoubt.run(["migrate", example("basic"), "--check"])
    #expect(check.status == 1)
    #expect(check.output.hasPrefix("would change: ") && check.output.hasSuffix("app.yaml\n"))
    let diff = try Tool.redoubt.run(["migrate", example("basic"), "--diff"])
    #expect(diff.status == 1)
    #expect(diff.output.contains("+kind: InfisicalStaticSecret\n"))
    let done = try Tool.redoubt.run(
      ["migrate", Repository.path("output/migrate-basic/app.yaml"), "--diff"])
    #expect(done.status == 0)
    #expect(done.output == "")
  }

  @Test("findings are available as JSON and in one line each")
  func formats() throws {
    let json = try Tool.redoubt.run(
      ["migrate", example("refused"), "--check", "--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let findings = object?["findings"] as? [[String: Any]]
    #expect(findings?.isEmpty == false)
    for finding in findings ?? [] {
      #expect(finding["line"] is Int || finding["code"] as? String == "MIG016", "\(finding)")
      #expect(finding["code"] is String)
    }
    let concise = try Tool.redoubt.run(
      ["migrate", example("refused"), "--check", "--format", "concise"])
    #expect(
      concise.output.contains(
        "mixed.yaml:6:3: error: `tokenSecretReference` has no equivalent [MIG002]"),
      "\(concise.output)")
  }

  @Test(
    "what makes no sense is refused before anything is read",
    arguments: [
      ["--diff", "--check"], ["--in-place", "--output", "x"], ["--namespace", ""],
      ["--format", "json"], ["--share", "nothing"],
    ])
  func usage(arguments: [String]) throws {
    #expect(try Tool.redoubt.run(["migrate", example("basic")] + arguments).status == 2)
  }

  @Test("paths that lead nowhere are said, by status")
  func paths() throws {
    let folder = try TemporaryFolder()
    #expect(try Tool.redoubt.run(["migrate", folder.path("absent.yaml")]).status == 3)
    let empty = try Tool.redoubt.run(["migrate", folder.path("")])
    #expect(empty.status == 1)
    #expect(empty.errors.contains("FIL007"))
    #expect(try Tool.redoubt.run(["migrate", "-", "--in-place"], input: "").status == 2)
  }

  @Test("sharing by namespace gives each namespace its own connection and identity")
  func sharing() throws {
    let result = try Tool.redoubt.run(["migrate", example("shared"), "--share", "namespace"])
    let roots = ParsedText(result.output).stream.documents.compactMap(\.root)
    for root in roots where root["kind"]?.scalar?.text == "InfisicalStaticSecret" {
      let own = root["metadata"]?["namespace"]?.scalar?.text
      #expect(root["spec"]?["infisicalAuthRef"]?["namespace"]?.scalar?.text == own)
    }
  }

  @Test("what the input has already is used, in whatever files it lies")
  func existing() throws {
    let folder = try TemporaryFolder()
    let resource = String(
      decoding: try Repository.bytes("examples/migrate-list/flow.yaml"), as: UTF8.self)
    try folder.write(resource, to: "z.yaml")
    let first = try Tool.redoubt.run(["migrate", folder.path("z.yaml"), "--quiet"])
    // The result, taken apart into one file for each kind, in front of the same input.
    let items = try #require(ParsedText(first.output).root?["items"]?.items)
    for (position, item) in items.enumerated()
    where item["kind"]?.scalar?.text != "InfisicalStaticSecret" {
      let text = String(decoding: YAMLPrinter.print(item), as: UTF8.self)
      try folder.write(text, to: "\(9 - position).yaml")
    }
    let second = try Tool.redoubt.run(["migrate", folder.root, "--check"])
    #expect(second.errors.contains("1 migrated, 0 refused, 0 connections and 0 identities"))
  }

  @Test("a static secret of the same name in the file is not doubled")
  func taken() throws {
    let input = String(
      decoding: try Repository.bytes("examples/migrate-basic/app.yaml"), as: UTF8.self)
    let golden = String(
      decoding: try Repository.bytes("output/migrate-basic/app.yaml"), as: UTF8.self)
    let result = try Tool.redoubt.run(["migrate", "-"], input: golden + "---\n" + input)
    #expect(result.status == 1)
    #expect(result.errors.contains("error[MIG015]"))
    #expect(result.output == golden + "---\n" + input)
  }
}
