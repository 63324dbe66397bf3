import Foundation
import TestSupport
import Testing
import YAMLSyntax

/// The emitted alerts: Prometheus reads them, and their runbooks exist.
@Suite("Alerts")
struct AlertTests {
  private static func rules(_ tree: String) throws -> [[UInt8]] {
    try GoldenTree.files(tree).filter { $0.key.contains("/prometheusrule-") }
      .sorted { $0.key < $1.key }.map(\.value)
  }

  @Test(
    "promtool accepts every expression",
    .enabled(if: Tool.find("promtool") != nil, "promtool is absent"))
  func expressions() throws {
    let promtool = try #require(Tool.find("promtool"))
    let folder = try TemporaryFolder()
    var files: [String] = []
    for (number, bytes) in try GoldenTree.names.flatMap(Self.rules).enumerated() {
      let spec = try #require(ParsedText(bytes).root?["spec"])
      try folder.write(
        String(decoding: YAMLPrinter.print(spec), as: UTF8.self), to: "\(number).yaml")
      files.append(folder.path("\(number).yaml"))
    }
    #expect(files.count > 20)
    let result = try promtool.run(["check", "rules"] + files)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test(
    "a designated primary that falls behind raises the alert beside standbys that report 0, an idle primary does not",
    .enabled(if: Tool.find("promtool") != nil, "promtool is absent"))
  func lag() throws {
    func series(_ name: String, _ labels: String, _ values: String) -> String {
      "      - {series: '\(name){\(labels)}', values: '\(values)'}\n"
    }
    let archived = "cnpg_pg_stat_archiver_last_archived_wal_start_lsn"
    func world(behind: Bool, seen: Bool) -> String {
      let lag = [("a", "0+60x120"), ("b", "0x120"), ("c", "0x120")].map {
        series("cnpg_pg_replication_lag", "site=\"dc2\",pod=\"\($0)\"", $1)
      }
      let positions =
        series(archived, "site=\"dc2\",pod=\"a\"", "100x120")
        + (seen ? series(archived, "site=\"dc1\",pod=\"x\"", behind ? "100+1x120" : "100x120") : "")
      let fires = behind || !seen
      let result =
        fires
        ? "        exp_alerts:\n          - exp_labels: {alertname: InfisicalReplicaLag, severity: warning, site: dc2}\n"
        : "        exp_alerts: []\n"
      return "  - interval: 1m\n    input_series:\n" + lag.joined() + positions
        + "    alert_rule_test:\n      - eval_time: 110m\n        alertname: InfisicalReplicaLag\n"
        + result
    }
    let worlds = [(true, true), (false, true), (false, false)]
    try expect(
      worlds.map { world(behind: $0.0, seen: $0.1) }, every: "1m",
      "two-sites/sites/dc2/80-monitoring/prometheusrule-infisical.yaml")
  }

  /// Runs the rules of a tree over worlds of series, each with the alerts that it should raise.
  private func expect(_ worlds: [String], every interval: String, _ path: String) throws {
    let promtool = try #require(Tool.find("promtool"))
    let folder = try TemporaryFolder()
    let spec = try #require(ParsedText(try GoldenTree.bytes(path)).root?["spec"])
    try folder.write(String(decoding: YAMLPrinter.print(spec), as: UTF8.self), to: "rules.yaml")
    try folder.write(
      "rule_files: [rules.yaml]\nevaluation_interval: \(interval)\ntests:\n" + worlds.joined(),
      to: "test.yaml")
    let result = try promtool.run(["test", "rules", folder.path("test.yaml")])
    // Annotations are compared too, and are not what this is about.
    let output = result.output + result.errors
    #expect(!output.contains("got:[]"), "\(output)")
    #expect(!output.contains("exp:[]"), "\(output)")
  }

  @Test(
    "a job raises its alert when it stops succeeding, or never did",
    .enabled(if: Tool.find("promtool") != nil, "promtool is absent"),
    arguments: [
      (
        "streaming-certificates", "secrets", "InfisicalStreamingCertificateEnds",
        "two-sites-full/sites/dc2/80-monitoring/prometheusrule-vault.yaml"
      ),
      (
        "redis-backup", "infisical", "InfisicalRedisBackupStale",
        "two-sites/sites/dc1/80-monitoring/prometheusrule-infisical.yaml"
      ),
    ])
  func stale(job: String, namespace: String, alert: String, path: String) throws {
    let labels = "{namespace=\"\(namespace)\",cronjob=\"\(job)\"}"
    let site = path.contains("/dc1/") ? "dc1" : "dc2"
    /// Twenty hours after the job was made; `successes` are the times of its last success, by the minute.
    func world(successes: String?, fires: Bool) -> String {
      var series = "      - {series: 'kube_cronjob_created\(labels)', values: '0x1200'}\n"
      if let successes {
        series +=
          "      - {series: 'kube_cronjob_status_last_successful_time\(labels)', values: '\(successes)'}\n"
      }
      let result =
        fires
        ? "        exp_alerts:\n          - exp_labels: {alertname: \(alert), severity: warning, site: \(site), cronjob: \(job)}\n"
        : "        exp_alerts: []\n"
      return "  - interval: 1m\n    input_series:\n\(series)"
        + "    alert_rule_test:\n      - eval_time: 20h\n        alertname: \(alert)\n\(result)"
    }
    let worlds = [
      world(successes: "0+60x1200", fires: false), world(successes: "3600x1200", fires: true),
      world(successes: nil, fires: true),
    ]
    try expect(worlds, every: "5m", path)
  }

  @Test(
    "the check of copies fails for one that ends within six days, and for none",
    .enabled(if: Tool.find("openssl") != nil, "openssl is absent"))
  func check() throws {
    let job = try EmittedObject(
      "output/two-sites-full/sites/dc2/80-monitoring/cronjob-streaming-certificates.yaml")
    let container = try #require(job.container("check"))
    let script = try #require(container.script)
    let folder = try TemporaryFolder()
    let shell = try #require(Tool.find("sh"))
    var environment = container.environment
    environment["CERT_DIR"] = folder.path("certs")
    environment["PATH"] = Tool.searchPath
    func run() throws -> Tool.Result { try shell.run(["-c", script], environment: environment) }
    func write(_ name: String, days: Int) throws {
      try folder.write("", to: "certs/\(name)/.keep")
      try TestCertificate.request(
        "-days", "\(days)", "-subj", "/CN=a", "-keyout", "/dev/null", "-out",
        folder.path("certs/\(name)/tls.crt"))
    }
    #expect(try run().status != 0, "no certificate")
    try write("one", days: 30)
    try write("two", days: 7)
    let good = try run()
    #expect(good.status == 0 && good.output.contains("one/tls.crt: notAfter="), "\(good.errors)")
    try write("two", days: 5)
    let bad = try run()
    #expect(bad.status == 1 && bad.errors.contains("two/tls.crt"), "\(bad.output)")
    #expect(!bad.errors.contains("one/tls.crt"))
  }

  @Test("every alert leads to a runbook of its own tree", arguments: GoldenTree.names)
  func runbooks(tree: String) throws {
    let paths = Set(try GoldenTree.paths(tree))
    for bytes in try Self.rules(tree) {
      let groups = ParsedText(bytes).root?["spec"]?["groups"]?.items ?? []
      let alerts = groups.flatMap { $0["rules"]?.items ?? [] }
      #expect(alerts.contains { $0["alert"]?.scalar?.text == "InfisicalMoreThanOnePrimary" })
      for alert in alerts {
        let url = alert["annotations"]?["runbook_url"]?.scalar?.text
        let address = try #require(url ?? alert["annotations"]?["runbook"]?.scalar?.text)
        let file = try #require(address.split(separator: "/").last)
        #expect(paths.contains("runbooks/\(file)"), "\(address)")
        #expect(address.contains("runbooks/"))
        #expect(
          (url != nil) == address.hasPrefix("https://"), "only an address is a link: \(address)")
      }
    }
  }

  @Test("a fenced site says that it must stay dark, a passive one that it must not write")
  func roles() throws {
    func names(_ tree: String, _ site: String) throws -> [String] {
      let path = "\(tree)/sites/\(site)/80-monitoring/prometheusrule-infisical.yaml"
      let groups = ParsedText(try GoldenTree.bytes(path)).root?["spec"]?["groups"]?.items ?? []
      return groups.flatMap { $0["rules"]?.items ?? [] }.compactMap { $0["alert"]?.scalar?.text }
    }
    #expect(try names("failover-4-steady", "dc1").contains("InfisicalSiteMustStayDark"))
    #expect(try names("two-sites", "dc2").contains("InfisicalPassiveSiteWritable"))
    #expect(try names("two-sites", "dc1").contains("InfisicalDown"))
    #expect(try names("failover-6-clone", "dc1").contains("InfisicalRebuildStuck"))
  }
}
