public import Diagnostics
package import YAMLSyntax

/// What to do with Redis data when another site takes over.
public enum RedisRestorePolicy: String, CaseIterable, Sendable {
  /// Load the newest valid backup; queued jobs may run twice.
  case restore
  /// Start empty; queued jobs and sessions are lost.
  case startEmpty
}

extension RedisRestorePolicy: FieldValue {
  package static var typeName: String { "a restore policy" }
}

/// Redis of a site: one instance, persistent, without replication.
public struct RedisSettings: Sendable {
  /// Image of the server; it also provides `redis-cli` and `redis-check-rdb` to the jobs.
  public var image = Located(ImageReference.constant("docker.io/library/redis", "7.2.11"))
  /// Size of the data volume.
  public var storageSize = Located(Quantity.gibibytes(10))
  /// Processor request.
  public var cpu = Located(Quantity.millicores(250))
  /// Memory limit and request; Redis itself may use 75 % of it.
  public var memory = Located(Quantity.gibibytes(2))
  /// Whether clients connect with TLS.
  public var tls: Located<Bool> = false
  /// Issuer of the server's certificate, for a name inside the cluster; that of the ingress when absent.
  public var tlsIssuerRef: IssuerReference?
  /// Backups to object storage.
  public var backup = RedisBackup()
  /// What to do with data when another site takes over.
  public var restorePolicy = Located(RedisRestorePolicy.restore)
  /// Where the block was written.
  public var span: SourceSpan?

  /// A small instance with hourly backups.
  public init() {}
}

extension RedisSettings: FieldBlock {
  package static let summary = "Redis settings of a site."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("image", &image, "server image, the same in every site")
    fields.scalar("storageSize", &storageSize, "size of the data volume")
    fields.scalar("cpu", &cpu, "CPU request")
    fields.scalar("memory", &memory, "memory limit and request")
    fields.scalar("tls", &tls, "whether clients connect with TLS")
    fields.block(
      "tlsIssuerRef", &tlsIssuerRef, "cert-manager issuer of its certificate; not an ACME one")
    fields.block("backup", &backup, "backups to object storage")
    fields.scalar("restorePolicy", &restorePolicy, "restore or startEmpty")
  }
}
