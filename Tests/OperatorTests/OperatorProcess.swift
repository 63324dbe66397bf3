import Foundation
import TestSupport
import Testing

/// The operator's own binary beside servers in memory, both as processes.
struct OperatorProcess {
  let folder: TemporaryFolder
  let bed: RunningTool
  private(set) var tool: RunningTool
  private let ports: [Int]

  /// Starts the servers with `bedArguments`, and the operator with `arguments` beside what it needs.
  init(
    bed bedArguments: [String], _ arguments: (TemporaryFolder) throws -> [String] = { _ in [] }
  ) async throws {
    let folder = try TemporaryFolder()
    let ports = (0..<4).map { _ in Port.free() }
    try folder.write(
      """
      apiVersion: v1
      kind: Config
      current-context: a
      contexts: [{name: a, context: {cluster: a, user: a, namespace: redoubt-system}}]
      clusters: [{name: a, cluster: {server: "http://127.0.0.1:\(ports[0])"}}]
      users: [{name: a, user: {exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: ./token.sh}}}]
      """, to: "kubeconfig")
    try folder.write(
      """
      #!/bin/sh
      echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t"}}'
      """, to: "token.sh")
    try #require(Tool.find("chmod")).run(["+x", folder.path("token.sh")])
    bed = try Tool.built("redoubt-testbed").start(
      ["--kubernetes-port", "\(ports[0])", "--infisical-port", "\(ports[1])"] + bedArguments)
    #expect(
      try await Port.wait(seconds: 60) {
        try Self.fetch("http://127.0.0.1:\(ports[0])/testbed/calls") != nil
      })
    tool = try Tool.built("redoubt-operator").start(
      [
        "--kubeconfig", folder.path("kubeconfig"), "--leader-elect",
        "--health-address", "127.0.0.1:\(ports[2])", "--metrics-address", "127.0.0.1:\(ports[3])",
      ] + arguments(folder), log: folder.path("log"))
    self.folder = folder
    self.ports = ports
    #expect(
      try await Port.wait(seconds: 60) {
        try Self.fetch(url(.health, "/readyz"))?.status == 200
      })
  }

  enum Server: Int {
    case kubernetes, infisical, health, metrics
  }

  func url(_ server: Server, _ path: String, scheme: String = "http") -> String {
    "\(scheme)://127.0.0.1:\(ports[server.rawValue])\(path)"
  }

  /// The answer of one request; nil when there was none.
  static func fetch(_ url: String, _ arguments: [String] = [], body: String? = nil) throws -> (
    status: Int, text: String
  )? {
    let curl = try #require(Tool.find("curl"))
    let result = try curl.run(
      ["-sk", "-m", "5", "-w", "\n%{http_code}"] + arguments
        + (body == nil ? [] : ["--data-binary", "@-"]) + [url], input: body)
    var lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    guard result.status == 0, let status = lines.popLast().flatMap({ Int($0) }) else { return nil }
    return (status, lines.joined(separator: "\n"))
  }

  func get(_ path: String, of server: Server = .kubernetes) throws -> (status: Int, text: String)? {
    try Self.fetch(url(server, path))
  }

  /// Creates an object of the API server.
  func create(_ path: String, _ object: [String: Any]) throws {
    let body = try JSONSerialization.data(withJSONObject: object)
    let reply = try Self.fetch(
      url(.kubernetes, path), ["-H", "Content-Type: application/json"],
      body: String(decoding: body, as: UTF8.self))
    #expect(reply?.status == 201, "\(reply?.text ?? "no answer")")
  }

  /// The most memory that the operator has had, in MiB.
  var peak: Int {
    let status = try? String(contentsOfFile: "/proc/\(tool.pid)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").compactMap { Int($0) }.first ?? .max) / 1024
  }

  /// Ends the operator; gives its exit status.
  func stop() -> Int32 { tool.stop() }
}
