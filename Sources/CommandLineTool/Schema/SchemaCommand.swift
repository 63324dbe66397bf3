import ArgumentParser
import Files
import Schema
import TopologyModel
import Workspace
import YAMLSyntax

/// `redoubt schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print or write the JSON Schema of topology documents, for editors.")

  @Option(name: .shortAndLong, help: "File to write; if omitted, prints to standard output.")
  var output: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let bytes = TopologySchema.bytes
    guard let output else { return try common.terminal.output(bytes) }
    try FileSystem.replace(output, with: bytes)
    common.terminal.summarize("wrote \(output)\n")
  }
}

/// The committed schema, as the model says it.
package enum TopologySchema {
  /// The schema as JSON.
  package static var bytes: [UInt8] {
    let schema = JSONSchema(
      apiVersion: TopologyLoader.apiVersion, kind: TopologyLoader.kind,
      spec: FieldDescriber.describe(Topology.self))
    return JSONPrinter.print(schema.document)
  }
}
