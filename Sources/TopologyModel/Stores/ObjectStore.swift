public import Diagnostics
package import YAMLSyntax

/// The three kinds of object storage of the reference architecture.
public enum ObjectStoreKind: String, CaseIterable, Sendable {
  /// An existing enterprise solution.
  case enterprise
  /// MinIO outside the application clusters.
  case dedicatedMinIO
  /// MinIO inside an application cluster, if nothing else is there.
  case inClusterMinIO
}

extension ObjectStoreKind: FieldValue {
  package static var typeName: String { "an object store kind" }
}

/// Where the bucket name goes in requests.
public enum BucketAddressing: String, CaseIterable, Sendable {
  /// In the path.
  case path
  /// In the host name.
  case virtual
}

extension BucketAddressing: FieldValue {
  package static var typeName: String { "a bucket addressing" }
}

/// Server-side encryption asked for with every object.
public enum ServerSideEncryption: String, CaseIterable, Sendable {
  /// None asked for; the bucket may still encrypt by default.
  case none
  /// SSE-S3.
  case aes256 = "AES256"
  /// SSE-KMS.
  case awsKMS = "aws:kms"
}

extension ServerSideEncryption: FieldValue {
  package static var typeName: String { "a server-side encryption" }
}

/// S3-compatible object storage.
public struct ObjectStore: Sendable {
  /// Name in the topology.
  public var id: Located<DNSLabel>
  /// Which of the three kinds.
  public var kind: Located<ObjectStoreKind>
  /// What it fails together with.
  public var failureDomain: Located<DNSLabel>
  /// S3 endpoint, reachable from every site.
  public var endpointURL: Located<EndpointURL>
  /// Region to sign for; the client's default when absent.
  ///
  /// With one, Secrets hold it as `REGION`.
  public var region: Located<String>?
  /// Secret with the CA of the endpoint under `ca.crt`; public CAs when absent.
  public var caSecret: Located<DNSLabel>?
  /// Networks of the endpoint, for policies; any when empty.
  public var cidr: [Located<CIDR>] = []
  /// Who stores what.
  public var buckets: [Bucket]
  /// Where the bucket name goes.
  public var addressing = Located(BucketAddressing.path)
  /// Encryption at rest.
  public var sse = Located(ServerSideEncryption.none)
  /// Whether the buckets keep versions.
  public var versioning: Located<Bool> = false
  /// Object lock of the buckets.
  public var objectLock: ObjectLock?
  /// Backup of the objects themselves.
  public var replication: StoreReplication?
  /// How it runs, for self-hosted MinIO.
  public var minio: MinIOSettings?
  /// Size and alert threshold.
  public var capacity: StoreCapacity?
  /// Where the block was written.
  public var span: SourceSpan?

  /// A store with the given buckets.
  public init(
    id: Located<DNSLabel>, kind: Located<ObjectStoreKind>, failureDomain: Located<DNSLabel>,
    endpointURL: Located<EndpointURL>, buckets: [Bucket]
  ) {
    self.id = id
    self.kind = kind
    self.failureDomain = failureDomain
    self.endpointURL = endpointURL
    self.buckets = buckets
  }
}

extension ObjectStore: FieldBlock {
  package static let summary = "S3-compatible object storage."

  package init() {
    self.init(
      id: Located(DNSLabel(unchecked: "unset")), kind: Located(.enterprise),
      failureDomain: Located(DNSLabel(unchecked: "unset")),
      endpointURL: Located(EndpointURL(unchecked: "unset")), buckets: [])
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("id", &id, .required, "name in the topology")
    fields.scalar("kind", &kind, .required, "enterprise, dedicatedMinIO or inClusterMinIO")
    fields.scalar("failureDomain", &failureDomain, .required, "failure domain")
    fields.scalar("endpointURL", &endpointURL, .required, "S3 endpoint")
    fields.scalar("region", &region, "signing region; the S3 Secrets then need the key REGION")
    fields.scalar("caSecret", &caSecret, "Secret with the endpoint's CA under ca.crt")
    fields.scalars("cidr", &cidr, "networks of the endpoint; empty means any")
    fields.blocks("buckets", &buckets, .required, "buckets of the store")
    fields.scalar("addressing", &addressing, "path or virtual")
    fields.scalar("sse", &sse, "none, AES256 or aws:kms")
    fields.scalar("versioning", &versioning, "whether the buckets keep versions")
    fields.block("objectLock", &objectLock, "object lock of the buckets")
    fields.block("replication", &replication, "backup of the objects themselves")
    fields.block("minio", &minio, "how a self-hosted MinIO runs")
    fields.block("capacity", &capacity, "size and alert threshold")
  }
}

extension ObjectStore {
  /// Whether the endpoint is Amazon's own.
  package var isAWS: Bool {
    let host = endpointURL.value.host.description
    return host == "amazonaws.com" || host.hasSuffix(".amazonaws.com")
  }

  /// The region that requests are signed for: that of an endpoint of Amazon is in its name
  /// (`s3.REGION.amazonaws.com`; AWS General Reference, Amazon S3 endpoints).
  package var signingRegion: Located<String> {
    if let region { return region }
    let parts = endpointURL.value.host.description.split(separator: ".").map(String.init)
    if isAWS, parts.count > 3, let region = parts.dropLast(2).last, region != "s3" {
      return endpointURL.map { _ in region }
    }
    return "us-east-1"
  }
}
