import Diagnostics
import Foundation
import Migration
import TestSupport
import Testing
import YAMLSyntax

/// What holds for every input that can be carried over.
@Suite("Migration properties")
struct MigrationPropertyTests {
  /// Documents that are none of the migration's business.
  private static let bystanders = [
    "a:   {b: 'c',  d: [1,2 ,3]} # kept\n", "# only a comment\n", "",
    "apiVersion: v1\nkind:  ConfigMap\n",
    "x: &a 1\ny: *a\n", "\"q\": |+\n    text\n\n",
  ]

  struct World {
    let input: String
    let files: [String]
    let resources: [YAMLNode]
    let comments: [String]
  }

  /// Two files with resources between bystanders.
  private func world(seed: UInt64) -> World {
    var generator = RandomSecret(seed: seed)
    var resources: [YAMLNode] = []
    let files = (0..<2).map { file -> String in
      var parts: [String] = []
      for index in 0..<3 {
        parts.append(generator.pick(Self.bystanders))
        let resource = generator.resource("r\(file)\(index)")
        resources.append(resource)
        parts.append(String(decoding: YAMLPrinter.print(resource), as: UTF8.self))
      }
      parts.append(generator.pick(Self.bystanders))
      return parts.joined(separator: "---\n")
    }
    return World(
      input: files.joined(separator: "\n=====\n"), files: files, resources: resources,
      comments: generator.written)
  }

  /// The resources of a world as items of one list, indented in any way.
  private func list(_ world: World, seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    let dash = String(repeating: " ", count: Int.random(in: 0...3, using: &random))
    let gap = String(repeating: " ", count: Int.random(in: 1...3, using: &random))
    let breaks = Bool.random(using: &random)
    var text = "apiVersion: v1\nkind: List\nitems:\n"
    for resource in world.resources {
      let lines = String(decoding: YAMLPrinter.print(resource), as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      let indent = dash + " " + gap
      text += dash + "-" + (breaks ? "\n" + indent : gap)
      text += lines.joined(separator: "\n" + indent) + "\n"
      text += "\(dash)- {kept:   1} # here\n"
    }
    return text + "metadata:  {}\n"
  }

  @Test("items of a list are replaced in place, however they are indented", arguments: 0..<40)
  func lists(seed: Int) throws {
    let world = world(seed: UInt64(seed))
    let text = list(world, seed: UInt64(seed))
    let new = migrate([text]).files[0]
    #expect(new.components(separatedBy: "- {kept:   1} # here\n").count == 7, "\(new)")
    #expect(new.hasSuffix("metadata:  {}\n"))
    for comment in world.comments {
      #expect(new.components(separatedBy: comment).count == 2, "\(comment) in\n\(new)")
    }
    let parsed = ParsedText(new)
    try #require(parsed.concise == "", "\(new)")
    let objects = try #require(parsed.root?["items"]?.items)
    for resource in world.resources {
      let old = try OldMeaning(node: resource).meaning()
      let secret = try #require(
        objects.first {
          $0["kind"]?.text == "InfisicalStaticSecret" && $0["metadata"]?["name"]?.text == old.name
        })
      let meaning = try NewMeaning(objects: objects).meaning(secret)
      #expect(meaning.login == old.login && meaning.server == old.server)
      #expect(meaning.targets.map(\.name) == old.targets.map(\.name))
    }
    #expect(migrate([new]).files[0] == new)
  }

  private func migrate(
    _ files: [String], _ options: MigrationOptions = MigrationOptions()
  ) -> (files: [String], results: [FileMigration]) {
    var migrator = Migrator(options)
    var sources = SourceMap()
    let inputs = files.enumerated().map { position, text in
      sources.add(path: "f\(position).yaml", bytes: Array(text.utf8))
    }
    for input in inputs { migrator.survey(input) }
    let results = inputs.map { migrator.migrate($0) }
    let texts = zip(files, results).map { old, result in
      result.bytes.map { String(decoding: $0, as: UTF8.self) } ?? old
    }
    return (texts, results)
  }

  private func objects(_ files: [String]) throws -> [YAMLNode] {
    try files.flatMap { file -> [YAMLNode] in
      let parsed = ParsedText(file)
      try #require(parsed.concise == "", "\(file)")
      return parsed.stream.documents.compactMap(\.root)
    }
  }

