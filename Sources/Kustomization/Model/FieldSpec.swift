import Diagnostics

/// A path into objects of some kinds, as transformers are configured.
struct FieldSpec: Hashable, Sendable {
  /// Empty for every group.
  var group = ""
  var version = ""
  /// Empty for every kind.
  var kind = ""
  /// Keys; every list on the way is passed through, and one that is marked `[]` is never made.
  var path: [String] = []
  /// Whether what is missing is made.
  var creates = false

  init(
    _ path: String, kind: String = "", group: String = "", version: String = "",
    creates: Bool = false
  ) {
    self.path = Self.split(path)
    self.kind = kind
    self.group = group
    self.version = version
    self.creates = creates
  }

  /// Whether the spec is for objects of this kind.
  func applies(to id: ResourceID) -> Bool {
    (kind.isEmpty || kind == id.kind) && (group.isEmpty || group == id.group)
      && (version.isEmpty || version == id.version)
  }

  /// Splits at slashes; `\/` is a slash of a key.
  static func split(_ path: String) -> [String] {
    var parts = [""]
    var isEscaped = false
    for character in path {
      if isEscaped {
        parts[parts.count - 1] += character == "/" ? "/" : "\\\(character)"
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "/" {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.filter { !$0.isEmpty }
  }
}
