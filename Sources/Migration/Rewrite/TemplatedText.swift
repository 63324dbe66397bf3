import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Recognises text that a template engine has yet to render.
enum TemplatedText {
  /// The first value with an action in it, templates of the resource itself left out.
  static func find(in resource: YAMLNode, _ range: Range<Int>, of bytes: [UInt8]) -> YAMLNode? {
    // Looking at the bytes first spares a walk through the whole tree.
    let templates = ranges(resource)
    var rest = range
    while let start = ByteSearch.first(0x7B, in: bytes, rest) {
      rest = (start + 1)..<range.upperBound
      guard start + 1 < range.upperBound, bytes[start + 1] == 0x7B else { continue }
      if !templates.contains(where: { $0.contains(start) }) { return find(resource, key: "") }
    }
    return nil
  }

  /// A template of the resource that only Helm can have meant.
  static func helmTemplate(in resource: YAMLNode) -> YAMLNode? {
    let spec = resource["spec"]
    return targets(spec).flatMap { $0["template"]?["data"]?.entries ?? [] }.map(\.value).first {
      $0.scalar.flatMap { TemplateText($0.text) }?.isHelm == true
    }
  }

  /// Where templates stand that belong to the resource itself.
  private static func ranges(_ resource: YAMLNode) -> [Range<Int>] {
    targets(resource["spec"]).compactMap { $0["template"]?["data"]?.span?.range }
  }

  private static func targets(_ spec: YAMLNode?) -> [YAMLNode] {
    let lists = ["managedKubeSecretReferences", "managedKubeConfigMapReferences"]
    return [spec?["managedSecretReference"]].compactMap(\.self)
      + lists.flatMap { spec?[$0]?.items ?? [] }
  }

  private static func find(_ node: YAMLNode, key: String) -> YAMLNode? {
    switch node.content {
    case .scalar(let scalar): return hasAction(scalar.text) ? node : nil
    case .sequence(let items):
      for item in items { if let found = find(item, key: key) { return found } }
      return nil
    case .mapping(let entries):
      for entry in entries {
        let name = entry.key.scalar?.text ?? ""
        if hasAction(name) { return entry.key }
        // `template.data` holds Go templates by design, and kubectl's copy of the resource repeats them.
        if name == "data", key == "template" { continue }
        if name == "kubectl.kubernetes.io/last-applied-configuration" { continue }
        if let found = find(entry.value, key: name) { return found }
      }
      return nil
    }
  }

  private static func hasAction(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == 0x7B, previous == 0x7B { return true }
      previous = byte
    }
    return false
  }
}

extension [UInt8] {
  /// Whether the bytes of `text` occur.
  func containsText(_ text: StaticString) -> Bool {
    ByteSearch.contains(text, in: self, indices)
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes of `text` occur.
  func containsText(_ text: StaticString) -> Bool {
    ByteSearch.contains(text, in: Array(self), 0..<count)
  }
}
