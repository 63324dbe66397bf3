import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY retire`.
struct RetireVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: "Take a site out for good.",
    usage: "redoubt operation TOPOLOGY retire SITE [OPTIONS]")

  @OptionGroup var target: OperationTarget

  @Argument(help: "Site to remove.")
  var site: SiteArgument

  @Option(
    help: "Person who confirms that a fenced site can never run again; give at least two.")
  var acknowledgedBy: [String] = []

  @Option(help: "Reference to the record of the confirmation.")
  var incident: String?

  func run() throws {
    var request = OperationRequest(.retirement(site.id))
    request.acknowledgedBy = acknowledgedBy
    request.incidentRef = incident
    try target.take(request)
  }
}
