import ArgumentParser

/// `redoubt version`.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the version.")

  func run() { Terminal.write("redoubt \(Version.text)\n", to: 1) }
}
