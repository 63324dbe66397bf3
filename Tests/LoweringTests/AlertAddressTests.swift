import TestSupport
import Testing
import YAMLSyntax

/// Where alerts lead the person on call.
@Suite("Addresses of runbooks")
struct AlertAddressTests {
  @Test(
    "an alert has a link where the topology knows an address, and a path in the tree elsewhere",
    arguments: [
      ("{}", "runbook", "runbooks/split-brain.md"),
      (
        "gitops: {runbookURL: 'https://wiki.example.net/vault/'}", "runbook_url",
        "https://wiki.example.net/vault/split-brain.md"
      ),
      (
        "gitops: {repoURL: 'https://git.example.net/a/b.git', path: x}", "runbook_url",
        "https://git.example.net/a/b/blob/main/x/runbooks/split-brain.md"
      ),
      (
        "gitops: {repoURL: 'git@git.example.net:a/b.git'}", "runbook", "runbooks/split-brain.md"
      ),
    ])
  func addresses(overlay: String, name: String, value: String) async throws {
    let tree = await Compiled(overlay)
    let rule = try #require(tree["sites/dc1/80-monitoring/prometheusrule-infisical.yaml"])
    let alerts = rule.at("spec.groups.0.rules")?.items ?? []
    let alert = try #require(alerts.first { $0.text("alert") == "InfisicalMoreThanOnePrimary" })
    let annotations = try #require(alert["annotations"])
    #expect(annotations.text(name) == value)
    let other = name == "runbook" ? "runbook_url" : "runbook"
    #expect(annotations[other] == nil)
  }

  @Test("an invalid runbook address is rejected")
  func refused() async {
    let tree = await Compiled("gitops: {runbookURL: wiki/runbooks}")
    #expect(tree.plan == nil && tree.concise.contains("is not an absolute http or https URL"))
  }
}
