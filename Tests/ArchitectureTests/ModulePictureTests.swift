import Foundation
import TestSupport
import Testing

/// The picture of modules in `docs/architecture.md`, drawn from the manifest.
@Suite("Module picture")
struct ModulePictureTests {
  private static let path = "docs/architecture.md"
  private static let marks = ("<!-- modules: generated -->\n", "<!-- modules: end -->\n")

  /// Our modules in the order of the manifest, with those that each depends on.
  private static func modules() throws -> [(name: String, dependencies: [String])] {
    let text = String(decoding: try Repository.bytes("Package.swift"), as: UTF8.self)
    var modules: [(name: String, dependencies: [String])] = []
    for match in text.matches(of: /floor\(\s*"(\w+)"((?:[^()]|\([^()]*\))*)\)/) {
      // Products of packages are calls or names without quotes.
      let own = match.2.replacing(/product\([^()]*\)/, with: "")
      modules.append(
        (String(match.1), own.matches(of: /"(\w+)"/).map { String($0.1) }))
    }
    return modules.sorted {
      (FloorTests.floors[$0.name] ?? 0) < (FloorTests.floors[$1.name] ?? 0)
    }
  }

  /// The picture: modules by floor, and only arrows that no other path implies.
  private static func picture() throws -> String {
    let modules = try modules()
    let direct = Dictionary(uniqueKeysWithValues: modules.map { ($0.name, $0.dependencies) })
    func reaches(_ from: String, _ target: String) -> Bool {
      (direct[from] ?? []).contains { $0 == target || reaches($0, target) }
    }
    var text = "```mermaid\nflowchart BT\n"
    var floor: Int?
    for module in modules {
      let own = FloorTests.floors[module.name]
      if own != floor {
        if floor != nil { text += "  end\n" }
        text += "  subgraph L\(own ?? 0)[\" \"]\n"
        floor = own
      }
      text += "    \(module.name)\n"
    }
    text += "  end\n"
    for module in modules {
      for dependency in module.dependencies
      where !module.dependencies.contains(where: { $0 != dependency && reaches($0, dependency) }) {
        text += "  \(module.name) --> \(dependency)\n"
      }
    }
    return text + "```\n"
  }

  @Test("docs/architecture.md shows the modules of the manifest; `make generate` draws them")
  func picture() throws {
    let document = String(decoding: try Repository.bytes(Self.path), as: UTF8.self)
    let parts = document.components(separatedBy: Self.marks.0)
    try #require(parts.count == 2)
    let rest = parts[1].components(separatedBy: Self.marks.1)
    try #require(rest.count == 2)
    let wanted =
      parts[0] + Self.marks.0 + (try Self.picture()) + Self.marks.1 + rest[1]
    try Golden.expect(Array(wanted.utf8), at: Self.path)
  }

  @Test("every module of Sources is in the manifest and in the code map")
  func codeMap() throws {
    let document = String(decoding: try Repository.bytes(Self.path), as: UTF8.self)
    for name in Set(try FloorTests.sources().map(\.module)).sorted()
    where !["redoubt", "redoubt-operator"].contains(name) {
      #expect(document.contains("| `\(name)` |"), "\(name) is not in the code map")
    }
  }

  @Test("a module imports everything that the manifest gives it")
  func unusedEdges() throws {
    var imported: [String: Set<String>] = [:]
    for source in try FloorTests.sources() {
      for match in source.text.matches(of: /(?m)^(?:\w+ )?import (\w+)/) {
        imported[source.module, default: []].insert(String(match.1))
      }
    }
    for module in try Self.modules() {
      for dependency in module.dependencies {
        #expect(
          imported[module.name]?.contains(dependency) == true,
          "\(module.name) depends on \(dependency) and never imports it")
      }
    }
  }
}
