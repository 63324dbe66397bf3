import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY new-archive`.
struct NewArchiveVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new-archive",
    abstract: "Begin a new archive of the active site after its old one was lost or damaged.",
    usage: "redoubt operation TOPOLOGY new-archive [OPTIONS]")

  @OptionGroup var target: OperationTarget

  func run() throws {
    try target.take(OperationRequest(.newArchive))
  }
}
