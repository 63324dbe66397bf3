import Diagnostics
import InfisicalModel
import KubernetesModel
import YAMLSyntax

/// A resource of Infisical as an object of the output.
struct InfisicalObject<Spec: ResourceSpec>: KubernetesObject {
  static var type: GroupVersionKind {
    GroupVersionKind(ResourceKind.group, Spec.kind.version.rawValue, Spec.kind.kind)
  }

  var metadata: ObjectMeta
  let spec: Spec

  func write(into object: inout YAMLMapping) {
    object.set("spec", FieldEncoder.encode(spec))
  }
}
