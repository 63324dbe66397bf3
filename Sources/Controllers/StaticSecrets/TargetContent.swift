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

  var keys: Set<String> { Set(data.reveal().keys) }
}

/// What the API server takes as data of a Secret or ConfigMap (Kubernetes 1.36, validation of core/v1).
enum TargetLimits {
  /// Bytes of all values together (core/v1 `MaxSecretSize`).
  static let mostBytes = 1 << 20
  private static let mostBytesOfKey = 253

  /// Whether a key may be there.
  static func isValid(_ key: String) -> Bool {
    (1...mostBytesOfKey).contains(key.utf8.count) && key != "." && !key.hasPrefix("..")
      && key.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F || byte == 0x2E
      }
  }

  /// Data that the API server takes: without invalid keys if `skipsInvalidKeys`; with the keys that were left out.
  ///
  /// `isRendered` is for what a template made, whose size is not told. `namesKeys` tells whether keys may be shown: what a template makes of secrets may hold one.
  static func checked(
    _ data: [String: [UInt8]], _ name: TargetKey, skipsInvalidKeys: Bool, namesKeys: Bool,
    isRendered: Bool
  ) throws(ResourceProblem) -> (data: [String: [UInt8]], skipped: [String]) {
    let invalid = data.keys.sorted().filter { !isValid($0) }
    let shown = namesKeys ? list(invalid) : "some keys of template.data"
    guard invalid.isEmpty || skipsInvalidKeys else {
      throw ResourceProblem(
        "\(name) cannot have \(shown): keys consist of letters, digits, `-`, `_` and `.`; rename them in "
          + "Infisical, or set syncOptions.skipInvalidKeys")
    }
    var kept = data
    for key in invalid { kept[key] = nil }
    let size = kept.values.reduce(0) { $0 + $1.count }
    guard size <= mostBytes else {
      // A size that a template chose may tell a secret.
      let words = isRendered ? "more than \(mostBytes / 1024) KiB" : "\(size / 1024) KiB"
      throw ResourceProblem(
        "\(name) would have \(words); Kubernetes allows \(mostBytes / 1024) KiB")
    }
    return (kept, namesKeys ? invalid : invalid.isEmpty ? [] : [shown])
  }

  /// Some keys in words.
  static func list(_ keys: [String]) -> String {
    let shown = keys.prefix(5).map { "`\($0.prefix(64))`" }.joined(separator: ", ")
    return keys.count > 5 ? "\(shown) and \(keys.count - 5) more" : shown
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
  /// The object as it is, to be put back.
  let object: Sensitive<YAMLNode>

  init?(_ object: YAMLNode) {
    guard let head = ObjectHead(object) else { return nil }
    self.head = head
    type = object.text("type") ?? "Opaque"
    isImmutable = object.flag("immutable") ?? false
    data = Sensitive(object.pairs("data"))
    binaryData = Sensitive(object.pairs("binaryData"))
    self.object = Sensitive(object)
  }

  var keys: Set<String> { Set(data.reveal().keys).union(binaryData.reveal().keys) }

  /// The bytes of every key; nil where one cannot be read.
  func content(_ kind: TargetKey.Kind) -> [String: [UInt8]]? {
    var content: [String: [UInt8]] = [:]
    for (key, text) in data.reveal() {
      switch kind {
      case .secret:
        guard let bytes = Data(base64Encoded: text) else { return nil }
        content[key] = Array(bytes)
      case .configMap: content[key] = Array(text.utf8)
      }
    }
    for (key, text) in binaryData.reveal() {
      guard let bytes = Data(base64Encoded: text) else { return nil }
      content[key] = Array(bytes)
    }
    return content
  }

  /// The object as a new one: without what the API server fills in.
  var restorable: YAMLNode {
    var object = object.reveal()
    var metadata = object["metadata"] ?? .mapping([])
    for field in [
      "uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink",
      "deletionTimestamp", "deletionGracePeriodSeconds",
    ] {
      metadata.remove(field)
    }
    object.set("metadata", metadata)
    return object
  }
}

/// The fields that hold a target's content, as the API writes them.
struct TargetFields: Sendable {
  let data: Sensitive<[String: String]>
  /// Of ConfigMaps: values that are not UTF-8.
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
