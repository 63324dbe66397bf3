package import Diagnostics
package import InfisicalModel
package import YAMLSyntax

/// Any object of the input.
package final class LintObject: Sendable {
  /// The object with merge keys resolved.
  package let node: YAMLNode
  package let identity: Diagnostic.Resource
  /// The group of `apiVersion`; empty for the core group.
  package let group: String
  package let spec: YAMLNode?

  /// An object; `root` is the kustomization that deploys it like this, if one does.
  package init(_ node: YAMLNode, root: String = "") {
    self.node = node
    let metadata = node["metadata"]
    let version = node["apiVersion"]?.scalar?.text ?? ""
    group = version.utf8.firstIndex(of: 0x2F).map { String(version[..<$0]) } ?? ""
    spec = node["spec"]
    identity = Diagnostic.Resource(
      apiVersion: version, kind: node["kind"]?.scalar?.text ?? "",
      namespace: metadata?["namespace"]?.scalar?.text ?? "",
      name: metadata?["name"]?.scalar?.text ?? "", root: root)
  }

  /// Where the name is, or the object begins.
  package var place: SourceSpan? {
    node["metadata"]?["name"]?.span ?? node.span?.startPoint
  }
}

/// An object of an Infisical kind that could be decoded.
package struct LintResource<Spec: ResourceSpec>: Sendable {
  package let object: LintObject
  package let resource: Resource<Spec>

  package var spec: Spec { resource.spec }

  /// Namespace of the resource; nil when it does not say.
  package var namespace: String? { resource.metadata.namespace?.value }
}
