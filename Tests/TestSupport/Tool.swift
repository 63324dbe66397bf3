import Foundation
package import Glibc

/// A real program that a test drives.
package struct Tool: Sendable {
  /// Path of the program.
  package let path: String

  /// The program at a path.
  package init(path: String) { self.path = path }

  /// Finds a program on the search path, or in the test's Python environment.
  package static func find(_ name: String) -> Tool? {
    let venv = Repository.path(".build/venv/bin")
    let folders =
      [venv]
      + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    for folder in folders + ["/usr/sbin", "/sbin"] {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return Tool(path: path) }
    }
    return nil
  }

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

  private func merged(_ environment: [String: String]) -> [String: String] {
    ProcessInfo.processInfo.environment.merging(environment) { $1 }
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
