import Foundation
import TestSupport
import Testing

/// Verdicts and places of the linter, held against a peer's over objects made at random.
@Suite("The linter and its peer")
struct LintDifferentialTests {
  private struct Outcome: Decodable {
    let documents: Int
    let mutated: Int
    let verdicts: Int
    let documentsRight: Int
    let lines: Int
    let linesRight: Int
    let stricter: [String: Int]
    let looser: [String: Int]
    let surprises: [String]
  }

  private func compare(_ version: String, _ seed: Int, _ crds: [String] = []) throws {
    let python = try #require(Tool.find("python"))
    let folder = try TemporaryFolder()
    let result = try python.run(
      [
        Repository.path("Tests/Oracles/lint_differential.py"), Tool.redoubt.path,
        folder.path("documents"), version, "\(seed)", "1500",
        Repository.path("scripts/schemas/enumerations.txt"),
      ] + crds)
    #expect(result.status == 0, "\(result.errors)")
    let outcome = try JSONDecoder().decode(Outcome.self, from: Data(result.output.utf8))
    #expect(outcome.surprises.isEmpty, "\(outcome.surprises.prefix(5))")
    // The API server knows words, quantities and list keys, of which no schema of the peer tells.
    #expect(Set(outcome.stricter.keys).isSubset(of: ["word", "quantity", "repeat"]))
    let stricter = outcome.stricter.values.reduce(0, +)
    #expect(Set(outcome.looser.keys).isSubset(of: ["null"]))
    let looser = outcome.looser.values.reduce(0, +)
    #expect(outcome.verdicts + stricter + looser == outcome.documents)
    #expect(outcome.mutated > 600 && outcome.lines > 600)
    #expect(outcome.documentsRight == outcome.lines)
    #expect(Double(outcome.linesRight) >= 0.99 * Double(outcome.lines))
  }

  @Test(
    "verdicts are those of kubernetes-validate, and findings stand where the fault is",
    .enabled(if: Tool.find("python") != nil, "python with kubernetes-validate is absent"),
    arguments: zip(["1.29", "1.33", "1.37"], [11, 12, 13]))
  func kubernetes(version: String, seed: Int) throws { try compare(version, seed) }

  @Test(
    "the same for the definitions of the operators",
    .enabled(if: Tool.find("python") != nil, "python with kubernetes-validate is absent"),
    .enabled(if: Repository.shared("crds") != nil, "../shared/crds is absent"))
  func operators() throws {
    let crds = try #require(Repository.shared("crds"))
    let folders = [
      "argocd", "barman-cloud", "cert-manager", "external-secrets", "flux", "gateway-api",
      "prometheus-operator", "cnpg-v1.30.0",
    ]
    let files = folders.flatMap { name in
      Repository.files(inside: "\(crds)/\(name)").map { "\(crds)/\(name)/\($0)" }
    }
    #expect(files.count > 30)
    try compare("1.36", 14, files.filter { $0.hasSuffix(".yaml") })
  }
}
