import Diagnostics
import Files
import Pipeline
import TopologyModel
import Workspace

/// What `redoubt build` prints about a tree.
enum BuildReport {
  /// All manifests of a plan as one YAML stream; kustomizations and configurations are no objects.
  static func stream(_ plan: FilePlan) -> [UInt8] {
    let manifests = plan.files.filter { $0.kind != nil }
    return Array(manifests.map(\.bytes).joined(separator: "---\n".utf8))
  }

  /// The changes as a unified diff.
  static func diff(_ changes: ChangeSet, folder: String) -> String {
    changes.changes.map { change in
      let name = OutputPath.join(folder, change.path)
      return switch change {
      case .create(_, let bytes):
        UnifiedDiff.diff(old: [], new: bytes, oldName: "/dev/null", newName: name)
      case .update(_, let old, let bytes):
        UnifiedDiff.diff(old: old, new: bytes, oldName: name, newName: name)
      case .delete(_, let old):
        UnifiedDiff.diff(old: old, new: [], oldName: name, newName: "/dev/null")
      }
    }.joined()
  }

  /// The changes, a line each.
  static func drift(_ changes: ChangeSet, folder: String) -> String {
    var lines = changes.changes.map { change in
      let verb =
        switch change {
        case .create: "missing"
        case .update: "differs"
        case .delete: "left over"
        }
      return "\(verb): \(OutputPath.join(folder, change.path))"
    }
    if changes.changesInventory {
      lines.append("differs: \(OutputPath.join(folder, Inventory.path))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What was written, and what each site got.
  static func written(
    _ changes: ChangeSet, _ plan: FilePlan, _ topology: Topology, folder: String
  ) -> String {
    var counts = (created: 0, updated: 0, deleted: 0)
    for change in changes.changes {
      switch change {
      case .create: counts.created += 1
      case .update: counts.updated += 1
      case .delete: counts.deleted += 1
      }
    }
    var text = "\(folder): \(plan.files.count) files (\(counts.created) created, "
    text +=
      "\(counts.updated) updated, \(counts.deleted) deleted, \(changes.unchanged) unchanged)\n"
    for site in topology.sites {
      let id = site.id.value.description
      let kinds = objects(of: id, in: plan)
      guard !kinds.isEmpty else { continue }
      text += "  \(id) (\(site.role.value)): \(kinds.joined(separator: ", "))\n"
    }
    let balancers = plan.files.filter { $0.path.hasPrefix("lb/") }.map(\.path)
    if !balancers.isEmpty { text += "  load balancer: \(balancers.joined(separator: ", "))\n" }
    for note in Leftovers.notes(changes, plan, topology) { text += "  \(note)\n" }
    return text
  }

  /// Kinds of a site's objects in the order of its layers, with their number when there are several.
  private static func objects(of site: String, in plan: FilePlan) -> [String] {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for file in plan.files where file.site == site {
      guard let kind = file.kind else { continue }
      if counts[kind] == nil { order.append(kind) }
      counts[kind, default: 0] += 1
    }
    return order.map { kind in
      let count = counts[kind] ?? 1
      return count == 1 ? kind : "\(count) \(kind)"
    }
  }
}
