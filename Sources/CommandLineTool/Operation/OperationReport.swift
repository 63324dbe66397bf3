import Diagnostics
import Pipeline
import TopologyModel

/// What `redoubt operation` prints.
enum OperationReport {
  /// Where the deployment is, how it got there, and where it may go.
  static func status(_ position: OperationPlanner.Position) -> String {
    let state = position.state
    var text = "\(position.lock.deployment.value): \(state.operation)\n"
    if position.isAhead {
      text += "the topology changed since the last build: run `redoubt build`\n"
    }
    text += "\nsites:\n"
    for site in state.sites {
      let plan = state.plan(for: site.id)
      let role = plan?.role ?? site.role
      var facts = ["role \(role)", "epoch \(site.epoch)", "primary \(site.primary)"]
      if let source = site.source { facts.append("source \(source)") }
      facts.append(plan?.runsApp == true ? "Infisical runs" : "Infisical stopped")
      facts.append(plan?.takesTraffic == true ? "open to users" : "closed to users")
      text += "  \(site.id): \(facts.joined(separator: ", "))\n"
    }
    text += "\nhistory:\n"
    for entry in position.lock.history {
      text += "  \(entry.sequence.value). \(entry.state.value) (\(entry.sites.value))\n"
    }
    text += "\nlegal next steps:\n"
    for step in state.legalSteps { text += "  redoubt operation TOPOLOGY \(step)\n" }
    return text
  }

  /// What a step changed, and what comes next.
  static func taken(
    _ old: DeploymentState, _ new: DeploymentState, topology: String, output: String
  ) -> String {
    var text = "\(topology): \(old.operation) → \(new.operation)\n"
    for site in new.sites {
      guard let before = old.site(site.id) else { continue }
      if before.role != site.role { text += "  \(site.id): role \(before.role) → \(site.role)\n" }
      if before.epoch != site.epoch {
        text += "  \(site.id): epoch \(before.epoch) → \(site.epoch)\n"
      }
    }
    text +=
      "next: redoubt build \(topology) -o \(output), commit, apply, then run the verification of "
    return text + "the runbook\n"
  }
}
