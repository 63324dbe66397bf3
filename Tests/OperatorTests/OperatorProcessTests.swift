import Foundation
import TestSupport
import Testing

/// The operator's own binary against servers in memory, over real sockets.
@Suite("The operator's process", .serialized)
struct OperatorProcessTests {
  @Test("it converges, tells its health and metrics over TLS, and stops in good order")
  func run() async throws {
    let process = try await OperatorProcess(
      bed: ["--secrets", "50", "--identities", "3", "--paths", "5"]
    ) { folder in
      _ = try TestCertificate.write(to: folder)
      return [
        "--metrics-certificate", folder.path("cert.pem"), "--metrics-key", folder.path("key.pem"),
      ]
    }
    #expect(try process.get("/healthz", of: .health)?.text == "ok\n")
    #expect(
      try await Port.wait(seconds: 60) {
        try process.get("/testbed/calls")?.text.contains("create secrets 50\n") == true
      })
    let page =
      try OperatorProcess.fetch(process.url(.metrics, "/metrics", scheme: "https"))?.text ?? ""
    for name in [
      "controller_runtime_reconcile_total{controller=\"infisicalstaticsecret\"",
      "workqueue_depth{name=\"infisicalauth\"} 0",
      "leader_election_master_status{name=\"redoubt-operator\"} 1",
      "rest_client_requests_total{method=\"GET\",code=\"200\"}",
      "infisical_auth_calls_total{", "infisical_last_sync_age_seconds{namespace=\"bench\"",
      "infisical_next_refresh_seconds{",
      "infisical_token_lifetime_seconds{identity=\"bench/id-0\"}",
      "infisical_sources 5", "process_resident_memory_bytes",
    ] {
      #expect(page.contains(name), "\(name) is missing")
    }
    let lines = page.split(separator: "\n").filter { $0.hasPrefix("infisical_auth_calls_total{") }
    #expect(lines.count == 3 && lines.allSatisfy { $0.hasSuffix(" 1") })
    #expect(process.stop() == 0)
    let log = try process.folder.read("log")
    #expect(log.contains("\"message\":\"stopped\"") && !log.contains("value-"))
    // The lease was given back: it names nobody.
    let lease = try process.get(
      "/apis/coordination.k8s.io/v1/namespaces/redoubt-system/leases/redoubt-operator"
    )
    #expect(lease?.text.contains("\"holderIdentity\":\"\"") == true)
  }

  @Test(
    "wrong usage ends with 2, what cannot be reached with 3, both in words",
    arguments: [
      (["--workers", "0"], 2, "--workers must be from 1 to 500"),
      (["--metrics-certificate", "x"], 2, "must be set together"),
      (["--health-address", "nowhere"], 2, "is invalid"),
      (["--kubeconfig", "/nowhere/config"], 3, "cannot read the kubeconfig"),
    ] as [([String], Int32, String)])
  func refusals(arguments: [String], status: Int32, words: String) throws {
    let result = try Tool.built("redoubt-operator").run(arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(words))
  }
}
