import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY redis-restore`.
struct RedisRestoreVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redis-restore", abstract: "Restore Redis from a backup.",
    usage: "redoubt operation TOPOLOGY redis-restore [OPTIONS]")

  @OptionGroup var target: OperationTarget

  @Option(help: "Key of the Redis backup to restore.")
  var backup: String?

  func run() throws {
    var request = OperationRequest(.redisRestore)
    request.backup = backup
    try target.take(request)
  }
}
