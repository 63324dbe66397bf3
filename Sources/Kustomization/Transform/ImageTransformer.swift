import Diagnostics
import Patterns
import YAMLSyntax

/// `images[]`: other names, tags and digests of images.
struct ImageTransformer {
  private let entry: ImageEntry
  private let pattern: Pattern
  private let configured: [FieldSpec]

  init(_ entry: ImageEntry, _ configured: [FieldSpec]) throws(Fault) {
    self.entry = entry
    self.configured = configured
    do throws(Pattern.Problem) {
      // Nothing in the name is escaped: its dots match anything.
      pattern = try Pattern(
        "^\(entry.name.value)(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$")
    } catch {
      throw Fault(
        .kustomizationInvalid,
        "`\(entry.name.value)` is not a usable name, as kustomize reads it as a regular expression: \(error)",
        at: entry.name.span)
    }
  }

  /// Paths with which kustomize sets images once more (`builtinpluginconsts/images.go`).
  private static let specs = ["spec", "spec/template/spec"].flatMap { pod in
    [
      FieldSpec("\(pod)/containers/image"), FieldSpec("\(pod)/initContainers/image"),
      FieldSpec("\(pod)/volumes/image/reference"),
    ]
  }

  func apply(to resource: inout Resource) throws(Fault) {
    guard resource.id.kind != "CustomResourceDefinition" else { return }
    var copy = resource.root
    try lists(&copy)
    for spec in Self.specs + configured where spec.applies(to: resource.id) {
      guard FieldWalk.reaches(copy, spec.path[...]) else { continue }
      try FieldWalk.edit(
        &copy, spec.path[...], created: spec.creates ? .string("") : nil, at: entry.span
      ) { (node) throws(Fault) in try set(&node) }
    }
    resource.root = copy
  }

  /// Every list called `containers` or `initContainers`, at any depth.
  private func lists(_ node: inout YAMLNode) throws(Fault) {
    switch node.content {
    case .scalar: return
    case .sequence:
      var items = node.takeItems()
      defer { node.content = .sequence(items) }
      for position in items.indices { try lists(&items[position]) }
    case .mapping:
      var entries = node.takeEntries()
      defer { node.content = .mapping(entries) }
      for position in entries.indices {
        let key = entries[position].key.scalar?.text
        if key == "containers" || key == "initContainers" {
          var items = entries[position].value.takeItems()
          if !items.isEmpty {
            defer { entries[position].value.content = .sequence(items) }
            for item in items.indices {
              guard items[item].isMapping else { continue }
              try FieldWalk.edit(&items[item], ["image"]) { (node) throws(Fault) in
                try set(&node)
              }
            }
          }
        }
        try lists(&entries[position].value)
      }
    }
  }

  private func set(_ node: inout YAMLNode) throws(Fault) {
    if node.isNull { return }
    guard let scalar = node.scalar else {
      throw Fault(
        .kustomizationResource, "an image must be a string, not \(node.kindDescription)",
        at: node.span)
    }
    guard pattern.matches(scalar.text) else { return }
    var (name, tag, digest) = Self.split(scalar.text)
    if let newName = entry.newName?.value, !newName.isEmpty { name = newName }
    let newTag = entry.newTag?.value ?? ""
    let newDigest = entry.digest?.value ?? ""
    if !newTag.isEmpty, !newDigest.isEmpty {
      (tag, digest) = (newTag, newDigest)
    } else if !newTag.isEmpty {
      (tag, digest) = (newTag, "")
    } else if !newDigest.isEmpty {
      (tag, digest) = ("", newDigest)
    }
    if let suffix = entry.tagSuffix?.value, !suffix.isEmpty {
      (tag, digest) = (tag + suffix, "")
    }
    let text =
      name + (tag.isEmpty ? "" : ":\(tag)") + (digest.isEmpty ? "" : "@\(digest)")
    if text != scalar.text { node = .string(text, at: entry.span) }
  }

  /// Name, tag and digest: the tag follows the first colon behind the first slash.
  static func split(_ image: String) -> (name: String, tag: String, digest: String) {
    var name = image
    var tag = ""
    var digest = ""
    if let at = image.firstIndex(of: "@") {
      digest = String(image[image.index(after: at)...])
      name = String(image[..<at])
    }
    let start = name.firstIndex(of: "/") ?? name.startIndex
    if let colon = name[start...].firstIndex(of: ":") {
      tag = String(name[name.index(after: colon)...])
      name = String(name[..<colon])
    }
    return (name, tag, digest)
  }
}
