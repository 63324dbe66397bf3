package import Diagnostics
package import InfisicalModel
package import YAMLSyntax

/// Any object of the input.
package struct LintObject: Sendable {
  /// The object with merge keys resolved.
  package let node: YAMLNode
  package let identity: Diagnostic.Resource

  package init(_ node: YAMLNode) {
    self.node = node
    let metadata = node["metadata"]
    identity = Diagnostic.Resource(
      apiVersion: node["apiVersion"]?.scalar?.text ?? "", kind: node["kind"]?.scalar?.text ?? "",
      namespace: metadata?["namespace"]?.scalar?.text ?? "",
      name: metadata?["name"]?.scalar?.text ?? "")
  }

  /// Where the name stands, or the object begins.
  package var place: SourceSpan? {
    node["metadata"]?["name"]?.span ?? node.span?.startPoint
  }

  /// The group of `apiVersion`; empty for the core group.
  package var group: Substring {
    identity.apiVersion.contains("/") ? identity.apiVersion.prefix { $0 != "/" } : ""
  }

  package var spec: YAMLNode? { node["spec"] }
}

/// An object of an Infisical kind that could be decoded.
package struct LintResource<Spec: ResourceSpec>: Sendable {
  package let object: LintObject
  package let resource: Resource<Spec>

  package var spec: Spec { resource.spec }

  /// Namespace of the resource; nil when it does not say.
  package var namespace: String? { resource.metadata.namespace?.value }
}
