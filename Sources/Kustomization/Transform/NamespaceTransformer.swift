import Diagnostics
import YAMLSyntax

/// `namespace`: moves every object that may have one.
struct NamespaceTransformer {
  let namespace: Located<String>
  let configured: [FieldSpec]

  /// Beside `metadata.namespace` (kustomize v5.8.1, `builtinpluginconsts/namespace.go`).
  private static let specs = [
    FieldSpec("metadata/name", kind: "Namespace", version: "v1", creates: true),
    FieldSpec(
      "spec/service/namespace", kind: "APIService", group: "apiregistration.k8s.io", creates: true),
    FieldSpec(
      "spec/conversion/webhook/clientConfig/service/namespace", kind: "CustomResourceDefinition",
      group: "apiextensions.k8s.io"),
  ]

  func apply(to objects: inout ResourceSet) throws(Fault) {
    for position in objects.items.indices {
      try objects.update(position) { (resource) throws(Fault) in try apply(to: &resource) }
    }
    if let (first, second) = objects.conflict() {
      throw Fault(
        .kustomizationConflict,
        "`namespace: \(namespace.value)` makes two objects `\(first.id.description)`",
        at: namespace.span
      )
      .label(first.origin, "one").label(second.origin, "the other")
    }
  }

  private func apply(to resource: inout Resource) throws(Fault) {
    resource.remember()
    let value = YAMLNode.string(namespace.value, at: namespace.span)
    if !resource.id.isClusterScoped {
      resource.edit(["metadata", "namespace"], namespace.span) { $0 = value }
    }
    if resource.id.kind == "RoleBinding" || resource.id.kind == "ClusterRoleBinding" {
      try subjects(&resource, value)
    }
    for spec in Self.specs + configured where isFor(spec, resource) {
      try resource.edit(spec, created: value, at: namespace.span) { $0 = value }
    }
  }

  /// A Namespace is one of the core group only.
  private func isFor(_ spec: FieldSpec, _ resource: Resource) -> Bool {
    spec.kind != "Namespace" || resource.id.group.isEmpty
  }

  /// Only the account called `default`; others follow as references do.
  private func subjects(_ resource: inout Resource, _ value: YAMLNode) throws(Fault) {
    try resource.edit(FieldSpec("subjects"), created: .null, at: namespace.span) { node in
      guard case .sequence(var items) = node.content else { return }
      for position in items.indices where items[position]["name"]?.scalar?.text == "default" {
        items[position].edit(["namespace"], namespace.span) { $0 = value }
      }
      node.content = .sequence(items)
    }
  }
}
