import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY inspect`.
struct InspectVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Restore a second cluster to inspect the data of an earlier time.",
    usage: "redoubt operation TOPOLOGY inspect SITE [OPTIONS]")

  @OptionGroup var target: OperationTarget

  @Argument(help: "Site that runs the second cluster.")
  var site: SiteArgument

  @Option(help: "Suffix of the name of the second cluster.")
  var name: String?

  @OptionGroup var moment: RecoveryOptions

  func run() throws {
    var request = OperationRequest(.inspection(site.id))
    request.name = name
    request.target = moment.fields
    try target.take(request)
  }
}
