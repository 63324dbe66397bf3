import YAMLSyntax

/// Everything that a migration did, for people and programs.
package struct MigrationReport: Sendable {
  /// Totals of a run.
  package struct Totals: Hashable, Sendable {
    package var files = 0
    package var changedFiles = 0
    package var migrated = 0
    package var refused = 0
    package var connections = 0
    package var identities = 0

    package init() {}

    package mutating func add(_ result: FileMigration) {
      files += 1
      changedFiles += result.bytes == nil ? 0 : 1
      migrated += result.migrated
      refused += result.refused
      connections += result.connections
      identities += result.identities
    }
  }

  let totals: Totals
  let resources: [ResourceReport]
  let plan: ApplyPlan

  package init(_ totals: Totals, _ resources: [ResourceReport]) {
    self.totals = totals
    self.resources = resources
    plan = ApplyPlan(resources)
  }

  /// The report as JSON.
  package var json: [UInt8] {
    JSONPrinter.print(
      YAMLMapping.build { report in
        report.nested("summary") { summary in
          summary.set("files", totals.files)
          summary.set("changedFiles", totals.changedFiles)
          summary.set("migrated", totals.migrated)
          summary.set("refused", totals.refused)
          summary.set("connections", totals.connections)
          summary.set("identities", totals.identities)
        }
        report.set("resources", resources.map(resource))
        report.nested("plan") { node in
          node.set("functions", plan.functions)
          node.set("resources", plan.resources.map(steps))
        }
      })
  }

  private func resource(_ resource: ResourceReport) -> YAMLNode {
    YAMLMapping.build { node in
      node.set("file", resource.file)
      node.set("line", resource.line)
      node.set("namespace", resource.namespace)
      node.set("name", resource.name)
      node.set("result", resource.isMigrated ? "migrated" : "refused")
      node.list("reasons", resource.reasons)
      node.list("written", resource.written.map(object))
      node.list("shared", resource.shared.map(object))
      node.list("fields", resource.fields.map(field))
    }
  }

  private func object(_ object: WrittenObject) -> YAMLNode {
    YAMLMapping.build {
      $0.set("kind", object.kind)
      $0.set("namespace", object.namespace)
      $0.set("name", object.name)
    }
  }

  private func field(_ field: FieldReport) -> YAMLNode {
    YAMLMapping.build {
      $0.set("from", field.from)
      $0.set("to", field.to)
      $0.set("outcome", field.outcome.rawValue)
      if !field.reason.isEmpty { $0.set("reason", field.reason) }
    }
  }

  private func steps(_ plan: ApplyPlan.ResourcePlan) -> YAMLNode {
    YAMLMapping.build { node in
      node.set("resource", plan.name)
      node.set("steps", plan.steps.map(step))
      node.set("rollback", step(plan.rollback))
    }
  }

  private func step(_ step: ApplyPlan.Step) -> YAMLNode {
    YAMLMapping.build {
      $0.set("title", step.title)
      $0.set("why", step.why)
      $0.set("commands", step.commands)
    }
  }
}
