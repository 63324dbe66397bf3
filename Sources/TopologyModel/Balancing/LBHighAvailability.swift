public import Diagnostics
package import YAMLSyntax

/// How users find a living location.
public enum CrossLocation: String, CaseIterable, Sendable {
  /// Several address records with a short lifetime.
  case dns
  /// One address announced from every location.
  case anycast
  /// Routes announced per location.
  case bgp
  /// Something that others configure.
  case external
}

extension CrossLocation: FieldValue {
  package static var typeName: String { "a cross-location method" }
}

/// Nodes of one location that share a virtual address by VRRP.
public struct VRRPGroup: Sendable {
  /// Shared address.
  public var vip: Located<HostAddress>
  /// Virtual router id, unique on the segment.
  public var vrid: Located<Int>
  /// Interface of the virtual address.
  public var interface: Located<String>
  /// Names of the nodes, preferred first.
  public var members: [Located<DNSLabel>]
  /// Where the block was written.
  public var span: SourceSpan?

  /// A group around `vip`.
  public init(
    vip: Located<HostAddress>, vrid: Located<Int>, interface: Located<String>,
    members: [Located<DNSLabel>]
  ) {
    self.vip = vip
    self.vrid = vrid
    self.interface = interface
    self.members = members
  }
}

extension VRRPGroup: FieldBlock {
  package static let summary = "Nodes that share a virtual IP address."

  package init() {
    self.init(
      vip: Located(HostAddress(unchecked: "unset")), vrid: 0, interface: "unset", members: [])
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("vip", &vip, .required, "shared IP address")
    fields.scalar(
      "vrid", &vrid, .required, "virtual router ID from 1 to 255, unique on the network segment")
    fields.scalar("interface", &interface, .required, "network interface of the virtual IP address")
    fields.scalars("members", &members, .required, "names of the nodes, preferred first")
  }
}

/// What health checks of DNS or of a routing service may choose.
public enum HealthCheckChoice: String, CaseIterable, Sendable {
  /// Nothing: records are static.
  case nothing
  /// Which load balancer node users enter by.
  case entryPoint
  /// Which site serves: an automatic failover.
  case site
}

extension HealthCheckChoice: FieldValue {
  package static var typeName: String { "a choice of health checks" }
}

/// High availability of the load balancer itself.
public struct LBHighAvailability: Sendable {
  /// VRRP groups, one a location.
  public var groups: [VRRPGroup] = []
  /// How users find a living location.
  public var crossLocation = Located(CrossLocation.dns)
  /// What health checks between locations may choose.
  public var healthChecksChoose = Located(HealthCheckChoice.entryPoint)
  /// Lifetime of the address records.
  public var dnsTTL: Located<TimeSpan>?
  /// Where the block was written.
  public var span: SourceSpan?

  /// DNS between locations.
  public init() {}
}

extension LBHighAvailability: FieldBlock {
  package static let summary = "High availability of the load balancer itself."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.blocks("groups", &groups, "VRRP groups, one per location")
    fields.scalar("crossLocation", &crossLocation, "how users find a working location")
    fields.scalar("healthChecksChoose", &healthChecksChoose, "nothing, entryPoint or site")
    fields.scalar("dnsTTL", &dnsTTL, "TTL of the address records")
  }
}
