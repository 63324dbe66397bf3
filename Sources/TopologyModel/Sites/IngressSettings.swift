public import Diagnostics
public import YAMLSyntax

/// API that routes traffic inside a cluster.
public enum IngressKind: String, CaseIterable, Sendable {
  /// `networking.k8s.io/v1` Ingress.
  case ingress
  /// Gateway API v1.
  case gatewayAPI
}

extension IngressKind: FieldValue {
  package static var typeName: String { "an ingress kind" }
}

/// Scope of a cert-manager issuer.
public enum IssuerKind: String, CaseIterable, Sendable {
  /// In the namespace of the Certificate.
  case issuer = "Issuer"
  /// For the whole cluster.
  case clusterIssuer = "ClusterIssuer"
}

extension IssuerKind: FieldValue {
  package static var typeName: String { "an issuer kind" }
}

/// A cert-manager issuer.
public struct IssuerReference: Sendable {
  /// Name of the issuer.
  public var name: Located<String>
  /// Its kind.
  public var kind = Located(IssuerKind.clusterIssuer)
  /// Where the block was written.
  public var span: SourceSpan?

  /// A reference to a ClusterIssuer.
  public init(name: Located<String>) {
    self.name = name
  }
}

extension IssuerReference: FieldBlock {
  package static let summary = "A cert-manager issuer."

  package init() { self.init(name: "unset") }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the issuer")
    fields.scalar("kind", &kind, "Issuer or ClusterIssuer")
  }
}

/// How traffic enters a site.
public struct IngressSettings: Sendable {
  /// API used for routing.
  public var kind = Located(IngressKind.ingress)
  /// Ingress class or GatewayClass; the cluster's default when absent.
  public var className: Located<String>?
  /// Address of the site's ingress, as the global load balancer reaches it.
  public var vip: Located<HostAddress>?
  /// Port of the site's ingress.
  public var httpsPort = Located(PortNumber.https)
  /// Issuer of the certificate for the global host; a pre-made TLS Secret when absent.
  public var tlsIssuerRef: IssuerReference?
  /// Whether the ingress expects the PROXY protocol from the load balancer.
  public var proxyProtocol: Located<Bool> = false
  /// Annotations for the Ingress, such as the controller's read timeout.
  public var annotations: [StringPair] = []
  /// Where the block was written.
  public var span: SourceSpan?

  /// An Ingress of the default class.
  public init() {}
}

extension IngressSettings: FieldBlock {
  package static let summary = "How traffic enters a site."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("kind", &kind, "ingress or gatewayAPI")
    fields.scalar("class", &className, "ingress class; defaults to the cluster's default")
    fields.scalar(
      "vip", &vip, "ingress address of the site, to which the global load balancer sends traffic")
    fields.scalar("httpsPort", &httpsPort, "port at the address")
    fields.block("tlsIssuerRef", &tlsIssuerRef, "cert-manager issuer for the global host")
    fields.scalar("proxyProtocol", &proxyProtocol, "whether the ingress expects the PROXY protocol")
    fields.strings("annotations", &annotations, "annotations of the Ingress")
  }
}
