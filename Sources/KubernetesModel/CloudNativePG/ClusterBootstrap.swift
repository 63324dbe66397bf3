package import YAMLSyntax

/// How a Cluster gets its first data.
package enum ClusterBootstrap: YAMLWritable, Sendable {
  /// A new database.
  case initdb(database: Text, secret: Text)
  /// The newest base backup of an external cluster; the login is reset at promotion.
  case recovery(source: Text, database: Text, secret: Text)
  /// A copy over the streaming connection of an external cluster.
  case pgBasebackup(source: Text, database: Text, secret: Text)

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      switch self {
      case .initdb(let database, let secret):
        yaml.nested("initdb") { initdb in
          login(database, secret, &initdb)
          initdb.set("dataChecksums", true)
          initdb.set("encoding", "UTF8")
          initdb.set("localeCollate", "C")
          initdb.set("localeCType", "C")
        }
      case .recovery(let source, let database, let secret):
        yaml.nested("recovery") { recovery in
          recovery.set("source", source)
          login(database, secret, &recovery)
        }
      case .pgBasebackup(let source, let database, let secret):
        yaml.nested("pg_basebackup") { copy in
          copy.set("source", source)
          login(database, secret, &copy)
        }
      }
    }
  }

  /// Database and owner go together: the webhook refuses one without the other.
  private func login(_ database: Text, _ secret: Text, _ yaml: inout YAMLMapping) {
    yaml.set("database", database)
    yaml.set("owner", database)
    yaml.nested("secret") { $0.set("name", secret) }
  }
}
