public import Diagnostics
package import YAMLSyntax

/// What runs a MinIO inside a cluster.
public enum MinIOForm: String, CaseIterable, Sendable {
  /// A Tenant of the MinIO operator.
  case tenant
  /// A plain StatefulSet.
  case statefulSet
}

extension MinIOForm: FieldValue {
  package static var typeName: String { "a form of MinIO" }
}

/// File system of the drives.
public enum DriveFileSystem: String, CaseIterable, Sendable {
  /// What MinIO asks for.
  case xfs
  /// Works, is not recommended.
  case ext4
  /// Loses what MinIO relies on.
  case nfs
  /// Something else.
  case other
}

extension DriveFileSystem: FieldValue {
  package static var typeName: String { "a file system" }
}

/// A self-hosted MinIO: in a cluster, or on machines that others run.
public struct MinIOSettings: Sendable {
  /// Site whose cluster it runs in; none for machines outside.
  public var site: Located<SiteID>?
  /// What runs it.
  public var form = Located(MinIOForm.statefulSet)
  /// Image: built by yourselves or by a third party, as upstream publishes none any more.
  public var image: Located<ImageReference>?
  /// Image with the MinIO client `mc`, for the Job that makes buckets and users.
  public var clientImage: Located<ImageReference>?
  /// Servers.
  public var servers: Located<Int> = 4
  /// Volumes of each server.
  public var volumesPerServer: Located<Int> = 1
  /// Size of a volume.
  public var volumeSize = Located(Quantity.gibibytes(500))
  /// StorageClass; that of the site when absent.
  public var storageClass: Located<String>?
  /// Namespace, of its own.
  public var namespace = Located(DNSLabel(unchecked: "minio"))
  /// Secret with the root login: `config.env` for the operator, `rootUser` and `rootPassword`.
  public var rootSecret = Located(DNSLabel(unchecked: "minio-root"))
  /// Secret with the certificate of the endpoint.
  public var certificateSecret = Located(DNSLabel(unchecked: "minio-tls"))
  /// Secret with the key that encrypts objects, `MINIO_KMS_SECRET_KEY`: MinIO refuses AES256 without one.
  public var kmsSecret = Located(DNSLabel(unchecked: "minio-kms"))
  /// Annotations of the Service that other sites reach it by, for the cluster's load balancer.
  package var serviceAnnotations: [StringPair] = []
  /// Networks that requests of other sites come from, for policies; any when empty.
  public var clientCIDR: [Located<CIDR>] = []
  /// File system of the drives.
  public var filesystem: Located<DriveFileSystem>?
  /// Where the block was written.
  public var span: SourceSpan?

  /// Four servers of one volume.
  public init() {}
}

extension MinIOSettings: FieldBlock {
  package static let summary = "A self-hosted MinIO."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, "site whose cluster it runs in")
    fields.scalar("form", &form, "tenant or statefulSet")
    fields.scalar("image", &image, "maintained MinIO image")
    fields.scalar("clientImage", &clientImage, "image with the client mc")
    fields.scalar("servers", &servers, "servers")
    fields.scalar("volumesPerServer", &volumesPerServer, "volumes of each server")
    fields.scalar("volumeSize", &volumeSize, "size of a volume")
    fields.scalar("storageClass", &storageClass, "StorageClass; defaults to that of the site")
    fields.scalar("namespace", &namespace, "separate namespace")
    fields.scalar("rootSecret", &rootSecret, "Secret with the root login")
    fields.scalar("certificateSecret", &certificateSecret, "Secret with its certificate")
    fields.scalar("kmsSecret", &kmsSecret, "Secret with MINIO_KMS_SECRET_KEY, where sse is set")
    fields.strings(
      "serviceAnnotations", &serviceAnnotations, "annotations of the Service for other sites")
    fields.scalars(
      "clientCIDR", &clientCIDR, "networks that requests of other sites come from; empty means any")
    fields.scalar("filesystem", &filesystem, "xfs, ext4, nfs or other")
  }
}
