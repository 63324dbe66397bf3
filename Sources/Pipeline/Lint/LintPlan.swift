package import Diagnostics
package import Linting
package import Schema

/// A file of a lint run: where it is, and what people call it.
package struct LintFile: Hashable, Sendable {
  /// Path to read; `-` is standard input.
  package let path: String
  /// What reports call the file.
  package var name: String { path == "-" ? "<stdin>" : path }

  /// The file at `path`.
  package init(path: String) { self.path = path }
}

/// Everything that a lint run knows before it looks at the first file.
package struct LintPlan: Sendable {
  /// The files to check, in order; their positions are those of findings.
  package var files: [LintFile] = []
  /// The paths that people named, for messages.
  package var paths: [String] = []
  package var configuration = LintConfiguration()
  package var baseline: Baseline?
  /// Settings and baselines; their positions follow those of `files`.
  package var settings = SourceMap()
  package var version = SchemaLibrary.versions.upperBound
  /// The findings that are reported.
  package var selection = FindingSelection()
  /// The least serious findings that fail the run; nil when none does.
  package var failing: Severity? = .error
  package var allowsNothing = false
  /// The directories and files with definitions, as people named them.
  package var schemaPaths: [String] = []
  /// The files that they hold.
  package var schemas: [LintFile] = []
  /// The GitOps trees that the files belong to.
  package var trees: [LintTree] = []
  /// Builds the kustomizations of the run, handing over the objects of one after the other.
  package var render: @Sendable ((DeployedRoot) -> Void) throws -> LintRendering = { _ in
    LintRendering()
  }
  /// Whether a file that only a kustomization reads is one to report on.
  package var reports: @Sendable (String) -> Bool = { _ in true }
  /// Reads a file; called from several tasks at a time.
  package let read: @Sendable (LintFile) throws -> [UInt8]

  /// A plan without files.
  package init(read: @escaping @Sendable (LintFile) throws -> [UInt8]) { self.read = read }
}
