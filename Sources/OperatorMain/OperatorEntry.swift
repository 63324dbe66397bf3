import ArgumentParser

/// Entry of the executable.
package enum OperatorEntry {
  /// Runs the operator; exits with 0 after a shutdown in good order, 2 on wrong usage, 3 on errors.
  package static func main() async {
    do {
      var command = try OperatorCommand.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as StartError {
      Console.error("error: \(error)")
      OperatorCommand.exit(withError: ExitCode(3))
    } catch {
      let code = OperatorCommand.exitCode(for: error)
      if code == .validationFailure {
        Console.error(OperatorCommand.fullMessage(for: error))
        OperatorCommand.exit(withError: ExitCode(2))
      }
      OperatorCommand.exit(withError: error)
    }
  }
}

/// Why the operator cannot start, with what to do about it.
struct StartError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
