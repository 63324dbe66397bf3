import Diagnostics
import YAMLSyntax

/// Recognises text that a template engine has yet to render.
enum TemplatedText {
  /// The first value with an action in it, templates of the resource itself left out.
  static func find(in resource: YAMLNode) -> YAMLNode? {
    find(resource, path: [])
  }

  private static func find(_ node: YAMLNode, path: [String]) -> YAMLNode? {
    // `template.data` holds Go templates by design.
    if path.suffix(2) == ["template", "data"] { return nil }
    // kubectl's copy of the resource repeats them.
    if path.last == "kubectl.kubernetes.io/last-applied-configuration" { return nil }
    switch node.content {
    case .scalar(let scalar): return scalar.text.contains("{{") ? node : nil
    case .sequence(let items):
      for item in items { if let found = find(item, path: path) { return found } }
      return nil
    case .mapping(let entries):
      for entry in entries {
        let name = entry.key.scalar?.text ?? ""
        if name.contains("{{") { return entry.key }
        if let found = find(entry.value, path: path + [name]) { return found }
      }
      return nil
    }
  }
}

extension Collection where Element == UInt8 {
  /// Whether the bytes of `text` occur.
  func containsText(_ text: StaticString) -> Bool {
    withContiguousStorageIfAvailable { bytes in
      let needle = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      guard let first = needle.first, bytes.count >= needle.count else { return false }
      var index = 0
      let last = bytes.count - needle.count
      while index <= last {
        if bytes[index] == first, (1..<needle.count).allSatisfy({ bytes[index + $0] == needle[$0] })
        {
          return true
        }
        index += 1
      }
      return false
    } ?? false
  }
}
