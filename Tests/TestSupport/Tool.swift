import Foundation
package import Glibc

/// A real program that a test drives.
package struct Tool: Sendable {
  /// Path of the program.
  package let path: String

  /// The program at a path.
  package init(path: String) { self.path = path }

  /// Programs that only the set-up brings, in versions that it pins: a copy elsewhere on the machine is another
  /// version, and would change what the tests say.
  private static let pinned: Set<String> = [
    "kubectl", "helm", "python", "python3", "aws", "moto_server", "pre-commit",
    "barman-cloud-backup",
  ]

  /// Where Debian's packages put programs.
  private static let system = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]

  private static let venv = Repository.path(".build/venv/bin")

  /// Finds a program that `scripts/setup.sh test` installed; the search path of whoever runs the tests is not looked
  /// at.
  package static func find(_ name: String) -> Tool? {
    for folder in pinned.contains(name) ? [venv] : [venv] + system {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return Tool(path: path) }
    }
    return nil
  }

  /// The search path of programs that tests start.
  package static let searchPath = ([venv] + system).joined(separator: ":")

  /// The `redoubt` of this build.
  package static let redoubt = built("redoubt")

  /// A program of this build.
  package static func built(_ name: String) -> Tool {
    let own = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = own.appendingPathComponent(name).path
    if FileManager.default.isExecutableFile(atPath: beside) { return Tool(path: beside) }
    return Tool(path: Repository.path(".build/debug/\(name)"))
  }

  /// What a finished program left.
  package struct Result: Sendable {
    package let status: Int32
    package let output: String
    package let errors: String
  }

  /// Runs the program to its end.
  @discardableResult
  package func run(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:],
    folder: String? = nil
  ) throws -> Result {
    let scratch = try TemporaryFolder()
    if let input { try scratch.write(input, to: "in") }
    for file in ["out", "err"] { try scratch.write("", to: file) }
    let pid = try Spawn.start(
      path, arguments, environment: merged(environment), folder: folder,
      input: input == nil ? "/dev/null" : scratch.path("in"), output: scratch.path("out"),
      errors: scratch.path("err"))
    let status = Spawn.wait(pid)
    return Result(status: status, output: try scratch.read("out"), errors: try scratch.read("err"))
  }

  /// Starts the program; it ends with the returned value, if not before.
  package func start(
    _ arguments: [String], environment: [String: String] = [:], log: String = "/dev/null"
  ) throws -> RunningTool {
    RunningTool(
      pid: try Spawn.start(
        path, arguments, environment: merged(environment), folder: nil, input: "/dev/null",
        output: log, errors: log))
  }

  /// The environment of the tests without what would lead programs elsewhere, and with `environment`.
  private func merged(_ environment: [String: String]) -> [String: String] {
    var result = ProcessInfo.processInfo.environment
    for name in ["KUBECONFIG", "INFISICAL_HOST_API", "PYTHONPATH", "PYTHONHOME"] {
      result[name] = nil
    }
    result["PATH"] = Self.searchPath
    return result.merging(environment) { $1 }
  }
}

/// A program that runs until the test is done with it.
package final class RunningTool {
  package let pid: pid_t
  /// How it ended; nil while it runs.
  private var status: Int32?

  init(pid: pid_t) {
    self.pid = pid
  }

  /// Ends it and waits; gives its exit status.
  @discardableResult
  package func stop() -> Int32 {
    if let status { return status }
    kill(pid, SIGTERM)
    let ended = Spawn.wait(pid)
    status = ended
    return ended
  }

  deinit { stop() }
}
