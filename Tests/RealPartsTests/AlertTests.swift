import Foundation
import TestSupport
import Testing
import YAMLSyntax

/// The emitted alerts: Prometheus reads them, and their runbooks exist.
@Suite("Alerts")
struct AlertTests {
  private static let trees = Repository.examples.filter {
    !$0.hasPrefix("broken-") && !$0.hasPrefix("migrate-")
  }

  private static func rules(_ tree: String) -> [String] {
    Repository.files(below: "output/\(tree)").filter { $0.contains("/prometheusrule-") }
      .map { "output/\(tree)/\($0)" }
  }

  @Test(
    "promtool accepts every expression",
    .enabled(if: Tool.find("promtool") != nil, "promtool is absent"))
  func expressions() throws {
    let promtool = try #require(Tool.find("promtool"))
    let folder = try TemporaryFolder()
    var files: [String] = []
    for (number, path) in Self.trees.flatMap(Self.rules).enumerated() {
      let spec = try #require(ParsedText(try Repository.bytes(path)).root?["spec"])
      try folder.write(
        String(decoding: YAMLPrinter.print(spec), as: UTF8.self), to: "\(number).yaml")
      files.append(folder.path("\(number).yaml"))
    }
    #expect(files.count > 20)
    let result = try promtool.run(["check", "rules"] + files)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test("every alert leads to a runbook of its own tree", arguments: trees)
  func runbooks(tree: String) throws {
    for path in Self.rules(tree) {
      let groups = ParsedText(try Repository.bytes(path)).root?["spec"]?["groups"]?.items ?? []
      let alerts = groups.flatMap { $0["rules"]?.items ?? [] }
      #expect(alerts.contains { $0["alert"]?.scalar?.text == "InfisicalMoreThanOnePrimary" })
      for alert in alerts {
        let url = try #require(alert["annotations"]?["runbook_url"]?.scalar?.text)
        let file = try #require(url.split(separator: "/").last)
        #expect(Repository.has("output/\(tree)/runbooks/\(file)"), "\(url)")
        #expect(url.contains("runbooks/"))
      }
    }
  }

  @Test("a fenced site says that it must stay dark, a passive one that it must not write")
  func roles() throws {
    func names(_ tree: String, _ site: String) throws -> [String] {
      let path = "output/\(tree)/sites/\(site)/80-monitoring/prometheusrule-infisical.yaml"
      let groups = ParsedText(try Repository.bytes(path)).root?["spec"]?["groups"]?.items ?? []
      return groups.flatMap { $0["rules"]?.items ?? [] }.compactMap { $0["alert"]?.scalar?.text }
    }
    #expect(try names("failover-4-steady", "dc1").contains("InfisicalSiteMustStayDark"))
    #expect(try names("two-sites", "dc2").contains("InfisicalPassiveSiteWritable"))
    #expect(try names("two-sites", "dc1").contains("InfisicalDown"))
    #expect(try names("failover-6-clone", "dc1").contains("InfisicalRebuildStuck"))
  }
}
