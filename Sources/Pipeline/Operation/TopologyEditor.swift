import Diagnostics
import TopologyModel
import YAMLSyntax

/// Writes one step of an operation into the text of a topology: the `operation` block, and the roles
/// and epochs that the step changes.
struct TopologyEditor {
  let file: SourceFile
  /// The mapping under `spec`, as it is in the file.
  let spec: YAMLNode
  let request: OperationRequest
  /// The upgrade of PostgreSQL that is under way or begins.
  let upgrade: (fromImage: String, toImage: String)?

  /// The new bytes.
  func apply(
    from old: DeploymentState, to new: DeploymentState
  ) throws(MappingEdits.Problem) -> [UInt8] {
    var edits = MappingEdits(file)
    try editOperation(from: old.operation, to: new.operation, &edits)
    for site in new.sites {
      guard let before = old.site(site.id) else { continue }
      let node = siteNode(site.id)
      if before.role != site.role, let node {
        try edits.set("role", .string(site.role.rawValue), in: node)
      }
      if before.epoch != site.epoch, let node { try set(epoch: site.epoch, in: node, &edits) }
    }
    if let image = image(from: old.operation, to: new.operation) { try set(image, &edits) }
    do {
      return try edits.apply()
    } catch {
      throw MappingEdits.Problem(message: "the edits overlap", span: spec.span)
    }
  }

  /// The image that the step changes to; nil when it changes none.
  private func image(from old: OperationState, to new: OperationState) -> String? {
    switch old.majorStep(to: new) {
    case .upgrade: upgrade?.toImage
    case .return: upgrade?.fromImage
    case nil: nil
    }
  }

  /// Everywhere it is written: at the top, and in sites that have their own.
  private func set(_ image: String, _ edits: inout MappingEdits) throws(MappingEdits.Problem) {
    for owner in [spec] + (spec["sites"]?.items ?? []) {
      guard let postgres = owner["postgres"], postgres["image"] != nil else { continue }
      try edits.set("image", .string(image), in: postgres)
    }
  }

  private func siteNode(_ id: SiteID) -> YAMLNode? {
    spec["sites"]?.items?.first { $0["id"]?.scalar?.text == id.description }
  }

  private func set(
    epoch: Int, in site: YAMLNode, _ edits: inout MappingEdits
  ) throws(MappingEdits.Problem) {
    if let postgres = site["postgres"], postgres.entries?.isEmpty == false {
      try edits.set("epoch", .integer(epoch), in: postgres)
    } else {
      try edits.set(
        "postgres", YAMLMapping.build { $0.set("epoch", epoch) }, in: site)
    }
  }

  // MARK: Operation

  private func editOperation(
    from old: OperationState, to new: OperationState, _ edits: inout MappingEdits
  ) throws(MappingEdits.Problem) {
    if new == .steady { return try edits.remove("operation", in: spec) }
    let (key, block) = fields(of: new)
    if let existing = spec["operation"]?[key], key == fields(of: old).key {
      return try update(existing, new, &edits)
    }
    let node = YAMLMapping.build { $0.set(key, block) }
    try edits.set("operation", node, in: spec, isFirst: true)
  }

  /// The next phase in place, so that what people wrote beside it stays.
  private func update(
    _ block: YAMLNode, _ new: OperationState, _ edits: inout MappingEdits
  ) throws(MappingEdits.Problem) {
    for entry in fields(of: new).block.entries ?? [] {
      guard let key = entry.key.scalar?.text, let text = entry.value.scalar?.text,
        block[key]?.scalar?.text != text
      else { continue }
      try edits.set(key, entry.value, in: block)
    }
    guard case .switchover(_, _, let phase) = new else { return }
    if let token = request.token {
      try edits.set("token", .string(token), in: block)
    } else if phase != .promote, phase != .abort {
      try edits.remove("token", in: block)
    }
  }

  /// The name of the block under `operation`, and what is written into a new one.
  private func fields(of state: OperationState) -> (key: String, block: YAMLNode) {
    switch state {
    case .steady: ("", .mapping([]))
    case .switchover(let from, let to, let phase):
      (
        "switchover",
        YAMLMapping.build {
          $0.set("from", from.description)
          $0.set("to", to.description)
          $0.set("phase", phase.rawValue)
        }
      )
    case .failover(let lost, let to, let phase):
      (
        "failover",
        YAMLMapping.build {
          $0.set("lost", lost.description)
          $0.set("to", to.description)
          $0.set("phase", phase.rawValue)
          setDecision(&$0)
          $0.set("observedTargetLSN", request.observedTargetLSN)
        }
      )
    case .rebuild(let site, let phase):
      (
        "rebuild",
        YAMLMapping.build {
          $0.set("site", site.description)
          $0.set("phase", phase.rawValue)
        }
      )
    case .inspection(let site): ("inspection", restore(site, nil))
    case .rollback(let site, let phase): ("rollback", restore(site, phase))
    case .redisRestore(let site):
      (
        "redisRestore",
        YAMLMapping.build {
          $0.set("site", site.description)
          $0.set("backup", request.backup)
        }
      )
    case .drill(let site): ("drill", restore(site, nil))
    case .retirement(let site):
      (
        "retirement",
        YAMLMapping.build {
          $0.set("site", site.description)
          setDecision(&$0)
        }
      )
    case .postgresUpgrade(let site, let phase):
      (
        "postgresUpgrade",
        YAMLMapping.build {
          $0.set("site", site.description)
          $0.set("phase", phase.rawValue)
          $0.set("fromImage", upgrade?.fromImage)
          $0.set("toImage", upgrade?.toImage)
        }
      )
    case .newArchive(let site):
      ("newArchive", YAMLMapping.build { $0.set("site", site.description) })
    }
  }

  /// Who decided, and where that is recorded.
  private func setDecision(_ yaml: inout YAMLMapping) {
    if !request.acknowledgedBy.isEmpty {
      yaml.set(
        "acknowledgedBy", YAMLNode.sequence(request.acknowledgedBy.map { YAMLNode.string($0) }))
    }
    yaml.set("incidentRef", request.incidentRef)
  }

  private func restore(_ site: SiteID, _ phase: RollbackPhase?) -> YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("site", site.description)
      yaml.set("name", request.name)
      yaml.set("phase", phase?.rawValue)
      if !request.target.isEmpty {
        yaml.nested("target") { target in
          for (field, value) in request.target {
            let isPlain = value == "true" || value == "false"
            target.set(field, isPlain ? YAMLNode.boolean(value == "true") : .string(value))
          }
        }
      }
    }
  }
}
