import Diagnostics
import TopologyModel

/// LB-014.
struct ExposedSocketRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 814, "exposed-socket",
    summary: "The admin socket of the load balancer is no local file.",
    why: "Over TCP anybody who reaches the port can close or open sites.",
    sources: [.catalogue("LB-014")],
    bad: [
      .init(
        "globalLB: {files: {adminSocket: 'ipv4@0.0.0.0:9999'}}")
    ],
    good: [
      .init(
        "globalLB: {files: {adminSocket: /run/haproxy/lb.sock}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let socket = topology.globalLB.files.adminSocket
    guard !socket.value.hasPrefix("/") else { return }
    findings.report(
      Diagnostic(Self.info, "`\(socket.value)` is no path of a socket file", at: socket.span)
        .help("write an absolute path"))
  }
}
