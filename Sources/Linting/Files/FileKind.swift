import Diagnostics
import YAMLSyntax

/// What a YAML file is for, when it holds no objects to check.
package enum FileKind: String, CaseIterable, Sendable {
  /// Objects of Kubernetes.
  case manifests = "manifest"
  /// A template of a Helm chart, which is not YAML until it is rendered.
  case helmTemplate = "Helm template"
  /// `kustomization.yaml`.
  case kustomization
  /// A part of an object that a kustomization puts over another.
  case patch = "kustomize patch"
  /// An object that is not whole, by its file's name: a patch that no kustomization names, an assertion of a
  /// test.
  case partial = "partial object"
  /// Values or metadata of a Helm chart.
  case values = "Helm values file"
  /// Anything else, such as a CI workflow.
  case other = "other YAML file"
  /// A Topology of Redoubt.
  case topology
  /// The configuration of the linter itself.
  case configuration

  /// What a file is by its name alone; nil when its contents decide.
  package static func byName(_ path: String) -> FileKind? {
    let name = path.utf8.lastIndex(of: 0x2F).map { path[$0...].dropFirst() } ?? path[...]
    // `k` and `C` begin few names: most are told apart by their first letter.
    guard let first = name.utf8.first, first == 0x6B || first == 0x43 else { return nil }
    if name == "kustomization.yaml" || name == "kustomization.yml" { return .kustomization }
    if name == "Chart.yaml" || name == "Chart.yml" { return .values }
    return nil
  }

  /// Whether a file's name says that it may hold parts of objects: `*-patch.yaml`, `ssa-*.yaml`,
  /// `*-assert.yaml`, a directory `patches`.
  package static func mayBePartial(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let name = parts.last?.prefix(while: { $0 != "." }) else { return false }
    if parts.dropLast().last == "patches" { return true }
    let words = name.split { $0 == "-" || $0 == "_" }
    return words.first == "ssa" || words.contains("patch")
      || ["assert", "errors"].contains(words.last ?? "") && words.count > 1 || name == "assert"
  }

  /// Whether the bytes hold a template action outside a quoted value, as templates of Helm do.
  package static func looksLikeTemplate(_ bytes: [UInt8]) -> Bool {
    guard ByteSearch.contains("{{", in: bytes, 0..<bytes.count) else { return false }
    let marks: [StaticString] = [
      "{{-", "{{ .", "{{.", "{{ include", "{{ template", "{{ if",
      "{{ with",
      "{{ range", "{{/*", "{{ toYaml", "{{ $", "{{ end", "{{end",
    ]
    return marks.contains { ByteSearch.contains($0, in: bytes, 0..<bytes.count) }
  }
}
