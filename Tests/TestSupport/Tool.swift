import Foundation

/// A real program that a test drives.
package struct Tool: Sendable {
  /// Path of the program.
  package let path: String

  /// Finds a program on the search path, or in the test's Python environment.
  package static func find(_ name: String) -> Tool? {
    let venv = Repository.path(".build/venv/bin")
    let folders = [venv] + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    for folder in folders + ["/usr/sbin", "/sbin"] {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return Tool(path: path) }
    }
    return nil
  }

  /// The `redoubt` of this build.
  package static let redoubt: Tool = {
    let own = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = own.appendingPathComponent("redoubt").path
    if FileManager.default.isExecutableFile(atPath: beside) { return Tool(path: beside) }
    return Tool(path: Repository.path(".build/debug/redoubt"))
  }()

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
    let files = ["out", "err", "in"].map { scratch.path($0) }
    for file in files { _ = FileManager.default.createFile(atPath: file, contents: Data()) }
    if let input { try Data(input.utf8).write(to: URL(fileURLWithPath: files[2])) }
    let process = process(arguments, environment, folder)
    process.standardOutput = FileHandle(forWritingAtPath: files[0])
    process.standardError = FileHandle(forWritingAtPath: files[1])
    process.standardInput = FileHandle(forReadingAtPath: files[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: try String(contentsOfFile: files[0], encoding: .utf8),
      errors: try String(contentsOfFile: files[1], encoding: .utf8))
  }

  /// Starts the program; the caller ends it.
  package func start(
    _ arguments: [String], environment: [String: String] = [:], log: String? = nil
  ) throws -> RunningTool {
    let process = process(arguments, environment, nil)
    if let log { _ = FileManager.default.createFile(atPath: log, contents: Data()) }
    let sink = log.flatMap { FileHandle(forWritingAtPath: $0) } ?? FileHandle.nullDevice
    process.standardOutput = sink
    process.standardError = sink
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return RunningTool(process: process)
  }

  private func process(
    _ arguments: [String], _ environment: [String: String], _ folder: String?
  ) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    return process
  }
}

/// A program that runs until the test is done with it.
package final class RunningTool {
  private let process: Process

  init(process: Process) {
    self.process = process
  }

  /// Whether it still runs.
  package var isRunning: Bool { process.isRunning }

  /// Ends it and waits.
  package func stop() {
    guard process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }

  deinit { if process.isRunning { process.terminate() } }
}
