import Diagnostics
import TopologyModel

/// APP-006.
struct SiteURLRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 606, "site-url",
    summary:
      "`siteURL` is not https, has a path, or does not match `dnsName` or the load balancer's port.",
    why:
      "Infisical builds links and cookies from it; it must be the global host, without a path.",
    sources: [.catalogue("APP-006")],
    bad: [
      .init("siteURL: 'http://secrets.example.net'"),
      .init("siteURL: 'https://secrets.example.net/'"), .init("dnsName: other.example.net"),
      .init("siteURL: 'https://10.0.0.1'"), .init("siteURL: 'https://secrets.example.net:8443'"),
    ],
    good: [
      .init("siteURL: 'https://secrets.example.net'"),
      .init("siteURL: 'https://secrets.example.net:8443'\nglobalLB: {httpsPort: 8443}"),
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let url = topology.siteURL
    if !url.value.isSecure {
      findings.report(
        Diagnostic(Self.info, "users would send secrets unencrypted", at: url.span)
          .help("write https"))
    }
    if HostAddress(url.value.host.description)?.isIPAddress == true {
      findings.report(
        Diagnostic(
          Self.info, "`siteURL` is an IP address, which an Ingress does not accept", at: url.span
        )
        .help("use a host name"))
    }
    if !url.value.path.isEmpty {
      findings.report(
        Diagnostic(Self.info, "`siteURL` has the path `\(url.value.path)`", at: url.span)
          .help("write scheme and host only, without a trailing slash"))
    }
    let port = topology.globalLB.httpsPort
    if url.value.explicitPort != nil, url.value.port != port.value.value {
      findings.report(
        Diagnostic(
          Self.info,
          "`siteURL` has port \(url.value.port), and the load balancer listens on \(port.value)",
          at: url.span
        ).help("leave out the port, or set `globalLB.httpsPort` to it"))
    }
    if let name = topology.dnsName, name.value.description != url.value.host.description {
      findings.report(
        Diagnostic(Self.info, "`dnsName` is not the host of `siteURL`", at: name.span)
          .label(url.span, "the host is `\(url.value.host)`").help("remove `dnsName`"))
    }
  }
}
