import Diagnostics
import TopologyModel

/// Each port of a balancer node has one listener.
struct SamePortRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 831, "same-port",
    summary: "Two listeners of the load balancer have the same port.",
    why: "The second bind fails, and with it the start of the balancer on every node.",
    sources: [
      .document(
        "HAProxy 3.0 configuration manual, bind", "https://docs.haproxy.org/3.0/configuration.html")
    ],
    bad: [
      .init("globalLB: {httpsPort: 80}"), .init("globalLB: {metricsPort: 443}"),
    ],
    good: [.init("globalLB: {httpsPort: 8443, httpPort: 8080, metricsPort: 8405}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    let balancer = topology.globalLB
    guard balancer.engine.value != .external else { return }
    var ports = [("httpsPort", balancer.httpsPort), ("httpPort", balancer.httpPort)]
    if let metrics = balancer.metricsPort { ports.append(("metricsPort", metrics)) }
    for (index, (name, port)) in ports.enumerated() {
      for (other, earlier) in ports[..<index] where earlier.value == port.value {
        findings.report(
          Diagnostic(
            Self.info, "`\(name)` and `\(other)` are both \(port.value)",
            at: port.span ?? earlier.span ?? balancer.span
          ).help("use another port for one of them"))
      }
    }
  }
}
