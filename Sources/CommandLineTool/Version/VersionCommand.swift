import ArgumentParser
import Diagnostics

/// `redoubt version`.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the version.")

  func run() { Terminal.write("redoubt \(Release.version)\n", to: 1) }
}
