import ArgumentParser
import Files
import Linting
import Workspace

/// `redoubt crds`.
struct CRDsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crds",
    abstract: "Print or write the CustomResourceDefinitions of Infisical's resources.",
    discussion: """
      The definitions admit what those of the official operator admit, and refuse what it would \
      refuse at run time. `policies/` holds a ValidatingAdmissionPolicy for clusters of 1.30 and later.
      """)

  @Option(
    name: .shortAndLong,
    help: "Directory to write to; if omitted, prints one YAML stream.")
  var output: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let files = InfisicalDefinitions.files
    guard let output else {
      return try common.terminal.output(Array(files.map(\.bytes).joined(separator: "---\n".utf8)))
    }
    var written = 0
    for file in files {
      let path = OutputPath.join(output, file.path)
      if FileSystem.kind(path) == .file, try FileSystem.read(path) == file.bytes { continue }
      try FileSystem.createFolder(OutputPath.parent(path))
      try FileSystem.replace(path, with: file.bytes)
      written += 1
    }
    common.terminal.summarize("\(output): \(files.count) files, \(written) written\n")
  }
}
