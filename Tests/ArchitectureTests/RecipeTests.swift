import Foundation
import TestSupport
import Testing

/// The recipes of `CONTRIBUTING.md`: each lists every file of a real case.
@Suite("Recipes")
struct RecipeTests {
  /// A recipe with the words that mark its case, and the files that it lists.
  struct Recipe: Sendable, CustomTestStringConvertible {
    let title: String
    let words: [String]
    let files: [String]
    var testDescription: String { title }
  }

  /// Files below the directories that people write by hand.
  private static let written: [(path: String, text: String)] =
    ["Sources", "Tests", "examples"].flatMap { folder in
      Repository.files(below: folder).compactMap { path in
        guard path.hasSuffix(".swift") || path.hasSuffix(".yaml"),
          let bytes = try? Repository.bytes("\(folder)/\(path)")
        else { return nil }
        return ("\(folder)/\(path)", String(decoding: bytes, as: UTF8.self))
      }
    }

  static let recipes: [Recipe] = {
    let bytes = (try? Repository.bytes("CONTRIBUTING.md")) ?? []
    let sections = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n### ")
    return sections.dropFirst().compactMap { section in
      guard let start = section.range(of: "Case: ") else { return nil }
      let sentence = section[start.upperBound...].prefix { $0 != "\n" }
      return Recipe(
        title: String(section.prefix { $0 != "\n" }),
        words: sentence.matches(of: #/`([^`]+)`/#).map { String($0.1) },
        files: section.matches(of: #/(?m)^- `([^`]+)`: /#).map { String($0.1) })
    }
  }()

  @Test("there is a recipe for each of the eight ways in which the project grows")
  func all() {
    #expect(Self.recipes.count == 8, "\(Self.recipes.map(\.title))")
  }

  @Test("a recipe lists the files of its case, and no others", arguments: recipes)
  func complete(recipe: Recipe) throws {
    let patterns = try recipe.words.map { try Regex("\\b\($0)\\b").wordBoundaryKind(.simple) }
    let found = Self.written.filter { file in
      patterns.contains { file.text.firstMatch(of: $0) != nil }
        && !file.path.hasPrefix("Tests/ArchitectureTests/")
        // Tables of Kubernetes's own fields, some of which the topology has too.
        && !file.path.hasPrefix("Sources/Kustomization/")
    }.map(\.path)
    #expect(Set(found) == Set(recipe.files), "\(Set(found).symmetricDifference(recipe.files))")
  }
}
