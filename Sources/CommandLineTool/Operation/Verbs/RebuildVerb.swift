import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY rebuild`.
struct RebuildVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Rebuild a site that was lost.",
    usage: "redoubt operation TOPOLOGY rebuild SITE [OPTIONS]")

  @OptionGroup var target: OperationTarget

  @Argument(help: "Site to rebuild.")
  var site: SiteArgument

  func run() throws {
    try target.take(OperationRequest(.rebuild(site.id)))
  }
}
