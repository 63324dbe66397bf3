package import YAMLSyntax

/// How a Cluster gets its first data.
package enum ClusterBootstrap: YAMLWritable, Sendable {
  /// A new database.
  case initdb(database: Text, secret: Text)
  /// A base backup of an external cluster and the WAL behind it.
  case recovery(Recovery)
  /// A copy over the streaming connection of an external cluster.
  case pgBasebackup(source: Text, database: Text, secret: Text)

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      switch self {
      case .initdb(let database, let secret):
        yaml.nested("initdb") { initdb in
          Login(database: database, secret: secret).write(into: &initdb)
          initdb.set("dataChecksums", true)
          initdb.set("encoding", "UTF8")
          initdb.set("localeCollate", "C")
          initdb.set("localeCType", "C")
        }
      case .recovery(let recovery): yaml.set("recovery", recovery)
      case .pgBasebackup(let source, let database, let secret):
        yaml.nested("pg_basebackup") { copy in
          copy.set("source", source)
          Login(database: database, secret: secret).write(into: &copy)
        }
      }
    }
  }

  /// The application's database and its owner's login, which is set again at promotion.
  package struct Login: Sendable {
    let database: Text
    let secret: Text

    package init(database: Text, secret: Text) {
      self.database = database
      self.secret = secret
    }

    /// Database and owner go together: the webhook rejects one without the other.
    func write(into yaml: inout YAMLMapping) {
      yaml.set("database", database)
      yaml.set("owner", database)
      yaml.nested("secret") { $0.set("name", secret) }
    }
  }

  /// Where a recovery reads from, and where it stops.
  package struct Recovery: YAMLWritable, Sendable {
    let source: Text
    package var login: Login?
    /// The newest moment when nil.
    package var target: PointInTime?

    package init(source: Text) { self.source = source }

    package var yaml: YAMLNode {
      YAMLMapping.build { yaml in
        yaml.set("source", source)
        login?.write(into: &yaml)
        yaml.set("recoveryTarget", target)
      }
    }
  }
}
