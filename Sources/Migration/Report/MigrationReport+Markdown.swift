extension MigrationReport {
  /// The report as Markdown.
  package var markdown: String {
    var text = "# Migration from v1alpha1 to v1beta1\n\n"
    text +=
      "\(totals.migrated) resources migrated, \(totals.refused) refused, in \(totals.files) files; "
    text += "\(totals.connections) connections and \(totals.identities) identities written.\n\n"
    let refused = resources.filter { !$0.isMigrated }
    if !refused.isEmpty {
      text += "## Refused\n\n| resource | place | reason |\n| --- | --- | --- |\n"
      for resource in refused {
        let reasons = resource.reasons.map(Self.cell).joined(separator: "<br>")
        text += "| \(Self.title(resource)) | \(Self.place(resource)) | \(reasons) |\n"
      }
      text += "\n"
    }
    text += fields + planText
    return text
  }

  private var fields: String {
    var text = ""
    for resource in resources where resource.isMigrated {
      text += "## \(Self.title(resource))\n\n\(Self.place(resource))\n\n"
      for (label, objects) in [("Written", resource.written), ("Shared", resource.shared)]
      where !objects.isEmpty {
        let names = objects.map { "\($0.kind) `\($0.namespace)/\($0.name)`" }
        text += "\(label): \(names.joined(separator: ", ")).\n\n"
      }
      text += "| old field | new field | outcome | reason |\n| --- | --- | --- | --- |\n"
      for field in resource.fields {
        let cells = [field.from, field.to].map { $0.map { "`\(Self.cell($0))`" } ?? "" }
        text +=
          "| \(cells[0]) | \(cells[1]) | \(field.outcome.rawValue) | \(Self.cell(field.reason)) |\n"
      }
      text += "\n"
    }
    return text
  }

  private var planText: String {
    guard !plan.resources.isEmpty else { return "" }
    var text = """
      ## The order in which to apply it

      Stop the synchronisation of your GitOps engine for these namespaces first, and switch its pruning
      off: it must not apply the new files before, nor delete the old resources. Then go through the
      resources one by one, in this order: connections and identities of the first are used by the
      others. A step that fails changes nothing that runs; stop there. Commit the migrated files when
      all is done.

      Each resource needs `kubectl` with the rights to read its targets, and the CustomResourceDefinitions of
      v1beta1 (`redoubt crds`). Start a shell with:

      ```bash
      \(plan.functions)```


      """
    for resource in plan.resources {
      text += "### \(Self.cell(resource.name))\n\n"
      for (position, step) in resource.steps.enumerated() {
        text += "\(position + 1). **\(step.title).** \(step.why)\n\n"
        text += "```bash\n\(step.commands)\n```\n\n"
      }
      text += "**\(resource.rollback.title).** \(resource.rollback.why)\n\n"
      text += "```bash\n\(resource.rollback.commands)\n```\n\n"
    }
    return text
  }

  private static func title(_ resource: ResourceReport) -> String {
    cell("\(resource.namespace)/\(resource.name)")
  }

  private static func place(_ resource: ResourceReport) -> String {
    "`\(cell(resource.file)):\(resource.line)`"
  }

  /// Text that may stand in a cell of a table.
  private static func cell(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
      .split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
