import Diagnostics
import KubernetesModel
import TopologyModel

/// Environment that S3 clients need.
enum S3Environment {
  /// Newer AWS SDKs send checksums that many S3-compatible stores refuse (rule OBJ-015; plugin
  /// documentation "Object stores"); under an object lock S3 asks for one.
  static func checksums(_ store: ObjectStore) -> [EnvVar] {
    if store.isAWS { return [] }
    let mode: Text = store.objectLock == nil ? "when_required" : "when_supported"
    return [
      .value("AWS_REQUEST_CHECKSUM_CALCULATION", mode),
      .value("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required"),
    ]
  }

  /// Mount of the store's CA.
  static let caMount = "/etc/s3-ca"

  /// What the backup and restore scripts read: `prefix` tells the stores of several sites apart.
  static func client(
    _ store: ObjectStore, _ bucket: Bucket, credentials: Text, prefix: Text = "",
    isOptional: Bool = false, caVolume: String = caMount
  ) -> [EnvVar] {
    var variables: [EnvVar] = [
      .value("\(prefix)S3_ENDPOINT", store.endpointURL.map(\.description)),
      .value("\(prefix)S3_BUCKET", bucket.name.map(\.description)),
      .value("\(prefix)S3_REGION", store.signingRegion),
      .value("\(prefix)S3_ADDRESSING", store.addressing.map(\.rawValue)),
      EnvVar(
        "\(prefix)S3_ACCESS_KEY_ID",
        .secret(name: credentials, key: S3Keys.accessKey, isOptional: isOptional)),
      EnvVar(
        "\(prefix)S3_SECRET_ACCESS_KEY",
        .secret(name: credentials, key: S3Keys.secretKey, isOptional: isOptional)),
    ]
    if store.caSecret != nil {
      variables.append(.value("\(prefix)S3_CA", Text("\(caVolume)/ca.crt")))
    }
    return variables
  }
}
