import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY abort`.
struct AbortVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "abort", abstract: "Abort the current operation, where that is still possible.",
    usage: "redoubt operation TOPOLOGY abort [OPTIONS]")

  @OptionGroup var target: OperationTarget

  @Option(help: "Promotion token of the demoted Cluster, for the step that promotes.")
  var token: String?

  func run() throws {
    var request = OperationRequest(.abort)
    request.token = token
    try target.take(request)
  }
}
