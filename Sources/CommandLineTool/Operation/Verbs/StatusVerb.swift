import ArgumentParser

/// `redoubt operation TOPOLOGY status`.
struct StatusVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the state of the deployment and the legal next steps.",
    usage: "redoubt operation TOPOLOGY status [OPTIONS]")

  @OptionGroup var target: OperationTarget

  func run() throws {
    try target.take(nil)
  }
}
