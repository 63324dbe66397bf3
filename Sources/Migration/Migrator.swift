package import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Replaces resources of v1alpha1 by those of v1beta1, file by file.
///
/// A file goes through three stages: it is prepared (read and converted), its shared resources get
/// names, and it is finished (printed). Only the second needs to know of other files; the first and the
/// last may run side by side for several files.
///
/// Connections and identities are shared over all files that one migrator sees. Memory grows with the
/// largest file and with the number of different connections and identities.
package struct Migrator: Sendable {
  private var options: MigrationOptions
  private var shared = SharedResources()
  private var survey: InputSurvey
  private var isSurveyed = false

  package init(_ options: MigrationOptions = MigrationOptions()) {
    self.options = options
    survey = InputSurvey(options)
  }

  /// Whether a first look at a file can matter: it may hold what other files share.
  package static func isWorthSurveying(_ bytes: [UInt8]) -> Bool {
    bytes.containsText("InfisicalConnection") || bytes.containsText("infisical-config")
      || bytes.containsText("InfisicalAuth")
      || (bytes.containsText("stringData") && bytes.containsText("identityId"))
      || bytes.containsText("-identity")
  }

  /// Takes up connections and identities that a file has already; to be called for all files before
  /// the first is prepared.
  package mutating func survey(_ file: SourceFile) {
    guard Self.isWorthSurveying(file.bytes) else { return }
    var bag = DiagnosticBag()
    let stream = YAMLParser().parse(file, into: &bag)
    for document in stream.documents {
      guard let root = document.root else { continue }
      survey.add(document.hasMergeKeys ? root.resolvingMerges() : root)
    }
  }

  /// Says what kustomizations make of the resources; to be called before the first file is prepared.
  package mutating func deploy(_ deployments: DeploymentTable) {
    options.deployments = deployments
  }

  /// Whether a file may hold resources to migrate.
  package static func isWorthMigrating(_ bytes: [UInt8]) -> Bool {
    bytes.containsText("InfisicalSecret")
  }

  /// Reads a file and converts its resources; knows nothing of what is shared.
  package var prepare: @Sendable (SourceFile) -> PreparedFile {
    PrepareStage(options: options, global: survey.global).prepare
  }

  /// Gives names to what the file shares with others; to be called in the order of the input.
  package mutating func name(_ prepared: PreparedFile) -> SharedNames {
    if !isSurveyed {
      survey.adopt(into: &shared)
      isSurveyed = true
    }
    return SharedNames(
      places: prepared.resources.map { resource in
        resource.converted.map { shared.places(for: $0, resource.options) }
      })
  }

  /// Writes the new objects; everything outside the replaced resources stays byte for byte.
  package var finish: @Sendable (PreparedFile, SharedNames) -> FileMigration {
    FinishStage(options: options).finish
  }

  /// All three stages of one file.
  package mutating func migrate(_ file: SourceFile) -> FileMigration {
    let prepared = prepare(file)
    return finish(prepared, name(prepared))
  }
}
