import Diagnostics
import YAMLSyntax

/// `namePrefix` and `nameSuffix`.
struct NameTransformer {
  let text: Located<String>
  let isPrefix: Bool
  let configured: [FieldSpec]

  /// Kinds whose names mean something elsewhere (kustomize v5.8.1, `PrefixTransformer.go`).
  private static func isSkipped(_ id: ResourceID) -> Bool {
    switch id.kind {
    case "CustomResourceDefinition", "Namespace": true
    case "APIService": id.group == "apiregistration.k8s.io"
    default: false
    }
  }

  func apply(to resource: inout Resource) throws(Fault) {
    guard !text.value.isEmpty, !Self.isSkipped(resource.originalID) else { return }
    let name = FieldSpec("metadata/name")
    var isNamed = false
    for spec in [name] + configured where spec.applies(to: resource.id) {
      if spec.path == name.path {
        guard !isNamed else { continue }
        isNamed = true
        resource.remember()
        if isPrefix {
          resource.prefixes.append(text.value)
        } else {
          resource.suffixes.append(text.value)
        }
      }
      try resource.edit(spec, created: .null, at: text.span) { node in
        guard let old = node.scalar?.text else { return }
        node = .string(
          isPrefix ? text.value + old : old + text.value, at: node.span ?? text.span)
      }
    }
  }
}
