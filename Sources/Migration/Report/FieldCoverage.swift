import Diagnostics
import YAMLSyntax

/// Accounts for every value of an old resource: where it went, or why it went nowhere.
///
/// Values carry their place through the whole conversion, so "carried over" is not claimed but found:
/// a value of the new objects that came from the same bytes.
struct FieldCoverage {
  private struct Leaf {
    let path: String
    let span: SourceSpan
    let text: String
  }

  private let notes: FieldNotes

  init(_ notes: FieldNotes) {
    self.notes = notes
  }

  /// A report on every value of `resource`, in its order, and on what was written by default.
  func reports(_ resource: YAMLNode, _ objects: [AssembledObject]) -> [FieldReport] {
    var targets: [SourceSpan: [String]] = [:]
    for object in objects {
      for leaf in Self.leaves(object.node, path: "") {
        targets[leaf.span, default: []].append("\(object.object.kind).\(leaf.path)")
      }
    }
    let own = Self.leaves(resource, path: "").filter {
      $0.path != "apiVersion" && $0.path != "kind"
    }
    let containers = Self.containers(resource)
    let fields = own.map { leaf -> FieldReport in
      let to = targets[leaf.span]?.joined(separator: ", ")
      if let note = notes.note(at: leaf.span) {
        return FieldReport(
          from: leaf.path, to: note.outcome == .dropped ? nil : note.to ?? to,
          outcome: note.outcome,
          reason: note.reason)
      }
      if let to { return FieldReport(from: leaf.path, to: to, outcome: .mapped, reason: "") }
      return FieldReport(
        from: leaf.path, to: nil, outcome: .dropped, reason: reason(leaf, containers))
    }
    return fields + notes.defaults
  }

  /// Why a value went nowhere.
  private func reason(_ leaf: Leaf, _ containers: [SourceSpan]) -> String {
    for container in containers where container.range.contains(leaf.span.range.lowerBound) {
      if let note = notes.note(at: container), note.outcome == .dropped { return note.reason }
    }
    if leaf.path.hasPrefix("metadata.finalizers") || leaf.path.hasPrefix("metadata.ownerReferences")
    {
      return "belongs to the old object; add it to the new one manually if you still need it"
    }
    if leaf.path.hasPrefix("metadata.") || leaf.path.hasPrefix("status") {
      return "set by the API server or by a controller"
    }
    if leaf.text.isEmpty || leaf.text == "null" { return "empty" }
    if leaf.text == "false" { return "same as the default" }
    return "unknown field in v1alpha1; the API server dropped it"
  }

  private static func leaves(_ node: YAMLNode, path: String) -> [Leaf] {
    switch node.content {
    case .scalar(let scalar):
      guard let span = node.span else { return [] }
      return [Leaf(path: path, span: span, text: scalar.text)]
    case .sequence(let items):
      return items.enumerated().flatMap { leaves($1, path: "\(path)[\($0)]") }
    case .mapping(let entries):
      return entries.flatMap { entry in
        let name = entry.key.scalar?.text ?? ""
        return leaves(entry.value, path: path.isEmpty ? name : "\(path).\(name)")
      }
    }
  }

  /// Spans of collections, inner ones first.
  private static func containers(_ node: YAMLNode) -> [SourceSpan] {
    let children = (node.entries?.map(\.value) ?? []) + (node.items ?? [])
    guard node.scalar == nil else { return [] }
    return children.flatMap(containers) + [node.span].compactMap(\.self)
  }
}
