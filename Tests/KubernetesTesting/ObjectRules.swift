import YAMLSyntax

/// What the API server checks of objects that the operator writes (Kubernetes 1.36, validation of core/v1
/// and meta/v1).
enum ObjectRules {
  /// Why an object is refused; nil when it is not.
  static func problem(_ object: YAMLNode, before: YAMLNode?) -> String? {
    for key in object.pairs("metadata", "annotations").keys.sorted() where !isQualified(key) {
      return
        "metadata.annotations: Invalid value: \"\(key)\": name part must be no more than 63 bytes"
    }
    for (key, value) in object.pairs("metadata", "labels").sorted(by: { $0.key < $1.key })
    where !isQualified(key) || value.utf8.count > 63 {
      return "metadata.labels: Invalid value: \"\(key)\""
    }
    guard let kind = object.text("kind"), kind == "Secret" || kind == "ConfigMap" else {
      return nil
    }
    for key in object.pairs("data").keys.sorted() where !isDataKey(key) {
      return "data[\(key)]: Invalid value: a valid config key must consist of alphanumeric "
        + "characters, '-', '_' or '.'"
    }
    if object.pairs("data").values.reduce(0, { $0 + $1.utf8.count }) > 4 << 18 {
      return "data: Too long: may not be more than 1048576 bytes"
    }
    guard let before else { return nil }
    if kind == "Secret", (before.text("type") ?? "Opaque") != (object.text("type") ?? "Opaque") {
      return "type: Invalid value: field is immutable"
    }
    if before.flag("immutable") == true, before.pairs("data") != object.pairs("data") {
      return "data: Forbidden: field is immutable when `immutable` is set"
    }
    return nil
  }

  private static func isQualified(_ key: String) -> Bool {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let name = parts.last else { return false }
    return (1...63).contains(name.utf8.count) && parts.allSatisfy { !$0.isEmpty }
  }

  private static func isDataKey(_ key: String) -> Bool {
    (1...253).contains(key.utf8.count)
      && key.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F || byte == 0x2E
      }
  }
}

/// RFC 7386.
enum MergePatch {
  static func apply(_ patch: YAMLNode, to target: YAMLNode?) -> YAMLNode {
    guard let entries = patch.entries else { return patch }
    var result = target?.isMapping == true ? target ?? .mapping([]) : .mapping([])
    for entry in entries {
      guard let key = entry.key.scalar?.text else { continue }
      if entry.value.isNull {
        result.remove(key)
      } else {
        result.set(key, apply(entry.value, to: result[key]))
      }
    }
    return result
  }
}
