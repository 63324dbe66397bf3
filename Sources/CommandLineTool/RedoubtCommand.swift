import ArgumentParser
import Diagnostics

/// `redoubt`.
struct RedoubtCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redoubt",
    abstract: "Compile self-hosted Infisical across several data centres from one file.",
    discussion: """
      Exit codes: 0 clean or in sync, 1 findings, refusal or drift, 2 usage, 3 files or internal.
      """,
    version: Release.version,
    subcommands: [
      BuildCommand.self, LintCommand.self, MigrateCommand.self, RenderCommand.self,
      CRDsCommand.self,
      SchemaCommand.self,
      OperationCommand.self,
      InitCommand.self,
      ExplainCommand.self,
      CompletionsCommand.self,
      VersionCommand.self,
    ])
}
