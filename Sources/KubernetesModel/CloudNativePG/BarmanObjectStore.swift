package import YAMLSyntax

/// Where and how Barman keeps WAL and base backups: the shape shared by the in-tree
/// `barmanObjectStore` and the plugin's `ObjectStore.spec.configuration`.
package struct BarmanObjectStore: YAMLWritable, Sendable {
  package var destinationPath: Text
  package var endpointURL: Text
  package var endpointCASecret: Text?
  package var credentialsSecret: Text
  /// Set in-tree only: the plugin's CRD refuses it and takes a plugin parameter.
  package var serverName: Text?
  package var walCompression: Text?
  package var dataCompression: Text?
  package var encryption: Text?
  package var maxParallel: Number
  /// Whether the Secret names a region to sign for.
  package var hasRegion = false

  package init(
    destinationPath: Text, endpointURL: Text, credentialsSecret: Text, maxParallel: Number
  ) {
    self.destinationPath = destinationPath
    self.endpointURL = endpointURL
    self.credentialsSecret = credentialsSecret
    self.maxParallel = maxParallel
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("destinationPath", destinationPath)
      yaml.set("serverName", serverName)
      yaml.set("endpointURL", endpointURL)
      yaml.set("endpointCA", endpointCASecret.map { selector($0, "ca.crt") })
      yaml.nested("s3Credentials") {
        $0.set("accessKeyId", selector(credentialsSecret, S3Keys.accessKey))
        $0.set("secretAccessKey", selector(credentialsSecret, S3Keys.secretKey))
        if hasRegion { $0.set("region", selector(credentialsSecret, S3Keys.region)) }
      }
      yaml.nested("wal") {
        $0.set("compression", walCompression)
        $0.set("encryption", encryption)
        $0.set("maxParallel", maxParallel)
      }
      guard dataCompression != nil else { return }
      yaml.nested("data") {
        $0.set("compression", dataCompression)
        $0.set("encryption", encryption)
        $0.set("jobs", 2)
        $0.set("immediateCheckpoint", true)
      }
    }
  }

  private func selector(_ name: Text, _ key: String) -> YAMLNode {
    YAMLMapping.build {
      $0.set("name", name)
      $0.set("key", key)
    }
  }
}

/// Keys of the Secrets with S3 credentials.
package enum S3Keys {
  package static let accessKey = "ACCESS_KEY_ID"
  package static let secretKey = "SECRET_ACCESS_KEY"
  package static let region = "REGION"
}
