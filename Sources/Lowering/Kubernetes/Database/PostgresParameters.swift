import Diagnostics
import KubernetesModel
import TopologyModel
import YAMLSyntax

/// `postgresql.parameters`: what the topology sets, and safe values for the rest, by name.
struct PostgresParameters {
  let settings: PostgresSettings

  func list() -> TextPairs {
    var pairs: TextPairs = [
      ("archive_timeout", settings.archiveTimeout.map(\.postgresText)),
      ("max_connections", "\(PostgresSettings.defaultMaxConnections)"),
      ("shared_buffers", settings.resources.memory.map(Self.quarterInMegabytes)),
    ]
    for parameter in settings.parameters {
      pairs.removeAll { $0.0 == parameter.key.value }
      pairs.append((parameter.key.value, parameter.value))
    }
    return pairs.sorted { $0.0 < $1.0 }
  }

  /// A quarter of memory: PostgreSQL 18 documentation, section 19.4.1.
  private static func quarterInMegabytes(_ memory: Quantity) -> String {
    "\(max(128, memory.units / 4 / (1 << 20)))MB"
  }
}
