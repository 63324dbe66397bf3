import Diagnostics
import TestSupport
import Testing
import TopologyChecks
import TopologyModel
import YAMLSyntax

@Suite("Waivers")
struct WaiverTests {
  private func run(_ overlay: String, asOf: String? = nil) throws -> [String] {
    let document = BaseTopology.document(over: ParsedText(overlay).root)
    let parsed = ParsedText(YAMLPrinter.print(document))
    var bag = DiagnosticBag()
    let topology = try #require(TopologyLoader.load(parsed.stream, into: &bag).topology)
    return RuleRunner.run(topology, asOf: asOf.flatMap(CalendarDate.init)).sorted.map {
      "\($0.severity.rawValue) \($0.code)"
    }
  }

  private let oneInstance = "postgres: {instances: 1}\n"

  private func waiver(_ rule: String, site: String = "") -> String {
    "waivers: [{rule: \(rule), \(site)reason: decided, expires: 2027-01-31}]"
  }

  @Test("a waived finding becomes a note")
  func waived() throws {
    #expect(try run(oneInstance) == ["warning TOP301"])
    #expect(try run(oneInstance + waiver("TOP301")) == ["note TOP301"])
  }

  @Test("a waiver for one site leaves the others")
  func site() throws {
    let two = "sites: [{id: dc1, postgres: {instances: 1}}, {id: dc2, postgres: {instances: 1}}]\n"
    #expect(
      try run(two + waiver("TOP301", site: "site: dc1, ")) == ["note TOP301", "warning TOP301"])
  }

  @Test("without a date nothing expires; with one it does")
  func expiry() throws {
    let text =
      oneInstance + "drills: {lastRestore: 2027-01-20, lastSwitchover: 2027-01-10}\n"
      + waiver("TOP301")
    #expect(try run(text, asOf: "2027-01-31") == ["note TOP301"])
    #expect(try run(text, asOf: "2027-02-01") == ["warning TOP301", "error TOP908"])
  }

  @Test("what protects data cannot be waived, and unknown rules are named")
  func refused() throws {
    #expect(try run(waiver("TOP101")) == ["error TOP908"])
    #expect(try run(waiver("TOP999")) == ["error TOP908"])
  }
}
