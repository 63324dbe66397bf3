import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY drill`.
struct DrillVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drill", abstract: "Start a restore drill in a site.",
    usage: "redoubt operation TOPOLOGY drill SITE [OPTIONS]")

  @OptionGroup var target: OperationTarget

  @Argument(help: "Site that runs the drill.")
  var site: SiteArgument

  @Option(help: "Suffix of the name of the second cluster.")
  var name: String?

  @OptionGroup var moment: RecoveryOptions

  func run() throws {
    var request = OperationRequest(.drill(site.id))
    request.name = name
    request.target = moment.fields
    try target.take(request)
  }
}
