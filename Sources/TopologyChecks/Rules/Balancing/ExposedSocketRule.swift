import Diagnostics
import TopologyModel

/// LB-014.
struct ExposedSocketRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 814, "exposed-socket",
    summary: "The load balancer's admin socket is not a local file.",
    why: "Over TCP, anyone who can reach the port can open or close sites.",
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
      Diagnostic(Self.info, "`\(socket.value)` is not the path of a socket file", at: socket.span)
        .help("use an absolute path"))
  }
}
