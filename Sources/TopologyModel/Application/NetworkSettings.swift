public import Diagnostics
package import YAMLSyntax

/// A destination outside the cluster that Infisical talks to.
public struct EgressDestination: Sendable {
  /// Network.
  public var cidr: Located<CIDR>
  /// TCP port.
  public var port = Located(PortNumber.https)
  /// Where the block was written.
  public var span: SourceSpan?

  /// HTTPS to `cidr`.
  public init(cidr: Located<CIDR>) {
    self.cidr = cidr
  }
}

extension EgressDestination: FieldBlock {
  package static let summary = "A destination outside the cluster."

  package init() { self.init(cidr: Located(CIDR.placeholder)) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("cidr", &cidr, .required, "network")
    fields.scalar("port", &port, "TCP port")
  }
}

/// Network policies of a site: default deny, and the flows that the parts of a site need.
public struct NetworkSettings: Sendable {
  /// Whether policies are emitted; the cluster's network plugin must enforce them.
  public var policies: Located<Bool> = true
  /// Namespace of the ingress controller.
  public var ingressNamespace = Located(DNSLabel(unchecked: "ingress"))
  /// Namespace of CloudNativePG and of its plugin.
  public var operatorNamespace = Located(DNSLabel(unchecked: "cnpg-system"))
  /// Namespace of the cluster's DNS.
  public var dnsNamespace = Located(DNSLabel(unchecked: "kube-system"))
  /// Port of the pods of the cluster's DNS; policies are enforced behind their Service.
  public var dnsPort = Located(PortNumber.dns)
  /// Addresses that nodes themselves answer DNS at, such as those of NodeLocal DNSCache.
  public var dnsCIDR: [Located<CIDR>] = []
  /// What Infisical reaches: identity providers, sync targets, licence portal.
  public var egress: [EgressDestination] = []
  /// Where the block was written.
  public var span: SourceSpan?

  /// Policies for operators in their usual namespaces.
  public init() {}
}

extension NetworkSettings: FieldBlock {
  package static let summary = "Network policies of a site."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("policies", &policies, "whether to emit policies")
    fields.scalar("ingressNamespace", &ingressNamespace, "namespace of the ingress controller")
    fields.scalar("operatorNamespace", &operatorNamespace, "namespace of CloudNativePG")
    fields.scalar("dnsNamespace", &dnsNamespace, "namespace of the cluster's DNS")
    fields.scalar(
      "dnsPort", &dnsPort, "port of the pods of the cluster's DNS; OpenShift's listen on 5353")
    fields.scalars(
      "dnsCIDR", &dnsCIDR,
      "networks that nodes answer DNS at; NodeLocal DNSCache: 169.254.20.10/32 and the Service's IP address"
    )
    fields.blocks("egress", &egress, "destinations outside the cluster that Infisical connects to")
  }
}
