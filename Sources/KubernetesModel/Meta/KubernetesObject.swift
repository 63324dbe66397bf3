package import Diagnostics
package import YAMLSyntax

/// A typed Kubernetes object that writes itself to the syntax tree.
///
/// Keys are written in the order of the upstream API documentation; absent values write nothing.
package protocol KubernetesObject: YAMLWritable, Sendable {
  static var type: GroupVersionKind { get }
  var metadata: ObjectMeta { get set }
  /// Everything behind `metadata`.
  func write(into object: inout YAMLMapping)
}

extension KubernetesObject {
  package var yaml: YAMLNode { yaml(origin: nil) }

  /// The whole object; `origin` is where parts without a place of their own come from.
  package func yaml(origin: SourceSpan?) -> YAMLNode {
    YAMLMapping.build(at: origin) { object in
      object.set("apiVersion", Self.type.apiVersion)
      object.set("kind", Self.type.kind)
      object.set("metadata", metadata)
      write(into: &object)
    }
  }
}
