import Diagnostics
import TopologyModel
import YAMLSyntax

/// One login at an object store: one site, one purpose, and no more rights than that needs (rules
/// OBJ-012 and ARC-007 ).
struct StoreCredential {
  let store: ObjectStore
  let bucket: Bucket
  /// Whether it may write; peers, and restores, only read.
  let isWriter: Bool

  /// `s3-pg-dc1-rw`: the name of the Secret in the clusters, and of the user and policy at the store.
  var name: String {
    let purpose = bucket.purpose.value == .postgres ? "pg" : "redis"
    return "s3-\(purpose)-\(bucket.site.value)-\(isWriter ? "rw" : "ro")"
  }

  /// The logins of a store, writers first, each once.
  static func all(of store: ObjectStore) -> [StoreCredential] {
    store.buckets.flatMap { bucket in
      [true, false].map { StoreCredential(store: store, bucket: bucket, isWriter: $0) }
    }
  }

  private var prefix: String { bucket.path.map { "\($0.value)/" } ?? "" }

  /// The policy in the language that Amazon, MinIO and most others read.
  ///
  /// Under an object lock nothing may be deleted: retention is then the store's lifecycle.
  var policy: YAMLNode {
    let arn = "arn:aws:s3:::\(bucket.name.value)"
    var objects = ["s3:GetObject"]
    if isWriter {
      objects += ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
      if store.objectLock == nil { objects.append("s3:DeleteObject") }
    }
    return YAMLMapping.build { policy in
      policy.set("Version", "2012-10-17")
      let list = YAMLMapping.build { statement in
        statement.set("Sid", "List")
        statement.set("Effect", "Allow")
        statement.list("Action", ["s3:ListBucket"])
        statement.list("Resource", [arn])
        guard !prefix.isEmpty else { return }
        statement.nested("Condition") {
          $0.nested("StringLike") { $0.list("s3:prefix", ["\(prefix)*"]) }
        }
      }
      let location = YAMLMapping.build { statement in
        statement.set("Sid", "Locate")
        statement.set("Effect", "Allow")
        statement.list("Action", ["s3:GetBucketLocation", "s3:ListBucketMultipartUploads"])
        statement.list("Resource", [arn])
      }
      let content = YAMLMapping.build { statement in
        statement.set("Sid", isWriter ? "ReadWrite" : "Read")
        statement.set("Effect", "Allow")
        statement.list("Action", objects)
        statement.list("Resource", ["\(arn)/\(prefix)*"])
      }
      policy.list("Statement", [list, location, content])
    }
  }
}
