import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY switchover`.
struct SwitchoverVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "switchover", abstract: "Start a planned switchover to another site.",
    usage: "redoubt operation TOPOLOGY switchover --to SITE [OPTIONS]")

  @OptionGroup var target: OperationTarget

  @Option(help: "Site that takes over.")
  var to: SiteArgument

  func run() throws {
    try target.take(OperationRequest(.switchover(to: to.id)))
  }
}
