import ArgumentParser
import Files
import Workspace

/// `redoubt init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a starter topology.")

  @Argument(help: "File to write; `-` prints to standard output.")
  var path = "topology.yaml"

  @OptionGroup var common: CommonOptions

  func run() throws {
    let terminal = common.terminal
    if path == "-" { return try terminal.output(StarterTopology.text) }
    guard FileSystem.kind(path) == nil else {
      terminal.complain("error: \(path) already exists; choose another name\n")
      throw ExitStatus.findings
    }
    try FileSystem.replace(path, with: Array(StarterTopology.text.utf8))
    terminal.summarize("wrote \(path): edit it, then run `redoubt build \(path)`\n")
  }
}
