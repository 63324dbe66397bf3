import Foundation
import TestSupport
import Testing

/// The operator's own binary against servers in memory, over real sockets.
@Suite("The operator's process", .serialized)
struct OperatorProcessTests {
  /// A program of the build folder that runs until it is stopped.
  private final class Running {
    let process = Process()
    let errors = Pipe()

    init(_ name: String, _ arguments: [String]) throws {
      process.executableURL = URL(filePath: Tool.built(name).path)
      process.arguments = arguments
      process.standardError = errors
      process.standardOutput = FileHandle.nullDevice
      try process.run()
    }

    /// Ends the program with SIGTERM; gives its exit code and what it wrote.
    func stop() -> (status: Int32, errors: String) {
      process.terminate()
      process.waitUntilExit()
      let bytes = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
      return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }
  }

  private func fetch(_ url: String) -> (status: Int, text: String)? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/curl")
    process.arguments = ["-sk", "-m", "5", "-w", "\n%{http_code}", url]
    let output = Pipe()
    process.standardOutput = output
    guard (try? process.run()) != nil else { return nil }
    let bytes = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    var lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard process.terminationStatus == 0, let status = lines.popLast().flatMap({ Int($0) }) else {
      return nil
    }
    return (status, lines.joined(separator: "\n"))
  }

  private func eventually(_ condition: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(60)
    while Date() < end {
      if condition() { return true }
      usleep(50_000)
    }
    return false
  }

  @Test("it converges, tells its health and metrics over TLS, and stops in good order")
  func run() throws {
    let folder = try TemporaryFolder()
    let ports = (0..<4).map { 23_400 + $0 }
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
    for arguments in [
      ["/bin/chmod", "+x", folder.path("token.sh")],
      [
        "/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=m",
        "-keyout", folder.path("key.pem"), "-out", folder.path("cert.pem"),
      ],
    ] {
      let process = Process()
      process.executableURL = URL(filePath: arguments[0])
      process.arguments = Array(arguments.dropFirst())
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
    }
    let bed = try Running(
      "redoubt-testbed",
      [
        "--kubernetes-port", "\(ports[0])", "--infisical-port", "\(ports[1])", "--secrets", "50",
        "--identities", "3", "--paths", "5",
      ])
    defer { _ = bed.stop() }
    #expect(eventually { fetch("http://127.0.0.1:\(ports[0])/testbed/calls") != nil })
    let tool = try Running(
      "redoubt-operator",
      [
        "--kubeconfig", folder.path("kubeconfig"), "--leader-elect",
        "--health-address", "127.0.0.1:\(ports[2])", "--metrics-address", "127.0.0.1:\(ports[3])",
        "--metrics-certificate", folder.path("cert.pem"), "--metrics-key", folder.path("key.pem"),
      ])
    #expect(eventually { fetch("http://127.0.0.1:\(ports[2])/readyz")?.status == 200 })
    #expect(fetch("http://127.0.0.1:\(ports[2])/healthz")?.text == "ok\n")
    #expect(
      eventually {
        fetch("http://127.0.0.1:\(ports[0])/testbed/calls")?.text.contains("create secrets 50\n")
          == true
      })
    let page = fetch("https://127.0.0.1:\(ports[3])/metrics")?.text ?? ""
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
    let end = tool.stop()
    #expect(end.status == 0)
    #expect(end.errors.contains("\"message\":\"stopped\"") && !end.errors.contains("value-"))
    // The lease was given back: it names nobody.
    let lease = fetch(
      "http://127.0.0.1:\(ports[0])/apis/coordination.k8s.io/v1/namespaces/redoubt-system/leases/redoubt-operator"
    )
    #expect(lease?.text.contains("\"holderIdentity\":\"\"") == true)
  }

  @Test(
    "wrong usage ends with 2, what cannot be reached with 3, both in words",
    arguments: [
      (["--workers", "0"], 2, "--workers must be from 1 to 500"),
      (["--metrics-certificate", "x"], 2, "go together"),
      (["--health-address", "nowhere"], 2, "is invalid"),
      (["--kubeconfig", "/nowhere/config"], 3, "cannot read the kubeconfig"),
    ] as [([String], Int32, String)])
  func refusals(arguments: [String], status: Int32, words: String) throws {
    let tool = try Running("redoubt-operator", arguments)
    tool.process.waitUntilExit()
    let bytes = (try? tool.errors.fileHandleForReading.readToEnd()) ?? Data()
    #expect(tool.process.terminationStatus == status)
    #expect(String(decoding: bytes, as: UTF8.self).contains(words))
  }
}
