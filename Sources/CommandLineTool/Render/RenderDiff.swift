import Diagnostics
import Kustomization
import YAMLSyntax

/// Two renderings, compared object by object.
struct RenderDiff {
  /// A unified diff for each object that differs; empty when none does.
  let text: String

  init(_ first: Rendering, _ second: Rendering, names: (String, String)) {
    let left = Self.objects(first)
    let right = Self.objects(second)
    var output = ""
    for (key, old) in left.order.map({ ($0, left.byKey[$0] ?? []) }) {
      output += UnifiedDiff.diff(
        old: old, new: right.byKey[key] ?? [], oldName: "\(names.0) \(key)",
        newName: right.byKey[key] == nil ? "/dev/null" : "\(names.1) \(key)")
    }
    for key in right.order where left.byKey[key] == nil {
      output += UnifiedDiff.diff(
        old: [], new: right.byKey[key] ?? [], oldName: "/dev/null", newName: "\(names.1) \(key)")
    }
    text = output
  }

  /// Printed objects by what they are called without the hash of a generator.
  private static func objects(_ rendering: Rendering) -> (order: [String], byKey: [String: [UInt8]])
  {
    var order: [String] = []
    var byKey: [String: [UInt8]] = [:]
    for resource in rendering.resources {
      let id = resource.needsHash ? resource.previous.last ?? resource.id : resource.id
      let namespace = id.namespace.isEmpty ? "" : "\(id.namespace)/"
      let key = "\(id.apiVersion) \(id.kind) \(namespace)\(id.name)"
      if byKey[key] == nil { order.append(key) }
      byKey[key] = YAMLPrinter.print(resource.root)
    }
    return (order, byKey)
  }
}
