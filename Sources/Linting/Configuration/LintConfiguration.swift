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
          ).help("write `kind: LintConfiguration`, see docs/lint.md"))
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
      refuse("`\(version.value)` is no version that is known", version.span, Self.versions)
    }
    for pair in severities {
      if !known.contains(pair.key.value) {
        let near = Suggestion.nearest(to: pair.key.value, in: known.sorted())
        refuse(
          "no rule has the code `\(pair.key.value)`", pair.key.span,
          near.map { "did you mean `\($0)`?" } ?? "see `redoubt explain`")
      }
      if pair.value.value != "off", Severity(rawValue: pair.value.value) == nil {
        refuse(
          "`\(pair.value.value)` is no severity", pair.value.span,
          "write error, warning, note or off")
      }
    }
    for entry in ignore where !known.contains(entry.code.value) {
      refuse("no rule has the code `\(entry.code.value)`", entry.code.span, "see `redoubt explain`")
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
  package static let summary = "What a repository wants of the linter."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("apiVersion", &apiVersion, .required, "redoubt.dev/v1alpha1")
    fields.scalar("kind", &kind, .required, "LintConfiguration")
    fields.scalar("kubernetesVersion", &kubernetesVersion, "version to lint for, such as 1.34")
    fields.scalar("complete", &isComplete, "whether all that is referred to has to be in the tree")
    fields.scalar("strict", &isStrict, "whether warnings fail the run")
    fields.scalar(
      "minimumReplicas", &minimumReplicas, "replicas below which K8S307 and K8S310 fire")
    fields.scalars("registries", &registries, .optional, "prefixes of images that K8S317 admits")
    fields.scalars("schemas", &schemas, .optional, "folders with CustomResourceDefinitions")
    fields.scalars("exclude", &exclude, .optional, "files to leave out, as patterns of paths")
    fields.strings("severities", &severities, "severity by code: error, warning, note or off")
    fields.blocks("ignore", &ignore, .optional, "findings to leave out, each with its reason")
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
  package static let summary = "Findings to leave out."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("code", &code, .required, "code of the rule")
    fields.scalar("path", &path, "pattern of the files")
    fields.scalar("kind", &kind, "kind of the objects")
    fields.scalar("namespace", &namespace, "pattern of the namespaces")
    fields.scalar("name", &name, "pattern of the names")
    fields.scalar("reason", &reason, .required, "why the finding may stand")
  }
}

extension RuleInfo {
  package static let invalidConfiguration = RuleInfo(
    .file, 8, "invalid-configuration",
    summary: "The configuration of the linter, or a baseline, cannot be used.",
    why: "A setting that is not understood would silence nothing, or too much.",
    sources: [.redoubt("lint, configuration", "docs/lint.md#configuration")])
}
