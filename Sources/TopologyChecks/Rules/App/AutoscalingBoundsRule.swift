import Diagnostics
import TopologyModel

/// Bounds of the autoscaler.
struct AutoscalingBoundsRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 634, "autoscaling-bounds",
    summary: "The autoscaler's limits contradict each other.",
    why: "The API server rejects a maximum below the minimum, and a target of zero.",
    sources: [
      .kubernetes("autoscaling/v2 validation", "tasks/run-application/horizontal-pod-autoscale/")
    ],
    bad: [.init("app: {replicas: 9, hpa: {max: 8}}"), .init("app: {hpa: {cpuPercent: 0}}")],
    good: [.init("app: {replicas: 3, hpa: {min: 2, max: 6}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where site.app.hpa.enabled.value {
      let scaling = site.app.hpa
      let low = scaling.min ?? site.app.replicas
      if scaling.max.value < low.value || low.value < 1 {
        findings.report(
          Diagnostic(
            Self.info, "the autoscaler's limits are \(low.value) to \(scaling.max.value) pods",
            at: scaling.max.span ?? low.span
          ).label(scaling.max.span == nil ? nil : low.span, "the minimum")
            .help("set `max` to at least \(Swift.max(low.value, 1))"), site: site)
      }
      if !(1...100).contains(scaling.cpuPercent.value) {
        findings.report(
          Diagnostic(
            Self.info, "\(scaling.cpuPercent.value) % is not a valid CPU target",
            at: scaling.cpuPercent.span
          ).help("set a number from 1 to 100, usually 70"), site: site)
      }
    }
  }
}
