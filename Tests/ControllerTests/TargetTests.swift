import Foundation
import KubernetesClient
import Seams
import Testing
import YAMLSyntax

@testable import Controllers

/// What is done to targets, as pure functions.
@Suite("Targets")
struct TargetTests {
  private static let resource = head(
    .object([
      "metadata": .object([
        "name": "app", "namespace": "apps", "uid": "me",
        "labels": .object(["team": "a"]), "annotations": .object(["note": "n"]),
      ])
    ]))

  private static func head(_ object: YAMLNode) -> ObjectHead {
    guard let head = ObjectHead(object) else { preconditionFailure("the object has no name") }
    return head
  }

  private func live(
    _ data: [String: String] = ["A": "1"], tag: String? = nil, type: String = "Opaque",
    owner: YAMLNode? = nil, immutable: Bool = false, annotations: [String: String] = [:]
  ) throws -> LiveTarget {
    var metadata = YAMLNode.object([
      "name": "t", "namespace": "apps", "uid": "t1", "resourceVersion": "7",
      "labels": .object(["foreign": "yes"]),
    ])
    var notes = annotations
    notes["secrets.infisical.com/version"] = tag
    metadata.set("annotations", .pairs(notes))
    if let owner { metadata.set("ownerReferences", .sequence([owner])) }
    return try #require(
      LiveTarget(
        .object([
          "kind": "Secret", "metadata": metadata, "type": .string(type),
          "immutable": .boolean(immutable),
          "data": .pairs(data.mapValues { Base64.text($0) }),
        ])))
  }

  private func plan(
    _ live: LiveTarget?, _ data: [String: String] = ["A": "1"], isOwned: Bool = true,
    type: String? = nil, metadata: MetadataWish? = nil, mayRollOut: Bool = false
  ) -> TargetPlan {
    TargetPlan.make(
      .init(
        target: TargetWish(
          target: TargetKey(kind: .secret, key: ObjectKey("apps", "t")), isOwned: isOwned,
          type: type, metadata: metadata),
        content: TargetContent(data.mapValues { Array($0.utf8) }), resource: Self.resource,
        live: live, mayRollOut: mayRollOut))
  }

  @Test("the etag is the one that Go's operator computes")
  func tag() {
    // fmt.Sprintf("%v", map[string][]byte{"B": []byte("x"), "A": []byte("hi"), "C": nil})
    let text = Array("map[A:[104 105] B:[120] C:[]]".utf8)
    #expect(ContentTag.crc32(Array("123456789".utf8)) == 0xCBF4_3926, "check value of CRC-32")
    let digits = String(ContentTag.crc32(text), radix: 16, uppercase: true)
    let wanted = String(repeating: "0", count: 8 - digits.count) + digits
    #expect(
      ContentTag.tag(["B": Array("x".utf8), "A": Array("hi".utf8), "C": []])
        == "W/\"secrets-\(text.count)-\(wanted)\"")
    #expect(ContentTag.tag([:]).hasPrefix("W/\"secrets-5-"))
  }

  @Test("annotations of workloads stay within 63 bytes")
  func longNames() {
    let short = String(repeating: "a", count: 48)
    #expect(
      ContentTag.workloadAnnotation(short) == "secrets.infisical.com/managed-secret.\(short)")
    let long = ContentTag.workloadAnnotation(String(repeating: "a", count: 49))
    let name = long.split(separator: "/").last ?? ""
    #expect(name.utf8.count == 63)
    #expect(long.contains("managed-secret." + String(repeating: "a", count: 39) + "-"))
    #expect(long != ContentTag.workloadAnnotation(String(repeating: "a", count: 50)))
  }

  @Test("a target of the official operator with the same data is not written")
  func same() throws {
    let content = TargetContent(["A": Array("1".utf8)])
    var object = try live(
      tag: content.tag, owner: OwnerReference(controlledBy: Self.resource, .staticSecrets).yaml,
      annotations: [
        "secrets.infisical.com/managed-labels": "team",
        "secrets.infisical.com/managed-annotations": "note", "note": "n",
      ])
    guard case .patch(let patch, let drift) = plan(object) else {
      Issue.record("no patch for a missing label")
      return
    }
    #expect(drift == nil && patch["data"] == nil)
    #expect(patch.text("metadata", "labels", "team") == "a")
    object = try #require(LiveTarget(merged(object, patch)))
    if case .nothing = plan(object) {} else { Issue.record("a second look finds something") }
  }

  /// The object behind a live target with a patch applied.
  private func merged(_ live: LiveTarget, _ patch: YAMLNode) -> YAMLNode {
    var labels = live.head.labels
    labels.merge(patch.pairs("metadata", "labels")) { $1 }
    var annotations = live.head.annotations
    annotations.merge(patch.pairs("metadata", "annotations")) { $1 }
    return .object([
      "kind": "Secret", "type": .string(live.type), "data": .pairs(live.data.reveal()),
      "metadata": .object([
        "name": "t", "namespace": "apps", "uid": "t1", "resourceVersion": "8",
        "labels": .pairs(labels), "annotations": .pairs(annotations),
        "ownerReferences": .sequence(live.head.owners.map(\.yaml)),
      ]),
    ])
  }

  @Test("a patch names what differs and nothing else, and the version that it is made for")
  func patch() throws {
    let content = TargetContent(["A": Array("1".utf8), "B": Array("2".utf8)])
    let object = try live(
      ["A": "1", "C": "3"], tag: "W/old",
      owner: OwnerReference(controlledBy: Self.resource, .staticSecrets).yaml)
    guard case .patch(let patch, .source) = plan(object, ["A": "1", "B": "2"], mayRollOut: true)
    else {
      Issue.record("no patch")
      return
    }
    #expect(patch["data"]?.entries?.map { $0.key.scalar?.text } == ["B", "C"])
    #expect(patch.at("data", "C")?.isNull == true)
    #expect(patch.text("metadata", "resourceVersion") == "7")
    #expect(patch["metadata"]?["ownerReferences"] == nil)
    let annotations = try #require(patch.at("metadata", "annotations"))
    #expect(annotations.text("secrets.infisical.com/version") == content.tag)
    #expect(annotations.text("secrets.infisical.com/pending-rollout") == content.tag)
    #expect(patch.at("metadata", "labels", "foreign") == nil)
  }

  @Test("an edit by hand is told from a change in Infisical")
  func drift() throws {
    let content = TargetContent(["A": Array("1".utf8)])
    guard case .patch(_, .manual) = plan(try live(["A": "edited"], tag: content.tag)) else {
      Issue.record("not seen as an edit by hand")
      return
    }
  }

  @Test("what belongs to another controller is refused; a legacy owner is let live")
  func foreign() throws {
    func owner(_ kind: String) -> YAMLNode {
      .object([
        "apiVersion": "v1", "kind": .string(kind), "name": "o", "uid": "other",
        "controller": .boolean(true),
      ])
    }
    guard case .refuse(let reason) = plan(try live(owner: owner("SealedSecret"))) else {
      Issue.record("taken over")
      return
    }
    #expect(reason.contains("controlled by SealedSecret o"))
    guard case .patch(let patch, _) = plan(try live(["A": "2"], owner: owner("InfisicalSecret")))
    else {
      Issue.record("refused")
      return
    }
    #expect(patch.at("metadata", "ownerReferences") == nil)
  }

  @Test("types and immutable objects are made anew when they are ours, and refused otherwise")
  func types() throws {
    let mine = OwnerReference(controlledBy: Self.resource, .staticSecrets).yaml
    guard case .replace(_, let old) = plan(try live(owner: mine), type: "kubernetes.io/tls"),
      old.head.uid == "t1"
    else {
      Issue.record("not made anew")
      return
    }
    guard case .refuse = plan(try live(), type: "kubernetes.io/tls"),
      case .refuse = plan(try live(["A": "0"], immutable: true)),
      case .patch = plan(try live(["A": "1"], immutable: true))
    else {
      Issue.record("not refused")
      return
    }
  }

  @Test("the policy decides about the owner, on objects that exist as well")
  func owners() throws {
    guard case .patch(let adopted, _) = plan(try live()) else {
      Issue.record("no patch")
      return
    }
    #expect(adopted.at("metadata", "ownerReferences")?.items?.count == 1)
    let mine = OwnerReference(controlledBy: Self.resource, .staticSecrets).yaml
    guard case .patch(let freed, _) = plan(try live(owner: mine), isOwned: false) else {
      Issue.record("no patch")
      return
    }
    #expect(freed.at("metadata", "ownerReferences")?.items?.isEmpty == true)
  }

  @Test("metadata of the target replaces all labels, and keeps annotations of the system")
  func explicit() throws {
    let head = try live(annotations: [
      "kubectl.kubernetes.io/x": "s", "mine": "old", "secrets.infisical.com/managed-labels": "a",
    ]).head
    let plan = MetadataPlan(
      live: head, resource: Self.resource,
      wish: MetadataWish(labels: ["l": "1"], annotations: ["b": "2"]), tag: "T")
    #expect(plan.labels == ["l": "1"])
    #expect(
      plan.annotations == [
        "kubectl.kubernetes.io/x": "s", "b": "2", "secrets.infisical.com/version": "T",
      ])
  }

  @Test("labels that the resource drops disappear, foreign ones stay")
  func tracked() throws {
    var head = try live(annotations: [
      "secrets.infisical.com/managed-labels": "gone,team",
      "secrets.infisical.com/managed-annotations": "old", "old": "x", "foreign": "f",
    ]).head
    head.labels = ["gone": "1", "team": "z", "foreign": "yes"]
    let plan = MetadataPlan(live: head, resource: Self.resource, wish: nil, tag: "T")
    #expect(plan.labels == ["team": "a", "foreign": "yes"])
    #expect(plan.annotations["old"] == nil && plan.annotations["foreign"] == "f")
    #expect(plan.annotations["secrets.infisical.com/managed-labels"] == "team")
  }

  @Test("references across namespaces follow the policy and the annotation")
  func policy() {
    func refusal(
      _ mode: ReferenceMode, _ list: String?, _ target: ReferencePolicy.Target = .secret,
      in namespace: String = "a", from origin: String = "b"
    ) -> Bool {
      ReferencePolicy(mode, home: "home").refusal(
        of: target, "Secret a/s", in: namespace,
        annotations: list.map { ["secrets.infisical.com/allowed-namespaces": $0] } ?? [:],
        from: origin) != nil
    }
    #expect(!refusal(.allow, nil) && !refusal(.deny, nil, from: "a"))
    #expect(refusal(.allow, "c, d") && !refusal(.allow, "c, b") && !refusal(.allow, "*"))
    #expect(refusal(.annotated, nil) && !refusal(.annotated, "b"))
    #expect(refusal(.deny, "b"))
    // What the operator itself is serves nobody else, whatever an annotation says.
    for mode in ReferenceMode.allCases {
      for target in [ReferencePolicy.Target.secret, .serviceAccount, .output] {
        #expect(refusal(mode, "*", target, in: "home"))
        #expect(!refusal(mode, nil, target, in: "home", from: "home"))
      }
    }
    #expect(refusal(.allow, nil, .auth, in: "home") && !refusal(.allow, "b", .auth, in: "home"))
  }
}
