package import Diagnostics
import Schema
package import YAMLSyntax

/// The file `.redoubt.yaml`: what a repository wants of the linter.
package struct LintConfiguration: Sendable {
  package var apiVersion: Located<String> = "unset"
  package var kind: Located<String> = "unset"
  package var kubernetesVersion: Located<String>?
  package var isComplete: Located<Bool> = false
  package var isStrict: Located<Bool> = false
  package var minimumReplicas: Located<Int> = 2
  package var registries: [Located<String>] = []
  package var schemas: [Located<String>] = []
  package var exclude: [Located<String>] = []
  package var severities: [StringPair] = []
  package var ignore: [IgnoreEntry] = []
  package var span: SourceSpan?

  package init() {}

  /// The name under which the file is found in the folder where a run starts.
  package static let fileName = ".redoubt.yaml"

  /// The options of rules.
  package var rules: RuleOptions {
    var options = RuleOptions()
    options.isComplete = isComplete.value
    options.minimumReplicas = minimumReplicas.value
    options.registries = registries.map(\.value)
    return options
  }

  /// Reads a configuration; nil with findings when it cannot be used.
  package static func load(
    _ file: SourceFile, known: Set<String>, into bag: inout DiagnosticBag
  ) -> LintConfiguration? {
    let stream = YAMLParser().parse(file, into: &bag)
    guard let root = stream.documents.first?.root, root.isMapping else {
      if !bag.hasErrors {
        bag.report(
          Diagnostic(
            .invalidConfiguration, "the configuration is empty",
            at: SourceSpan(file: file.id, start: 0, end: 0)
          ).help("set `kind: LintConfiguration`, see docs/lint.md"))
      }
      return nil
    }
    let (configuration, outcome) = FieldDecoder.decode(
      LintConfiguration.self, from: root, path: "", rules: rules)
    bag.append(contentsOf: outcome.diagnostics)
    configuration.check(known, &bag)
    return bag.hasErrors ? nil : configuration
  }

  private func check(_ known: Set<String>, _ bag: inout DiagnosticBag) {
    func refuse(_ message: String, _ span: SourceSpan?, _ help: String) {
      bag.report(Diagnostic(.invalidConfiguration, message, at: span).help(help))
    }
    if kind.value != "LintConfiguration" {
      refuse("the kind is `\(kind.value)`", kind.span, "write `kind: LintConfiguration`")
    }
    if let version = kubernetesVersion, !Self.admits(version.value) {
      refuse("unknown version `\(version.value)`", version.span, Self.versions)
    }
    for pair in severities {
      if !known.contains(pair.key.value) {
        let near = Suggestion.nearest(to: pair.key.value, in: known.sorted())
        refuse(
          "unknown rule `\(pair.key.value)`", pair.key.span,
          near.map { "did you mean `\($0)`?" } ?? "see `redoubt explain`")
      }
      if pair.value.value != "off", Severity(rawValue: pair.value.value) == nil {
        refuse(
          "unknown severity `\(pair.value.value)`", pair.value.span,
          "use error, warning, note or off")
      }
    }
    for entry in ignore where !known.contains(entry.code.value) {
      refuse("unknown rule `\(entry.code.value)`", entry.code.span, "see `redoubt explain`")
    }
  }

  /// Whether a version of Kubernetes is one that schemas are known for.
  package static func admits(_ text: String) -> Bool {
    KubernetesVersion(text).map(SchemaLibrary.versions.contains) ?? false
  }

  /// The versions that are known, for help.
  package static var versions: String {
    "known: \(SchemaLibrary.versions.lowerBound) to \(SchemaLibrary.versions.upperBound)"
  }

  private static let rules = FieldRules(
    unknownField: .invalidConfiguration, missingField: .invalidConfiguration,
    wrongType: .invalidConfiguration, invalidValue: .invalidConfiguration, missingReason: "")
}

extension LintConfiguration: FieldBlock {
  package static let summary = "Configuration of the linter for a repository."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("apiVersion", &apiVersion, .required, "redoubt.dev/v1alpha1")
    fields.scalar("kind", &kind, .required, "LintConfiguration")
    fields.scalar(
      "kubernetesVersion", &kubernetesVersion, "Kubernetes version to check against, such as 1.34")
    fields.scalar("complete", &isComplete, "whether to treat missing references as errors")
    fields.scalar("strict", &isStrict, "whether to treat warnings as errors")
    fields.scalar(
      "minimumReplicas", &minimumReplicas, "minimum replicas for K8S307 and K8S310")
    fields.scalars("registries", &registries, .optional, "image prefixes that K8S317 allows")
    fields.scalars("schemas", &schemas, .optional, "directories with CustomResourceDefinitions")
    fields.scalars("exclude", &exclude, .optional, "path patterns of files to exclude")
    fields.strings("severities", &severities, "severity by code: error, warning, note or off")
    fields.blocks("ignore", &ignore, .optional, "findings to suppress, each with a reason")
  }
}

/// Findings that a configuration leaves out.
package struct IgnoreEntry: Sendable {
  package var code: Located<String> = "unset"
  package var path: Located<String>?
  package var kind: Located<String>?
  package var namespace: Located<String>?
  package var name: Located<String>?
  package var reason: Located<String> = "unset"
  package var span: SourceSpan?

  package init() {}
}

extension IgnoreEntry: FieldBlock {
  package static let summary = "Findings to suppress."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("code", &code, .required, "code of the rule")
    fields.scalar("path", &path, "path pattern of the files")
    fields.scalar("kind", &kind, "kind of the objects")
    fields.scalar("namespace", &namespace, "pattern of the namespaces")
    fields.scalar("name", &name, "pattern of the names")
    fields.scalar("reason", &reason, .required, "why the finding is acceptable")
  }
}

extension RuleInfo {
  package static let invalidConfiguration = RuleInfo(
    .file, 8, "invalid-configuration",
    summary: "The configuration of the linter, or a baseline, is invalid.",
    why: "A setting that cannot be interpreted would suppress nothing, or too much.",
    sources: [.redoubt("lint, configuration", "docs/lint.md#configuration")])
}
