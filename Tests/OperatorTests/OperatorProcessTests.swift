import Foundation
import TestSupport
import Testing

/// The operator's own binary against servers in memory, over real sockets.
@Suite("The operator's process", .serialized)
struct OperatorProcessTests {
  private func fetch(_ url: String) throws -> (status: Int, text: String)? {
    let curl = try #require(Tool.find("curl"))
    let result = try curl.run(["-sk", "-m", "5", "-w", "\n%{http_code}", url])
    var lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    guard result.status == 0, let status = lines.popLast().flatMap({ Int($0) }) else { return nil }
    return (status, lines.joined(separator: "\n"))
  }

  @Test("it converges, tells its health and metrics over TLS, and stops in good order")
  func run() async throws {
    let folder = try TemporaryFolder()
    let ports = (0..<4).map { _ in Port.free() }
    try folder.write(
      """
      apiVersion: v1
      kind: Config
      current-context: a
      contexts: [{name: a, context: {cluster: a, user: a, namespace: redoubt-system}}]
      clusters: [{name: a, cluster: {server: "http://127.0.0.1:\(ports[0])"}}]
      users: [{name: a, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./token.sh}}}]
      """, to: "kubeconfig")
    try folder.write(
      """
      #!/bin/sh
      echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t"}}'
      """, to: "token.sh")
    try #require(Tool.find("chmod")).run(["+x", folder.path("token.sh")])
    _ = try TestCertificate.write(to: folder)
    let bed = try Tool.built("redoubt-testbed").start(
      [
        "--kubernetes-port", "\(ports[0])", "--infisical-port", "\(ports[1])", "--secrets", "50",
        "--identities", "3", "--paths", "5",
      ])
    defer { bed.stop() }
    #expect(
      try await Port.wait(seconds: 60) {
        try fetch("http://127.0.0.1:\(ports[0])/testbed/calls") != nil
      })
    let tool = try Tool.built("redoubt-operator").start(
      [
        "--kubeconfig", folder.path("kubeconfig"), "--leader-elect",
        "--health-address", "127.0.0.1:\(ports[2])", "--metrics-address", "127.0.0.1:\(ports[3])",
        "--metrics-certificate", folder.path("cert.pem"), "--metrics-key", folder.path("key.pem"),
      ], log: folder.path("log"))
    #expect(
      try await Port.wait(seconds: 60) {
        try fetch("http://127.0.0.1:\(ports[2])/readyz")?.status == 200
      })
    #expect(try fetch("http://127.0.0.1:\(ports[2])/healthz")?.text == "ok\n")
    #expect(
      try await Port.wait(seconds: 60) {
        try fetch("http://127.0.0.1:\(ports[0])/testbed/calls")?.text.contains(
          "create secrets 50\n")
          == true
      })
    let page = try fetch("https://127.0.0.1:\(ports[3])/metrics")?.text ?? ""
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
    #expect(tool.stop() == 0)
    let log = try folder.read("log")
    #expect(log.contains("\"message\":\"stopped\"") && !log.contains("value-"))
    // The lease was given back: it names nobody.
    let lease = try fetch(
      "http://127.0.0.1:\(ports[0])/apis/coordination.k8s.io/v1/namespaces/redoubt-system/leases/redoubt-operator"
    )
    #expect(lease?.text.contains("\"holderIdentity\":\"\"") == true)
  }

  @Test(
    "wrong usage ends with 2, what cannot be reached with 3, both in words",
    arguments: [
      (["--workers", "0"], 2, "--workers must be from 1 to 500"),
      (["--metrics-certificate", "x"], 2, "must be given together"),
      (["--health-address", "nowhere"], 2, "is invalid"),
      (["--kubeconfig", "/nowhere/config"], 3, "cannot read the kubeconfig"),
    ] as [([String], Int32, String)])
  func refusals(arguments: [String], status: Int32, words: String) throws {
    let result = try Tool.built("redoubt-operator").run(arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(words))
  }
}
