import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY rollback`.
struct RollbackVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback", abstract: "Start a rollback of the database to an earlier time.",
    usage: "redoubt operation TOPOLOGY rollback [OPTIONS]")

  @OptionGroup var target: OperationTarget

  @OptionGroup var moment: RecoveryOptions

  func run() throws {
    var request = OperationRequest(.rollback)
    request.target = moment.fields
    try target.take(request)
  }
}
