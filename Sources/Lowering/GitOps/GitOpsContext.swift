import Diagnostics
import KubernetesModel
import TopologyModel

/// What the wiring of both engines needs to know of one site.
struct GitOpsContext {
  let topology: Topology
  let site: Site
  /// Whether an autoscaler may change the number of Infisical's pods here now.
  let scalesApp: Bool
  /// Layers of the site that have objects, in the order in which they are applied.
  let layers: [Layer]
  let repository: Text
  /// Namespaces that the site's objects lie in.
  let namespaces: [Text]

  var settings: GitOpsSettings { topology.gitops }

  /// Whether people keep encrypted Secrets beside the tree.
  var hasSecretsFolder: Bool {
    [.sops, .sealedSecret].contains(site.secrets.provider.value)
  }

  /// The folder with them.
  var secretsFolder: String { path("secrets/\(site.id.value)") }

  /// `infisical-dc1`: what belongs to this site.
  var name: Text { "\(topology.name)-\(site.id)" }

  /// `infisical-dc1-database`: what belongs to a layer of it.
  func name(_ layer: Layer) -> Text { "\(name)-\(layer.word)" }

  /// A folder of the tree as the repository has it.
  func path(_ folder: String) -> String {
    settings.path.map { "\($0.value)/\(folder)" } ?? folder
  }

  func path(_ layer: Layer) -> String { path("sites/\(site.id.value)/\(layer.rawValue)") }
}

extension Layer {
  /// The folder's name without its number.
  var word: String { String(rawValue.drop { $0.isNumber || $0 == "-" }) }

  /// Layers that must be healthy before this one is applied.
  ///
  /// No layer waits for the database: in an incident it is sick, and the commit that stops the
  /// application must still arrive.
  var prerequisites: [Layer] {
    switch self {
    case .namespaces: []
    case .database: [.namespaces, .objectStorage]
    case .secrets, .minio, .objectStorage, .redis, .app, .resources, .ingress, .monitoring,
      .policies:
      [.namespaces]
    }
  }

  /// Whether a deleted object takes data with it: such layers are never pruned.
  var isStateful: Bool {
    switch self {
    case .namespaces, .secrets, .minio, .objectStorage, .database, .redis, .resources: true
    case .app, .ingress, .monitoring, .policies: false
    }
  }
}
