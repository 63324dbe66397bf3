public import Diagnostics
package import YAMLSyntax

/// Monitoring of a site by the Prometheus operator.
public struct MonitoringSettings: Sendable {
  /// Whether PodMonitors are emitted and metrics are on.
  public var enabled: Located<Bool> = true
  /// Time between scrapes.
  public var interval = Located(TimeSpan.seconds(30))
  /// Namespace of Prometheus, for policies.
  public var namespace = Located(DNSLabel(unchecked: "monitoring"))
  /// Failure domains that alerts are sent from; those of the sites when empty.
  public var alertingDomains: [Located<DNSLabel>] = []
  /// Address of the exporter that asks the global host from outside (blackbox exporter).
  public var blackboxExporter: Located<String>?
  /// Where the block was written.
  public var span: SourceSpan?

  /// On, every 30 seconds.
  public init() {}
}

extension MonitoringSettings: FieldBlock {
  package static let summary = "Monitoring with the Prometheus operator."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("enabled", &enabled, "whether to emit metrics and PodMonitors")
    fields.scalar("interval", &interval, "scrape interval")
    fields.scalar("namespace", &namespace, "namespace of Prometheus")
    fields.scalars(
      "alertingDomains", &alertingDomains, "failure domains from which alerts are sent")
    fields.scalar("blackboxExporter", &blackboxExporter, "host:port of a blackbox exporter")
  }
}
