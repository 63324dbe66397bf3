package import Seams
import Synchronization
import YAMLSyntax

/// Runs a program and gives what it prints; the seam that tests replace.
package typealias ProgramRunner =
  @Sendable (_ command: String, _ arguments: [String], _ environment: [String: String]) async throws
  -> [UInt8]

/// Tokens of an exec plugin, kept until they expire.
package final class ExecCredentials: ClusterCredentials {
  private struct Fresh: Sendable {
    let token: Sensitive<String>
    let expires: Instant?
  }

  private let plugin: ExecPlugin
  private let run: ProgramRunner
  private let time: any TimeSource
  private let current = Mutex<Fresh?>(nil)
  /// One run of the program serves all who wait for it.
  private let runs: SingleFlight<String, Result<Fresh, APIError>>

  package init(_ plugin: ExecPlugin, time: any TimeSource, run: @escaping ProgramRunner) {
    self.plugin = plugin
    self.time = time
    self.run = run
    runs = SingleFlight(time: time)
  }

  package func token() async throws(APIError) -> Sensitive<String>? {
    if let current = current.withLock({ $0 }),
      current.expires.map({ time.wall + .seconds(30) < $0 }) ?? true
    {
      return current.token
    }
    let (plugin, run) = (plugin, run)
    guard let result = await runs.run("", { await Self.fetch(plugin, run) }) else {
      throw APIError(.transport, "the request was cancelled")
    }
    let fresh = try result.get()
    current.withLock { $0 = fresh }
    return fresh.token
  }

  package func refused(_ token: Sensitive<String>) async {
    current.withLock { if $0?.token == token { $0 = nil } }
  }

  private static func fetch(
    _ plugin: ExecPlugin, _ run: ProgramRunner
  ) async -> Result<Fresh, APIError> {
    let hint = plugin.installHint.map { "; \($0)" } ?? ""
    var spec = YAMLNode.object(["interactive": .boolean(false)])
    if let cluster = plugin.cluster, let node = try? JSONReader.parse(cluster) {
      spec.set("cluster", node)
    }
    var environment = plugin.environment
    environment["KUBERNETES_EXEC_INFO"] = String(
      decoding: YAMLNode.object([
        "apiVersion": .string(plugin.apiVersion), "kind": "ExecCredential", "spec": spec,
      ]).json, as: UTF8.self)
    let output: [UInt8]
    do {
      output = try await run(plugin.command, plugin.arguments, environment)
    } catch {
      return .failure(
        APIError(.credentials, "the exec plugin `\(plugin.command)` failed: \(error)\(hint)"))
    }
    guard let node = try? JSONReader.parse(output), node.text("kind") == "ExecCredential" else {
      return .failure(
        APIError(
          .credentials, "the exec plugin `\(plugin.command)` did not print an ExecCredential"))
    }
    guard let token = node.text("status", "token"), !token.isEmpty else {
      return .failure(
        APIError(
          .credentials,
          "the exec plugin `\(plugin.command)` returned no token; client certificates from plugins are not supported"
        ))
    }
    return .success(
      Fresh(
        token: Sensitive(token),
        expires: node.text("status", "expirationTimestamp").flatMap(Instant.init(rfc3339:))))
  }
}
