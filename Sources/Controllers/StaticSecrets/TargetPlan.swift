import KubernetesClient
import Seams
import YAMLSyntax

/// What has to be done to a target, as a pure function of what it is and what it should be.
enum TargetPlan {
  /// Why live data differ from what should be there.
  enum Drift: String {
    /// Infisical has something else than before.
    case source = "SourceChanged"
    /// Someone edited the target by hand.
    case manual = "ManualEdit"
  }

  case create(YAMLNode)
  /// A merge patch of our fields alone.
  case patch(YAMLNode, drift: Drift?)
  /// The type forbids a patch; the target is ours, so it is replaced by a new object.
  case replace(YAMLNode, live: LiveTarget)
  case nothing
  case refuse(String)

  struct Input {
    let target: TargetWish
    let content: TargetContent
    let resource: ObjectHead
    let live: LiveTarget?
    /// Whether workloads may have to be rolled out for a change.
    let mayRollOut: Bool
    /// UID of the object that the resource wrote before; nil when it is not known.
    var knownUID: String?
    /// Sources that turned out empty and may not take keys away.
    var emptySources: [String] = []
    /// Whether no source returned any secret.
    var hasNothing = false
  }

  static func make(_ input: Input) -> TargetPlan {
    guard let live = input.live else {
      guard input.emptySources.isEmpty || !(input.hasNothing || input.content.keys.isEmpty) else {
        return .refuse(empty(input, losing: []))
      }
      return .create(object(input, live: nil))
    }
    let name = input.target.target
    if let controller = live.head.controller, controller.uid != input.resource.uid,
      controller.kind != "InfisicalSecret"
    {
      return .refuse(
        "\(name) is controlled by \(controller.kind) \(controller.name); remove that owner, or choose "
          + "another name")
    }
    if live.head.isDeleting { return .refuse("\(name) is being deleted") }
    let lost = live.keys.subtracting(input.content.keys).sorted()
    if !lost.isEmpty {
      guard input.emptySources.isEmpty else { return .refuse(empty(input, losing: lost)) }
      guard isKnown(live, input) else {
        return .refuse(
          "\(name) already exists, was not written by an InfisicalStaticSecret, and would lose "
            + "\(TargetLimits.list(lost)); remove these keys, choose another name, or annotate it with "
            + "\(Annotations.adopt)=true")
      }
    }
    let fields = TargetFields(input.content, name.kind)
    let isSame =
      live.data == fields.data && live.binaryData == fields.binaryData
    // A template, or a source that comes later, gives the same keys other values.
    if !isSame, !input.emptySources.isEmpty { return .refuse(empty(input, losing: [])) }
    let isOurs = live.head.owners.contains { $0.uid == input.resource.uid }
    if let type = input.target.type, type != live.type, name.kind == .secret {
      guard isOurs, input.target.isOwned else {
        return .refuse(
          "\(name) has type \(live.type), not \(type); the type of a Secret cannot be changed: "
            + "delete it to have it recreated")
      }
      return .replace(object(input, live: live), live: live)
    }
    if live.isImmutable, !isSame {
      return .refuse("\(name) is immutable; delete it to have it recreated")
    }
    return difference(input, live, fields, isSame: isSame)
  }

  private static func empty(_ input: Input, losing keys: [String]) -> String {
    let sources = input.emptySources.joined(separator: ", ")
    let loss =
      input.live == nil
      ? "is not created"
      : "would \(keys.isEmpty ? "have other values" : "lose \(TargetLimits.list(keys))") and is left unchanged"
    return
      "\(input.target.target) \(loss): \(sources) returned no secret; the folder may have been renamed, or "
      + "the identity cannot see its secrets; set syncOptions.allowEmpty if this is intended"
  }

  /// Whether the keys of an object are those of a resource: ours, of the official operator, or handed over.
  private static func isKnown(_ live: LiveTarget, _ input: Input) -> Bool {
    live.head.uid == input.knownUID
      || live.head.owners.contains { $0.uid == input.resource.uid || $0.kind == "InfisicalSecret" }
      || live.head.annotations[Annotations.version] != nil
      || live.head.annotations[Annotations.adopt] == "true"
  }

