import FoundationEssentials
import KubernetesClient
import Seams
import YAMLSyntax

/// What is to be in a target.
struct TargetContent: Sendable {
  let data: Sensitive<[String: [UInt8]]>
  let tag: String
  /// From what the content was rendered, for templates that give something else each time.
  var sourceDigest: String?

  init(_ data: [String: [UInt8]]) {
    self.data = Sensitive(data)
    tag = ContentTag.tag(data)
  }
}

/// A target as it is in the cluster.
struct LiveTarget: Sendable {
  let head: ObjectHead
  let type: String
  let isImmutable: Bool
  /// `data` and, for ConfigMaps, `binaryData`, as texts.
  let data: Sensitive<[String: String]>
  let binaryData: Sensitive<[String: String]>

  init?(_ object: YAMLNode) {
    guard let head = ObjectHead(object) else { return nil }
    self.head = head
    type = object.text("type") ?? "Opaque"
    isImmutable = object.flag("immutable") ?? false
    data = Sensitive(object.pairs("data"))
    binaryData = Sensitive(object.pairs("binaryData"))
  }
}

/// The fields that hold a target's content, as the API writes them.
struct TargetFields: Sendable {
  let data: Sensitive<[String: String]>
  /// Of ConfigMaps: values that are no UTF-8.
  let binaryData: Sensitive<[String: String]>

  init(_ content: TargetContent, _ kind: TargetKey.Kind) {
    var data: [String: String] = [:]
    var binary: [String: String] = [:]
    for (key, bytes) in content.data.reveal() {
      switch kind {
      case .secret: data[key] = Data(bytes).base64EncodedString()
      case .configMap:
        if let text = String(validating: bytes, as: UTF8.self) {
          data[key] = text
        } else {
          binary[key] = Data(bytes).base64EncodedString()
        }
      }
    }
    self.data = Sensitive(data)
    binaryData = Sensitive(binary)
  }
}
