import ArgumentParser
import Files
import Workspace

/// `redoubt init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a topology to start from.")

  @Argument(help: "File to write; `-` prints it.")
  var path = "topology.yaml"

  @OptionGroup var common: CommonOptions

  func run() throws {
    let terminal = common.terminal
    if path == "-" { return try terminal.output(StarterTopology.text) }
    guard FileSystem.kind(path) == nil else {
      terminal.complain("error: \(path) is there already; choose another name\n")
      throw ExitStatus.findings
    }
    try FileSystem.replace(path, with: Array(StarterTopology.text.utf8))
    terminal.summarize("wrote \(path): edit it, then run `redoubt build \(path)`\n")
  }
}
