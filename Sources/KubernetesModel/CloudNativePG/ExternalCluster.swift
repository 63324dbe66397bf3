import Diagnostics
package import YAMLSyntax

/// One site in the list that every Cluster carries, itself included (rule PG-028).
package struct ExternalCluster: YAMLWritable, Sendable {
  /// Where its archive lies.
  package enum Archive: Sendable {
    case plugin(objectStore: Text, serverName: Text)
    case inTree(BarmanObjectStore)
  }

  /// How to stream from its primary (rule PG-032: always with verified TLS).
  package struct Streaming: Sendable {
    let host: Text
    let port: Text
    let clientSecret: Text
    let caSecret: Text

    package init(host: Text, port: Text, clientSecret: Text, caSecret: Text) {
      self.host = host
      self.port = port
      self.clientSecret = clientSecret
      self.caSecret = caSecret
    }
  }

  package var name: Text
  package var archive: Archive
  package var streaming: Streaming?

  package init(name: Text, archive: Archive, streaming: Streaming?) {
    self.name = name
    self.archive = archive
    self.streaming = streaming
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("name", name)
      if let streaming { write(streaming, &yaml) }
      switch archive {
      case .plugin(let objectStore, let serverName):
        yaml.nested("plugin") {
          $0.set("name", BarmanPlugin.name)
          $0.set("parameters", BarmanPlugin.parameters(objectStore, serverName))
        }
      case .inTree(let store): yaml.set("barmanObjectStore", store)
      }
    }
  }

  private func write(_ streaming: Streaming, _ yaml: inout YAMLMapping) {
    yaml.strings(
      "connectionParameters",
      [
        ("host", streaming.host), ("port", streaming.port), ("user", "streaming_replica"),
        ("dbname", "postgres"), ("sslmode", "verify-full"),
      ])
    for (field, secret, key) in [
      ("sslKey", streaming.clientSecret, "tls.key"), ("sslCert", streaming.clientSecret, "tls.crt"),
      ("sslRootCert", streaming.caSecret, "ca.crt"),
    ] {
      yaml.nested(field) {
        $0.set("name", secret)
        $0.set("key", key)
      }
    }
  }
}
