import YAMLSyntax

/// What archives the WAL of a Cluster; never both (rule ARC-017).
package enum ClusterArchive: Sendable {
  /// The Barman Cloud plugin with an ObjectStore.
  case plugin(objectStore: Text, serverName: Text)
  /// CloudNativePG's own support.
  case inTree(BarmanObjectStore, retention: Text)

  func write(into spec: inout YAMLMapping) {
    switch self {
    case .plugin(let objectStore, let serverName):
      let plugin = YAMLMapping.build { plugin in
        plugin.set("name", BarmanPlugin.name)
        plugin.set("isWALArchiver", true)
        plugin.set("parameters", BarmanPlugin.parameters(objectStore, serverName))
      }
      spec.list("plugins", [plugin])
    case .inTree(let store, let retention):
      spec.nested("backup") { backup in
        backup.set("target", "prefer-standby")
        backup.set("retentionPolicy", retention)
        backup.set("barmanObjectStore", store)
      }
    }
  }
}

/// The plugin's name and parameters (plugin-barman-cloud 0.14.0).
package enum BarmanPlugin {
  package static let name = "barman-cloud.cloudnative-pg.io"

  /// `serverName` is always written: its default is the local cluster's name, even for peers.
  static func parameters(_ objectStore: Text, _ serverName: Text) -> YAMLNode {
    YAMLMapping.build {
      $0.set("barmanObjectName", objectStore)
      $0.set("serverName", serverName)
    }
  }
}
