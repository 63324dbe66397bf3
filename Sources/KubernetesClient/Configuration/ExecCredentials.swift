package import Seams
import YAMLSyntax

/// Runs a program and gives what it prints; the seam that tests replace.
package typealias ProgramRunner =
  @Sendable (_ command: String, _ arguments: [String], _ environment: [String: String]) async throws
  -> [UInt8]

/// Tokens of an exec plugin, kept until they expire.
package actor ExecCredentials: ClusterCredentials {
  private let plugin: ExecPlugin
  private let run: ProgramRunner
  private let time: any TimeSource
  private var current: (token: Sensitive<String>, expires: Instant?)?
  /// Those who wait for the run under way; nil when there is none.
  private var waiting: [CheckedContinuation<Result<Fresh, APIError>, Never>]?

  private struct Fresh: Sendable {
    let token: Sensitive<String>
    let expires: Instant?
  }

  package init(_ plugin: ExecPlugin, time: any TimeSource, run: @escaping ProgramRunner) {
    self.plugin = plugin
    self.time = time
    self.run = run
  }

  package func token() async throws(APIError) -> Sensitive<String>? {
    if let current, current.expires.map({ time.now + .seconds(30) < $0 }) ?? true {
      return current.token
    }
    let result: Result<Fresh, APIError>
    if waiting != nil {
      result = await withCheckedContinuation { waiting?.append($0) }
    } else {
      waiting = []
      result = await Self.fetch(plugin, run)
      let others = waiting ?? []
      waiting = nil
      for other in others { other.resume(returning: result) }
    }
    let fresh = try result.get()
    current = (fresh.token, fresh.expires)
    return fresh.token
  }

  package func refused(_ token: Sensitive<String>) async {
    if current?.token == token { current = nil }
  }

  private static func fetch(
    _ plugin: ExecPlugin, _ run: ProgramRunner
  ) async -> Result<Fresh, APIError> {
    let hint = plugin.installHint.map { "; \($0)" } ?? ""
    var environment = plugin.environment
    environment["KUBERNETES_EXEC_INFO"] = String(
      decoding: YAMLNode.object([
        "apiVersion": .string(plugin.apiVersion), "kind": "ExecCredential",
        "spec": .object(["interactive": .boolean(false)]),
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
        APIError(.credentials, "the exec plugin `\(plugin.command)` printed no ExecCredential"))
    }
    guard let token = node.text("status", "token"), !token.isEmpty else {
      return .failure(
        APIError(
          .credentials,
          "the exec plugin `\(plugin.command)` gave no token; client certificates of plugins are not supported"
        ))
    }
    return .success(
      Fresh(
        token: Sensitive(token),
        expires: node.text("status", "expirationTimestamp").flatMap(Instant.init(rfc3339:))))
  }
}