  @Test("what the report calls mapped means what it meant", arguments: 0..<80)
  func meaning(seed: Int) throws {
    let world = world(seed: UInt64(seed))
    var options = MigrationOptions()
    options.reportsFields = true
    let (files, results) = migrate(world.files, options)
    #expect(
      results.map(\.refused) == [0, 0],
      "\(results.flatMap { $0.diagnostics.diagnostics.map(\.message) })")
    let objects = try objects(files)
    for (resource, report) in zip(world.resources, results.flatMap(\.reports)) {
      var old = try OldMeaning(node: resource).meaning()
      let secret = try #require(
        objects.first {
          $0["kind"]?.text == "InfisicalStaticSecret" && $0["metadata"]?["name"]?.text == old.name
        })
      var new = try NewMeaning(objects: objects).meaning(secret)
      try #require(new.targets.count == old.targets.count)
      for index in old.targets.indices {
        for key in changedKeys(report, old.targets[index]) {
          old.targets[index].data[key] = nil
          new.targets[index].data[key] = nil
        }
      }
      #expect(
        difference(old, new) == "",
        "\(String(decoding: YAMLPrinter.print(resource), as: UTF8.self))")
    }
  }

  /// Keys of a target whose templates work differently, by the report.
  private func changedKeys(_ report: ResourceReport, _ target: Meaning.Target) -> [String] {
    let index = report.targets.firstIndex { $0.name == target.name } ?? 0
    let list = target.kind == "Secret" ? "Secret" : "ConfigMap"
    let position = report.targets[..<index].count { $0.kind == list }
    return report.fields.compactMap { field -> String? in
      guard field.outcome == .changed, let from = field.from,
        let data = from.range(of: ".template.data.")
      else { return nil }
      let path = from[..<data.lowerBound]
      let isHere =
        path.hasSuffix("managedKube\(list)References[\(position)]")
        || (list == "Secret" && path.hasSuffix("managedSecretReference"))
      return isHere ? String(from[data.upperBound...]) : nil
    }
  }

  /// What differs, in words; empty when nothing does.
  private func difference(_ old: Meaning, _ new: Meaning) -> String {
    guard old != new else { return "" }
    var lines: [String] = []
    func compare<Part: Equatable>(_ name: String, _ left: Part, _ right: Part) {
      if left != right { lines.append("\(name): \(left) became \(right)") }
    }
    compare("identity", "\(old.namespace)/\(old.name)", "\(new.namespace)/\(new.name)")
    compare("server", old.server, new.server)
    compare("login", old.login, new.login)
    compare("folder", old.folder, new.folder)
    compare("refresh", old.refreshSeconds, new.refreshSeconds)
    compare("events", old.hasEvents, new.hasEvents)
    for (left, right) in zip(old.targets, new.targets) where left != right {
      for key in Set(left.data.keys).union(right.data.keys).sorted() {
        compare(
          "\(left.name) \(key)", left.data[key].map { String(decoding: $0, as: UTF8.self) },
          right.data[key].map { String(decoding: $0, as: UTF8.self) })
      }
      var right = right
      right.data = left.data
      compare(left.name, left, right)
    }
    return lines.joined(separator: "\n")
  }

  @Test("bystanders keep every byte, and every comment is there once", arguments: 0..<80)
  func bystanders(seed: Int) throws {
    let world = world(seed: UInt64(seed))
    let (files, _) = migrate(world.files)
    for (old, new) in zip(world.files, files) {
      let first = old.components(separatedBy: "---\n")[0]
      let last = old.components(separatedBy: "---\n").last ?? ""
      #expect(new.hasPrefix(first))
      #expect(new.hasSuffix(last))
      for part in Self.bystanders where !part.isEmpty {
        let count = old.components(separatedBy: part).count
        #expect(new.components(separatedBy: part).count == count, "\(part)")
      }
    }
    let text = files.joined()
    for comment in world.comments {
      #expect(text.components(separatedBy: comment).count == 2, "\(comment) in\n\(text)")
    }
  }

  @Test("a second run changes nothing", arguments: 0..<40)
  func idempotent(seed: Int) {
    let (files, _) = migrate(world(seed: UInt64(seed)).files)
    let again = migrate(files)
    #expect(again.files == files)
    #expect(again.results.allSatisfy { $0.bytes == nil })
  }

  @Test(
    "connections and identities are as few as can be, with names of their own", arguments: 0..<40)
  func minimal(seed: Int) throws {
    let world = world(seed: UInt64(seed))
    let objects = try objects(migrate(world.files).files)
    let meanings = try world.resources.map { try OldMeaning(node: $0).meaning() }
    let servers = Set(meanings.map { "\($0.server)" })
    let logins = Set(meanings.map { "\($0.server) \($0.login)" })
    let connections = objects.filter { $0["kind"]?.text == "InfisicalConnection" }
    let auths = objects.filter { $0["kind"]?.text == "InfisicalAuth" }
    #expect(connections.count == servers.count)
    #expect(auths.count == logins.count)
    let pattern = /[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/
    for nodes in [connections, auths] {
      let names = nodes.map {
        "\($0["metadata"]?["namespace"]?.text ?? "")/\($0["metadata"]?["name"]?.text ?? "")"
      }
      #expect(Set(names).count == names.count)
      for node in nodes {
        #expect((node["metadata"]?["name"]?.text ?? "").wholeMatch(of: pattern) != nil)
      }
    }
  }

  @Test("names do not depend on the order of the input", arguments: 0..<40)
  func stable(seed: Int) throws {
    let files = world(seed: UInt64(seed)).files
    func names(_ files: [String]) throws -> Set<String> {
      Set(
        try objects(migrate(files).files).filter { $0["kind"]?.text != "InfisicalStaticSecret" }
          .compactMap { $0["metadata"]?["name"]?.text })
    }
    #expect(try names(files) == names(files.reversed()))
  }

  @Test(
    "with sharing by namespace nothing refers across namespaces but what did before",
    arguments: 0..<40)
  func sharing(seed: Int) throws {
    var options = MigrationOptions()
    options.sharing = .namespace
    for object in try objects(migrate(world(seed: UInt64(seed)).files, options).files) {
      let own = object["metadata"]?["namespace"]?.text ?? "default"
      for reference in ["infisicalAuthRef", "infisicalConnectionRef"] {
        guard let node = object["spec"]?[reference] else { continue }
        #expect(node["namespace"]?.text == own)
      }
    }
  }

  @Test("the report accounts for every value of every resource", arguments: 0..<40)
  func report(seed: Int) throws {
    var options = MigrationOptions()
    options.reportsFields = true
    let world = world(seed: UInt64(seed))
    let reports = migrate(world.files, options).results.flatMap(\.reports)
    #expect(reports.count == world.resources.count)
    for (resource, report) in zip(world.resources, reports) {
      let expected = Self.leaves(resource, "").filter { $0 != "apiVersion" && $0 != "kind" }
      #expect(report.fields.compactMap(\.from) == expected)
      for field in report.fields where field.outcome != .mapped { #expect(!field.reason.isEmpty) }
      for field in report.fields where field.outcome != .dropped {
        #expect(field.to != nil, "\(field)")
      }
    }
  }

  @Test(
    "everything that is written is valid for our definitions, rules included",
    .enabled(if: Tool.find("python") != nil, "python is absent"))
  func definitions() throws {
    let folder = try TemporaryFolder()
    for seed in 0..<40 {
      for (position, file) in migrate(world(seed: UInt64(seed)).files).files.enumerated() {
        try folder.write(file, to: "\(seed)-\(position).yaml")
      }
    }
    let examples = MigrationExampleTests.names.filter { $0 != "migrate-refused" }
      .map { Repository.path("output/\($0)") }
    let result = try #require(Tool.find("python")).run(
      [
        Repository.path("Tests/Oracles/validate_resources.py"), Repository.path("schemas/crds"),
        folder.root,
      ] + examples)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  private static func leaves(_ node: YAMLNode, _ path: String) -> [String] {
    switch node.content {
    case .scalar: [path]
    case .sequence(let items): items.enumerated().flatMap { leaves($1, "\(path)[\($0)]") }
    case .mapping(let entries):
      entries.flatMap { entry in
        let name = entry.key.scalar?.text ?? ""
        return leaves(entry.value, path.isEmpty ? name : "\(path).\(name)")
      }
    }
  }
}
