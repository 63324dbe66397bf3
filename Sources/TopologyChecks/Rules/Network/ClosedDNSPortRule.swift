import Diagnostics
import TopologyModel

/// Policies that let pods ask DNS at a port where nobody listens.
struct ClosedDNSPortRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 709, "closed-dns-port",
    summary: "Policies open the DNS of OpenShift at a port that its pods do not listen on.",
    why:
      "Its Service maps port 53 to 5353, and policies are enforced behind the Service: no pod resolves a name.",
    sources: [
      .document(
        "DNS Operator in OpenShift Container Platform",
        "https://docs.redhat.com/en/documentation/openshift_container_platform/4.17/html/networking/dns-operator"
      )
    ], isWaivable: true,
    bad: [.init("network: {dnsNamespace: openshift-dns}")],
    good: [.init("network: {dnsNamespace: openshift-dns, dnsPort: 5353}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where site.network.policies.value {
      let network = site.network
      guard network.dnsNamespace.value.description == "openshift-dns",
        network.dnsPort.value == .dns
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "the pods of OpenShift's DNS listen on 5353", at: network.dnsNamespace.span
        ).help("set `network.dnsPort: 5353`"), site: site)
    }
  }
}
