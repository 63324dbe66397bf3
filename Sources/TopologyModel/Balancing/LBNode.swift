public import Diagnostics
package import YAMLSyntax

/// One machine of the load balancer.
public struct LBNode: Sendable {
  /// Name, also of its folder in the output.
  public var name: Located<DNSLabel>
  /// Failure domain it is in.
  public var location: Located<DNSLabel>
  /// Its own address.
  public var address: Located<HostAddress>
  /// Interface of the virtual address.
  public var iface: Located<String>?
  /// What the way to administer it fails together with.
  public var managementDomain: Located<DNSLabel>?
  /// Where the block was written.
  public var span: SourceSpan?

  /// A node at `address`.
  public init(name: Located<DNSLabel>, location: Located<DNSLabel>, address: Located<HostAddress>) {
    self.name = name
    self.location = location
    self.address = address
  }
}

extension LBNode: FieldBlock {
  package static let summary = "A node of the load balancer."

  package init() {
    self.init(
      name: Located(DNSLabel(unchecked: "unset")), location: Located(DNSLabel(unchecked: "unset")),
      address: Located(HostAddress(unchecked: "unset")))
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the node")
    fields.scalar("location", &location, .required, "failure domain of the node")
    fields.scalar("address", &address, .required, "address of the node")
    fields.scalar("iface", &iface, "network interface of the virtual IP address")
    fields.scalar(
      "managementDomain", &managementDomain, "failure domain that its administration depends on")
  }
}

/// Files and sockets that the load balancer's configuration names.
public struct LBFiles: Sendable {
  /// Certificate with key for the global host, where TLS ends at the node.
  public var certificate: Located<String> = "/etc/haproxy/certs/infisical.pem"
  /// CA bundle to verify the sites with.
  public var caBundle: Located<String> = "/etc/ssl/certs/ca-certificates.crt"
  /// Admin socket.
  public var adminSocket: Located<String> = "/run/haproxy/admin.sock"
  /// Where the block was written.
  public var span: SourceSpan?

  /// The paths of Debian's packages.
  public init() {}
}

extension LBFiles: FieldBlock {
  package static let summary = "Files and sockets on the load balancer nodes."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar(
      "certificate", &certificate,
      "certificate with key for the global host; nginx uses a path in /etc/nginx/certs by default")
    fields.scalar("caBundle", &caBundle, "CA bundle to verify the sites")
    fields.scalar("adminSocket", &adminSocket, "path of the admin socket")
  }
}
