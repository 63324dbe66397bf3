import Diagnostics
import InfisicalModel
import YAMLSyntax

/// The objects of one resource as the plan applies them, each a YAML stream.
package struct PlannedManifests: Sendable {
  /// Connection, identity and its Secret, as far as they are new; empty when all are there.
  package let shared: String
  /// The static secret.
  package let secret: String
  /// A copy of the static secret whose targets have other names, to compare with the live ones.
  package let trial: String
  package let trialName: String
  /// Names of the copy's targets, in the order of the targets.
  package let trialTargets: [String]

  /// The old resource as people wrote it, for the way back.
  package let original: String

  init(_ old: YAMLNode, _ resource: ConvertedResource, _ objects: [AssembledObject]) {
    original = Self.text([([], Self.written(old, resource.secret.metadata))])
    let new = objects.dropLast().filter(\.isNew).map { (comments: [String](), node: $0.node) }
    shared = Self.text(new)
    secret = Self.text(objects.suffix(1).map { ([], $0.node) })
    var copy = resource.secret
    trialName = Self.trial(
      "\(resource.namespace?.value ?? "")/\(resource.name.value)", resource.name.value)
    copy.metadata.name = Located(trialName)
    copy.spec.infisicalAuthRef = Self.reference(objects)
    copy.spec.syncOptions.instantUpdates = nil
    for index in copy.spec.targets.indices {
      let target = copy.spec.targets[index]
      let identity = "\(target.kind.value.rawValue) \(target.namespace?.value.text ?? "")/\(index)"
      copy.spec.targets[index].name = Located(
        ObjectName(Self.trial(identity + resource.name.value, target.name.value.text)))
      // Owned copies vanish with the trial; the plan deletes the others.
      let place = resource.namespace?.value
      let isNear = place == nil || target.namespace?.value.text == place
      copy.spec.targets[index].creationPolicy = Located(isNear ? .owner : .orphan)
    }
    trialTargets = copy.spec.targets.map(\.name.value.text)
    trial = Self.text([([], copy.yaml)])
  }

  private static func text(_ documents: [(comments: [String], node: YAMLNode)]) -> String {
    String(decoding: YAMLPrinter.print(stream: documents), as: UTF8.self)
  }

  /// `old` without what the API server and controllers added.
  private static func written(_ old: YAMLNode, _ metadata: ResourceMetadata) -> YAMLNode {
    var copy = old
    copy.content = .mapping(
      (old.entries ?? []).compactMap { entry in
        switch entry.key.scalar?.text {
        case "status": nil
        case "metadata": YAMLEntry(entry.key, FieldEncoder.encode(metadata))
        default: entry
        }
      })
    return copy
  }

  /// A name for a copy that no other object is likely to have.
  private static func trial(_ identity: String, _ name: String) -> String {
    ReadableName.make([String(name.prefix(40)), "trial"], key: [identity, name])
  }

  private static func reference(_ objects: [AssembledObject]) -> ObjectReference {
    let node = objects.last?.node["spec"]?["infisicalAuthRef"]
    return ObjectReference(
      name: Located(node?["name"]?.scalar?.text ?? ""),
      namespace: (node?["namespace"]?.scalar?.text).map { Located($0) })
  }
}