  private static func difference(
    _ input: Input, _ live: LiveTarget, _ fields: TargetFields, isSame: Bool
  ) -> TargetPlan {
    var plan = MetadataPlan(
      live: live.head, resource: input.resource, wish: input.target.metadata,
      tag: input.content.tag)
    plan.annotations[Annotations.sourceDigest] = input.content.sourceDigest
    // Who handed it over need not do so twice.
    plan.annotations[Annotations.adopt] = nil
    let liveTag = live.head.annotations[Annotations.version]
    if !isSame, input.mayRollOut {
      plan.annotations[Annotations.pendingRollout] = input.content.tag
    }
    var metadata = YAMLNode.mapping([])
    set(&metadata, "labels", changes(live.head.labels, plan.labels))
    set(&metadata, "annotations", changes(live.head.annotations, plan.annotations))
    if let owners = owners(input, live) { metadata.set("ownerReferences", owners) }
    var patch = YAMLNode.mapping([])
    set(&patch, "data", changes(live.data.reveal(), fields.data.reveal()))
    set(&patch, "binaryData", changes(live.binaryData.reveal(), fields.binaryData.reveal()))
    guard metadata.entries?.isEmpty == false || patch.entries?.isEmpty == false else {
      return .nothing
    }
    // Nobody else's change is overwritten unseen.
    metadata.set("resourceVersion", .string(live.head.resourceVersion))
    patch.set("metadata", metadata)
    let drift: Drift? =
      isSame ? nil : liveTag == input.content.tag ? .manual : .source
    return .patch(patch, drift: drift)
  }

  private static func set(_ node: inout YAMLNode, _ key: String, _ value: YAMLNode?) {
    if let value { node.set(key, value) }
  }

  /// What turns `old` into `new`; nil when nothing does.
  static func changes(_ old: [String: String], _ new: [String: String]) -> YAMLNode? {
    var entries: [YAMLEntry] = []
    for key in Set(old.keys).union(new.keys).sorted() where old[key] != new[key] {
      entries.append(YAMLEntry(.string(key), new[key].map { .string($0) } ?? .null))
    }
    return entries.isEmpty ? nil : .mapping(entries)
  }

  /// The owners that the target should have; nil when it has them.
  private static func owners(_ input: Input, _ live: LiveTarget) -> YAMLNode? {
    let others = live.head.owners.filter { $0.uid != input.resource.uid }
    let mine = live.head.owners.filter { $0.uid == input.resource.uid }
    if input.target.isOwned {
      // Another controller, that of v1alpha1, has to go first.
      guard mine.isEmpty, live.head.controller == nil else { return nil }
      let owner = OwnerReference(controlledBy: input.resource, .staticSecrets)
      return .sequence((others + [owner]).map(\.yaml))
    }
    return mine.isEmpty ? nil : .sequence(others.map(\.yaml))
  }

  private static func object(_ input: Input, live: LiveTarget?) -> YAMLNode {
    let name = input.target.target
    var plan = MetadataPlan(
      live: live?.head, resource: input.resource, wish: input.target.metadata,
      tag: input.content.tag)
    plan.annotations[Annotations.sourceDigest] = input.content.sourceDigest
    if input.mayRollOut { plan.annotations[Annotations.pendingRollout] = input.content.tag }
    let fields = TargetFields(input.content, name.kind)
    var metadata = YAMLNode.object([
      "name": .string(name.key.name), "namespace": .string(name.key.namespace),
      "annotations": .pairs(plan.annotations),
    ])
    if !plan.labels.isEmpty { metadata.set("labels", .pairs(plan.labels)) }
    if input.target.isOwned {
      metadata.set(
        "ownerReferences",
        .sequence([OwnerReference(controlledBy: input.resource, .staticSecrets).yaml]))
    }
    var object = YAMLNode.object([
      "apiVersion": "v1", "kind": .string(name.kind.rawValue), "metadata": metadata,
      "data": .pairs(fields.data.reveal()),
    ])
    let binary = fields.binaryData.reveal()
    if !binary.isEmpty { object.set("binaryData", .pairs(binary)) }
    if let type = input.target.type { object.set("type", .string(type)) }
    return object
  }
}
