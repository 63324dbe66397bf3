import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY advance`.
struct AdvanceVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "advance", abstract: "Take the next step of the current operation.",
    usage: "redoubt operation TOPOLOGY advance [OPTIONS]")

  @OptionGroup var target: OperationTarget

  @Option(help: "Promotion token of the demoted Cluster, for the step that promotes.")
  var token: String?

  @Option(help: "Replay position of the target of a failover.")
  var observedLSN: String?

  func validate() throws {
    if let token, token.contains(where: \.isWhitespace) {
      throw ValidationError(
        "--token takes the complete `status.demotionToken` on one line, without blanks")
    }
  }

  func run() throws {
    var request = OperationRequest(.advance)
    request.token = token
    request.observedTargetLSN = observedLSN
    try target.take(request)
  }
}
