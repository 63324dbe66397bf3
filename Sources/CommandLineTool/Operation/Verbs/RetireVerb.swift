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

  func run() throws {
    try target.take(OperationRequest(.retirement(site.id)))
  }
}
