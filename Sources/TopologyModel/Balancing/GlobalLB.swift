public import Diagnostics
package import YAMLSyntax

/// What the global load balancer is.
public enum LBEngine: String, CaseIterable, Sendable {
  /// HAProxy, configured by Redoubt.
  case haproxy
  /// NGINX, configured by Redoubt.
  case nginx
  /// Something that others configure.
  case external
}

extension LBEngine: FieldValue {
  package static var typeName: String { "a load balancer engine" }
}

/// Where TLS ends.
public enum LBTLSMode: String, CaseIterable, Sendable {
  /// At the site's ingress; the load balancer forwards bytes.
  case passthrough
  /// At the load balancer; plain HTTP behind it.
  case terminate
  /// At the load balancer, which opens TLS to the site.
  case reencrypt
}

extension LBTLSMode: FieldValue {
  package static var typeName: String { "a TLS mode" }
}

/// The load balancer in front of all sites.
///
/// It sends everything to the active one, and never moves traffic to another by itself.
public struct GlobalLB: Sendable {
  /// What it is.
  public var engine: Located<LBEngine>
  /// Where TLS ends.
  public var tls = Located(LBTLSMode.passthrough)
  /// Port for users.
  public var httpsPort = Located(PortNumber.https)
  /// Port that sends users to HTTPS.
  public var httpPort = Located(PortNumber.http)
  /// Port of HAProxy's Prometheus exporter on each node's own address; none by default.
  public var metricsPort: Located<PortNumber>?
  /// Machines that run it.
  public var nodes: [LBNode] = []
  /// How a user reaches a living node.
  public var ha: LBHighAvailability?
  /// Where the switch of an external load balancer is written down.
  public var procedure: Located<String>?
  /// Files and sockets on the nodes.
  public var files = LBFiles()
  /// Where the block was written.
  public var span: SourceSpan?

  /// A load balancer without nodes.
  public init(engine: Located<LBEngine>) {
    self.engine = engine
  }
}

extension GlobalLB: FieldBlock {
  package static let summary = "The global load balancer in front of all sites."

  package init() { self.init(engine: Located(.external)) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("engine", &engine, .required, "haproxy, nginx or external")
    fields.scalar("tls", &tls, "passthrough, terminate or reencrypt")
    fields.scalar("httpsPort", &httpsPort, "port for users")
    fields.scalar("httpPort", &httpPort, "port that redirects users to HTTPS")
    fields.scalar(
      "metricsPort", &metricsPort, "port of HAProxy's Prometheus exporter; none by default")
    fields.blocks("nodes", &nodes, "machines of the load balancer")
    fields.block("ha", &ha, "how users find a working node")
    fields.scalar(
      "procedure", &procedure, "address of the switching procedure of an external load balancer")
    fields.block("files", &files, "files and sockets on the nodes")
  }
}

extension GlobalLB {
  /// Whether users reach `node` by IPv6: by its own address or by one that it shares.
  package func listensOnIPv6(_ node: LBNode) -> Bool {
    let shared = (ha?.groups ?? []).filter { $0.members.contains { $0.value == node.name.value } }
    return ([node.address] + shared.map(\.vip)).contains { $0.value.description.contains(":") }
  }
}
