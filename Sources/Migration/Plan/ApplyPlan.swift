import Diagnostics

/// The order of steps in which no live Secret is lost, as commands.
///
/// The old operator deletes what it owns with its resource, and both fight over a target that both
/// have (operator v0.11.5): so the new resource is tried beside the old one, targets lose their owner,
/// the old resource goes, and only then the new one comes.
package struct ApplyPlan: Sendable {
  /// A step with its commands.
  package struct Step: Sendable {
    package let title: String
    package let why: String
    /// Lines of bash.
    package let commands: String
  }

  /// The steps of one resource.
  package struct ResourcePlan: Sendable {
    package let name: String
    package let steps: [Step]
    package let rollback: Step
  }

  package let functions: String
  package let resources: [ResourcePlan]

  package init(_ reports: [ResourceReport]) {
    functions = PlanFunctions.text
    resources = reports.compactMap { report in
      report.manifests.map { Self.plan(report, $0) }
    }
  }

  private static func plan(
    _ report: ResourceReport, _ manifests: PlannedManifests
  ) -> ResourcePlan {
    let steps = [
      shared(report, manifests), trial(report, manifests), handOver(report),
      apply(report, manifests),
    ].compactMap(\.self)
    return ResourcePlan(
      name: "\(report.namespace)/\(report.name)", steps: steps,
      rollback: rollback(report, manifests))
  }

  private static func shared(
    _ report: ResourceReport, _ manifests: PlannedManifests
  ) -> Step? {
    guard !manifests.shared.isEmpty else { return nil }
    var lines = [apply(manifests.shared, in: report.namespace)]
    for object in report.written where object.kind != "InfisicalStaticSecret" {
      guard object.kind != "Secret" else { continue }
      lines.append(
        "ready \(object.kind.lowercased()) \(ShellWord.quote(object.namespace)) "
          + "\(ShellWord.quote(object.name)) IsReady")
    }
    return Step(
      title: "Apply the connection and the identity",
      why:
        "They change nothing that is running; the identity logs in, so that errors show immediately.",
      commands: lines.joined(separator: "\n"))
  }

  private static func trial(_ report: ResourceReport, _ manifests: PlannedManifests) -> Step {
    let place = ShellWord.quote(report.namespace)
    let name = ShellWord.quote(manifests.trialName)
    let pairs = Array(zip(report.targets, manifests.trialTargets))
    var lines = ["absent infisicalstaticsecret \(place) \(name)"]
    for (target, trial) in pairs {
      lines.append("absent \(words(target)) \(ShellWord.quote(trial))")
    }
    // A subshell: whatever happens in it, the copies go.
    lines += ["(", "  # shellcheck disable=SC2317", "  drop() {"]
    lines.append("    kubectl -n \(place) delete infisicalstaticsecret \(name) --ignore-not-found")
    for (target, trial) in pairs {
      lines.append(
        "    kubectl -n \(ShellWord.quote(target.namespace)) delete \(target.kind.lowercased()) "
          + "\(ShellWord.quote(trial)) --ignore-not-found")
    }
    lines += ["  }", "  trap drop EXIT", apply(manifests.trial, in: report.namespace)]
    lines.append("  ready infisicalstaticsecret \(place) \(name) LastReconcileStatus")
    for (target, trial) in pairs {
      lines.append(
        "  same \(words(target)) \(ShellWord.quote(target.name)) \(ShellWord.quote(trial))")
    }
    lines.append(")")
    return Step(
      title: "Try the new resource beside the old one",
      why:
        "A copy writes to separate targets; the keys and the digests of all values must be identical.",
      commands: lines.joined(separator: "\n"))
  }

  private static func handOver(_ report: ResourceReport) -> Step {
    let place = ShellWord.quote(report.namespace)
    let name = ShellWord.quote(report.name)
    var lines = report.targets.map { target in
      "disown \(words(target)) \(ShellWord.quote(target.name)) InfisicalSecret"
    }
    lines.append("kubectl -n \(place) delete infisicalsecret \(name)")
    for target in report.targets {
      lines.append(
        "kubectl -n \(ShellWord.quote(target.namespace)) get \(target.kind.lowercased()) "
          + ShellWord.quote(target.name))
    }
    return Step(
      title: "Remove the old resource",
      why: "Its targets stay, without an owner; workloads keep running.",
      commands: lines.joined(separator: "\n"))
  }

  private static func apply(
    _ report: ResourceReport, _ manifests: PlannedManifests
  ) -> Step {
    let place = ShellWord.quote(report.namespace)
    let name = ShellWord.quote(report.name)
    var lines = [
      apply(manifests.secret, in: report.namespace),
      "ready infisicalstaticsecret \(place) \(name) LastReconcileStatus",
    ]
    for target in report.targets where target.isOwned {
      lines.append(own(target, in: place, "v1beta1 InfisicalStaticSecret \(name)"))
    }
    return Step(
      title: "Apply the new resource",
      why:
        "It takes over the targets; workloads with auto-reload restart once, because the digest of the "
        + "content is computed differently.",
      commands: lines.joined(separator: "\n"))
  }

  private static func rollback(
    _ report: ResourceReport, _ manifests: PlannedManifests
  ) -> Step {
    let place = ShellWord.quote(report.namespace)
    let name = ShellWord.quote(report.name)
    var lines = [
      "kubectl -n \(place) delete infisicalstaticsecret \(name) --cascade=orphan --ignore-not-found"
    ]
    for target in report.targets {
      lines.append("disown \(words(target)) \(ShellWord.quote(target.name)) InfisicalStaticSecret")
    }
    lines.append(apply(manifests.original, in: report.namespace))
    for target in report.targets where target.isOwned {
      lines.append(own(target, in: place, "v1alpha1 InfisicalSecret \(name)"))
    }
    return Step(
      title: "Return to the old resource",
      why:
        "The targets stay while no resource manages them; the old operator takes them over again.",
      commands: lines.joined(separator: "\n"))
  }

  private static func own(_ target: PlannedTarget, in place: String, _ owner: String) -> String {
    "own \(target.kind.lowercased()) \(place) \(ShellWord.quote(target.name)) \(owner)"
  }

  /// Kind and namespace of a target, as the functions take them.
  private static func words(_ target: PlannedTarget) -> String {
    "\(target.kind.lowercased()) \(ShellWord.quote(target.namespace))"
  }

  /// `kubectl apply` of a stream that is in the command itself.
  private static func apply(_ stream: String, in namespace: String) -> String {
    var end = "YAML"
    while stream.contains("\n\(end)\n") { end += "_" }
    return
      "kubectl -n \(ShellWord.quote(namespace)) apply --server-side -f - <<'\(end)'\n\(stream)\(end)"
  }
}
