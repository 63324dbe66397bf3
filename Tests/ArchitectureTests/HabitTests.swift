import CommandLineTool
import Diagnostics
import Foundation
import TestSupport
import Testing

/// Habits that a reviewer should not have to look for.
@Suite("Habits")
struct HabitTests {
  @Test("files are small: none over 600 lines, half of them under 90")
  func sizes() throws {
    let counts = try FloorTests.sources().map { ($0.lines.count, $0.path) }
    for (count, path) in counts { #expect(count <= 600, "\(path) has \(count) lines") }
    let sorted = counts.map(\.0).sorted()
    #expect(sorted[sorted.count / 2] < 90, "the median is \(sorted[sorted.count / 2])")
  }

  @Test("nothing is forced, stubbed or left for later")
  func force() throws {
    let forbidden = /try!|as!|fatalError|@unchecked Sendable|TODO|FIXME|XXX|implicitly unwrapped/
    for source in try FloorTests.sources() {
      for line in source.lines {
        #expect(line.firstMatch(of: forbidden) == nil, "\(source.path): \(line)")
      }
    }
  }

  @Test("nothing iterates a Dictionary or Set without sorting it first")
  func hashOrder() throws {
    for source in try FloorTests.sources() {
      let names = source.text.matches(of: /(?:let|var) (\w+)(?:: \[\w[\w.]*: [^\]]+\]|: Set<)/).map
      { String($0.1) }
      let sets = source.text.matches(of: /(?:let|var) (\w+) = Set\(/).map { String($0.1) }
      for name in Set(names + sets).sorted() {
        let loop = try Regex(
          #"\bin \#(name)(\.keys|\.values)?( \{| where)|\b\#(name)(\.keys|\.values)?\.(map|flatMap|compactMap|forEach|filter|reduce)\b"#
        )
        for line in source.lines {
          #expect(line.firstMatch(of: loop) == nil, "\(source.path): \(line)")
        }
      }
    }
  }

  @Test(
    "every rule of Rules/ is in its list, and every file holds one",
    arguments: [
      ("TopologyChecks", "AllRules", "TopologyRule"), ("Linting", "AllLintRules", "LintRule"),
    ])
  func ruleIndex(module: String, list: String, conformance: String) throws {
    let folder = "Sources/\(module)/Rules"
    let index = String(
      decoding: try Repository.bytes("Sources/\(module)/Engine/\(list).swift"), as: UTF8.self)
    let declaration = try Regex("struct (\\w+): \(conformance)", as: (Substring, Substring).self)
    for path in Repository.files(below: folder) {
      let text = String(decoding: try Repository.bytes("\(folder)/\(path)"), as: UTF8.self)
      let rules = text.matches(of: declaration).map { String($0.output.1) }
      #expect(rules.count <= 1)
      for rule in rules {
        #expect(index.contains("\(rule)()"), "\(rule) is not listed")
        #expect(path.hasSuffix("/\(rule).swift"))
      }
    }
  }

  @Test("codes are unique, and none is used without documentation")
  func codes() {
    let codes = RuleCatalogue.all.map(\.code)
    #expect(Set(codes).count == codes.count)
    let names = RuleCatalogue.all.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
