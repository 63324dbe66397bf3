import Diagnostics
import TopologyModel

/// LB-007 and LB-008.
struct VRRPGroupRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 808, "vrrp-group",
    summary:
      "A VRRP group spans locations, has one member, a duplicate or invalid ID, or an address that is in use.",
    why:
      "VRRP works within one network segment, where two groups with the same ID interfere.",
    sources: [
      .catalogue("LB-007"), .catalogue("LB-008"),
      .document("RFC 5798 section 5.2.3", "https://www.rfc-editor.org/rfc/rfc5798#section-5.2.3"),
    ],
    bad: [
      .init(
        "globalLB: {ha: {groups: [{vip: 10.1.0.9, vrid: 300, interface: eth0, members: [lb1, lb2]}]}}"
      ),
      .init(
        "globalLB: {ha: {groups: [{vip: 10.1.0.10, vrid: 51, interface: eth0, members: [lb1, lb2]}]}}"
      ),
      .init(
        "globalLB: {ha: {groups: [{vip: 10.1.0.20, vrid: 51, interface: eth0, members: [lb1, lb2]}]}}"
      ),
    ],
    good: [.init("globalLB: {ha: {crossLocation: dns}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    let groups = topology.globalLB.ha?.groups ?? []
    let nodes = topology.globalLB.nodes
    func location(_ group: VRRPGroup) -> String {
      nodes.first { $0.name.value == group.members.first?.value }?.location.value.description ?? ""
    }
    // Unique on a segment: locations have segments of their own.
    for (first, again) in groups.repeats(by: { "\(location($0)) \($0.vrid.value)" }) {
      findings.report(
        Diagnostic(Self.info, "two groups have the ID \(again.vrid.value)", at: again.vrid.span)
          .label(first.vrid.span, "the first one is here"))
    }
    for (first, again) in groups.repeats(by: \.vip.value.description) {
      findings.report(
        Diagnostic(
          Self.info, "two groups have the address `\(again.vip.value)`", at: again.vip.span
        )
        .label(first.vip.span, "the first one is here").help("use one address per group"))
    }
    for group in groups {
      checkAddress(group, topology, &findings)
      if !(1...255).contains(group.vrid.value) {
        report(
          "\(group.vrid.value) is not a valid virtual router ID", group.vrid.span, "write 1 to 255",
          &findings)
      }
      let nodes = topology.globalLB.nodes.filter { node in
        group.members.contains { $0.value == node.name.value }
      }
      if group.members.count < 2 {
        report(
          "a group with one member provides no redundancy", group.span,
          "list two nodes in the same location", &findings)
      }
      if let first = nodes.first, nodes.contains(where: { $0.location != first.location }) {
        report(
          "the group spans locations", group.members.first?.span ?? group.span,
          "use one group per location; between locations use `crossLocation`", &findings)
      }
    }
  }

  /// A virtual address is nobody's own: two machines would answer for it.
  private func checkAddress(
    _ group: VRRPGroup, _ topology: Topology, _ findings: inout Findings
  ) {
    let address = group.vip.value.description
    var owners: [(String, SourceSpan?)] = topology.globalLB.nodes
      .filter { $0.address.value.description == address }
      .map { ("the address of `\($0.name.value)` itself", $0.address.span) }
    owners += topology.sites.compactMap { site in
      site.ingress.vip.flatMap {
        $0.value.description == address
          ? ("the ingress address of `\(site.id.value)`", $0.span) : nil
      }
    }
    for (owner, span) in owners {
      findings.report(
        Diagnostic(
          Self.info, "the address of the group, `\(address)`, is \(owner)", at: group.vip.span
        )
        .label(span, "it is used here").help("use a free address of the nodes' network"))
    }
  }

  private func report(
    _ message: String, _ span: SourceSpan?, _ help: String, _ findings: inout Findings
  ) {
    findings.report(Diagnostic(Self.info, message, at: span).help(help))
  }
}
