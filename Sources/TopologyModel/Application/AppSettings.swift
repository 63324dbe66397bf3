public import Diagnostics
public import YAMLSyntax

/// Licence of Infisical.
public enum InfisicalLicense: String, CaseIterable, Sendable {
  /// Community edition.
  case none
  /// Asks the vendor's portal.
  case online
  /// Is in a file.
  case offline
}

extension InfisicalLicense: FieldValue {
  package static var typeName: String { "a licence" }
}

/// Infisical of a site.
public struct AppSettings: Sendable {
  /// Pods when the site is active; a passive site runs none.
  public var replicas: Located<Int> = 3
  /// Horizontal scaling when the site is active.
  public var hpa = Autoscaling()
  /// Resources of a pod.
  public var resources = Resources(cpu: Located(.millicores(500)), memory: Located(.gibibytes(2)))
  /// Networks whose `X-Forwarded-For` is believed; pod network and load balancer nodes when empty.
  public var trustedProxyCIDR: [Located<CIDR>] = []
  /// Mail; none when absent.
  public var smtp: SMTPSettings?
  /// Whether Infisical reports usage to its vendor.
  public var telemetry: Located<Bool> = false
  /// Whether reads go to standbys of the same site.
  public var readReplicas: Located<Bool> = false
  /// Licence; its key is in the Secret `secrets.app`.
  public var license = Located(InfisicalLicense.none)
  /// Further environment; never a secret.
  public var environment: [StringPair] = []
  /// Where the block was written.
  public var span: SourceSpan?

  /// Three pods, scaling to eight.
  public init() {}
}

extension AppSettings {
  /// Pods that an active site always has.
  package var minReplicas: Located<Int> {
    hpa.enabled.value ? hpa.min ?? replicas : replicas
  }
}

extension AppSettings: FieldBlock {
  package static let summary = "Infisical settings of a site."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("replicas", &replicas, "pods while the site is active")
    fields.block("hpa", &hpa, "horizontal autoscaling while the site is active")
    fields.block("resources", &resources, "resources of each pod")
    fields.scalars(
      "trustedProxyCIDR", &trustedProxyCIDR, "networks whose X-Forwarded-For header is trusted")
    fields.block("smtp", &smtp, "mail server")
    fields.scalar("telemetry", &telemetry, "whether to send usage telemetry to the vendor")
    fields.scalar("readReplicas", &readReplicas, "whether reads are sent to the site's standbys")
    fields.scalar("license", &license, "none, online or offline")
    fields.strings("environment", &environment, "additional environment variables; never secrets")
  }
}
