import ArgumentParser
import Diagnostics
import Files
import Workspace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs the command line and ends the process with the documented status.
package enum EntryPoint {
  package static func main() async {
    // A reader that goes away is seen as a failed write, not as the end of the process.
    signal(SIGPIPE, SIG_IGN)
    exit(await run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Runs one command; the result is the status of the process.
  static func run(_ arguments: [String]) async -> ExitStatus {
    do {
      var command = try RedoubtCommand.parseAsRoot(OperationCommand.reordered(arguments))
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return .success
    } catch let status as ExitStatus {
      return status
    } catch let error as FileError {
      let code = RuleInfo.fileAccess.code
      Terminal.write(
        "error[\(code)]: \(error)\n  = help: check the path, its permissions and the free disk space\n",
        to: 2)
      return .failure
    } catch {
      let isHelp = RedoubtCommand.exitCode(for: error) == .success
      Terminal.write(RedoubtCommand.fullMessage(for: error) + "\n", to: isHelp ? 1 : 2)
      return isHelp ? .success : .usage
    }
  }
}
