import ArgumentParser
import Pipeline
import TopologyModel

/// `redoubt operation TOPOLOGY postgres-upgrade`.
struct PostgresUpgradeVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "postgres-upgrade",
    abstract: "Start an upgrade of PostgreSQL to another major version.",
    usage: "redoubt operation TOPOLOGY postgres-upgrade --image IMAGE [OPTIONS]")

  @OptionGroup var target: OperationTarget

  @Option(help: "Image of the new major version, for the same operating system.")
  var image: ImageArgument

  func run() throws {
    var request = OperationRequest(.postgresUpgrade)
    request.image = image.reference
    try target.take(request)
  }
}

/// An image on the command line.
struct ImageArgument: ExpressibleByArgument {
  let reference: ImageReference

  /// Nil for what names no image with a tag.
  init?(argument: String) {
    guard let reference = ImageReference(argument) else { return nil }
    self.reference = reference
  }
}
