import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY failover`.
struct FailoverVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "failover", abstract: "Start a failover after a site was lost.",
    usage: "redoubt operation TOPOLOGY failover --lost SITE --to SITE [OPTIONS]")

  @OptionGroup var target: OperationTarget

  @Option(help: "Site that was lost.")
  var lost: SiteArgument

  @Option(help: "Site that takes over.")
  var to: SiteArgument

  @Option(help: "Approver of the failover; give at least two.")
  var acknowledgedBy: [String] = []

  @Option(help: "Reference to the incident that records the decision.")
  var incident: String?

  @Option(help: "Replay position of the site that takes over.")
  var observedLSN: String?

  func run() throws {
    var request = OperationRequest(.failover(lost: lost.id, to: to.id))
    request.acknowledgedBy = acknowledgedBy
    request.incidentRef = incident
    request.observedTargetLSN = observedLSN
    try target.take(request)
  }
}
