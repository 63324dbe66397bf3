package import Diagnostics
import InfisicalModel
import YAMLSyntax

/// What became of one file.
package struct FileMigration: Sendable {
  /// The new bytes; nil when nothing changed.
  package let bytes: [UInt8]?
  package let diagnostics: DiagnosticBag
  package let migrated: Int
  package let refused: Int
  /// Connections that were written.
  package let connections: Int
  /// Identities that were written.
  package let identities: Int
  /// Reports of resources, when they were asked for.
  package let reports: [ResourceReport]
}

/// Replaces resources of v1alpha1 by those of v1beta1, file by file.
///
/// Connections and identities are shared over all files that one migrator sees. Memory grows with the
/// largest file and with the number of different connections and identities.
package struct Migrator: Sendable {
  private let options: MigrationOptions
  private var shared = SharedResources()
  private var global: GlobalConfiguration?

  package init(_ options: MigrationOptions = MigrationOptions()) {
    self.options = options
  }

  /// Whether a first look at a file can matter: it may hold what later files share.
  package static func isWorthSurveying(_ bytes: [UInt8]) -> Bool {
    bytes.containsText("InfisicalConnection") || bytes.containsText("infisical-config")
      || bytes.containsText("InfisicalAuth")
  }

  /// Takes up connections and identities that a file has already; to be called for all files before
  /// the first is migrated.
  package mutating func survey(_ file: SourceFile) {
    guard Self.isWorthSurveying(file.bytes) else { return }
    var bag = DiagnosticBag()
    let stream = YAMLParser().parse(file, into: &bag)
    var survey = InputSurvey(options)
    for document in stream.documents {
      guard let root = document.root else { continue }
      survey.add(document.hasMergeKeys ? root.resolvingMerges() : root)
    }
    survey.adopt(into: &shared)
    if global == nil { global = survey.global }
  }

  /// Migrates one file; everything outside of the replaced resources stays byte for byte.
  package mutating func migrate(_ file: SourceFile) -> FileMigration {
    let isUTF16 = file.bytes.starts(with: [0xFF, 0xFE]) || file.bytes.starts(with: [0xFE, 0xFF])
    guard file.bytes.containsText("InfisicalSecret") || isUTF16 else {
      return FileMigration(
        bytes: nil, diagnostics: DiagnosticBag(), migrated: 0, refused: 0, connections: 0,
        identities: 0, reports: [])
    }
    var bag = DiagnosticBag()
    let stream = YAMLParser().parse(file, into: &bag)
    let resources = FoundResource.all(in: stream, of: file)
    var pass = FilePass(file: file, options: options, global: global, shared: shared)
    // Only one of the two may hold the tables, or the first change copies them.
    shared = SharedResources()
    pass.report(bag, beside: resources)
    for resource in resources { pass.migrate(resource, syntax: bag) }
    shared = pass.shared
    return pass.result()
  }
}
