import Diagnostics
import TopologyModel

/// APP-006.
struct SiteURLRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 606, "site-url",
    summary: "`siteURL` is not https, has a path, or does not match `dnsName`.",
    why:
      "Infisical builds links and cookies from it; it must be the global host, without a path.",
    sources: [.catalogue("APP-006")],
    bad: [
      .init("siteURL: 'http://secrets.example.net'"),
      .init("siteURL: 'https://secrets.example.net/'"), .init("dnsName: other.example.net"),
      .init("siteURL: 'https://10.0.0.1'"),
    ],
    good: [.init("siteURL: 'https://secrets.example.net'")])

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
    if let name = topology.dnsName, name.value.description != url.value.host.description {
      findings.report(
        Diagnostic(Self.info, "`dnsName` is not the host of `siteURL`", at: name.span)
          .label(url.span, "the host is `\(url.value.host)`").help("remove `dnsName`"))
    }
  }
}
