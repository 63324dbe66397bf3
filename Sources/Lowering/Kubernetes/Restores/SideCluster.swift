import Diagnostics
import KubernetesModel
import TopologyModel

/// A Cluster beside the live one, recovered from the archive of the primary site: one instance, no
/// archive of its own, deleted with the operation that asked for it (CloudNativePG 1.30,
/// recovery into another Cluster).
///
/// It lies in the application's layer, the first whose objects a GitOps engine may prune.
struct SideCluster {
  let blueprint: SiteBlueprint
  /// `infisical-db-dc1-pitr-20261121`.
  let name: Text
  let target: PointInTime?
  let origin: SourceSpan?

  private var labels: TextPairs {
    SiteComponent.database.labels(blueprint).filter { $0.0 != SiteComponent.label }
      + [(SiteComponent.label, Text(SiteComponent.restore.rawValue))]
  }

  func emit(into manifests: inout SiteManifests) {
    let owner = blueprint.primary
    let external = ExternalClusters(blueprint: blueprint)
    guard let archive = external.archive(of: owner, blueprint.names(of: owner).serverName) else {
      return
    }
    let settings = blueprint.site.postgres
    var metadata = ObjectMeta(name: name, namespace: blueprint.namespace)
    metadata.labels = labels
    var recovery = ClusterBootstrap.Recovery(source: blueprint.names(of: owner).cluster)
    recovery.login = .init(
      database: settings.database.map(\.description),
      secret: blueprint.site.secrets.database.map(\.description))
    recovery.target = target
    let storageClass = blueprint.site.kubernetes.storageClass
    var cluster = Cluster(
      metadata: metadata, instances: 1, imageName: settings.image.map(\.description),
      pods: blueprint.pods,
      storage: ClusterStorage(
        size: settings.storageSize.map(\.description), storageClass: storageClass),
      walStorage: ClusterStorage(
        size: settings.walSize.map(\.description), storageClass: storageClass),
      resources: ResourceRequirements(settings.resources),
      affinity: ClusterAffinity(antiAffinity: "preferred", nodeSelector: [], tolerations: []),
      bootstrap: .recovery(recovery), archive: nil, replica: nil,
      externalClusters: [
        ExternalCluster(name: blueprint.names(of: owner).cluster, archive: archive, streaming: nil)
      ])
    // The parameters that recovery compares with the source's must not be lower.
    cluster.parameters = PostgresParameters(settings: settings).list()
    manifests.add(cluster, to: .app, origin: origin)
    policy(into: &manifests)
  }

  /// What the second cluster talks to; without it, default deny would keep it from its archive.
  private func policy(into manifests: inout SiteManifests) {
    guard blueprint.site.network.policies.value else { return }
    let flows = NetworkFlows(blueprint: blueprint)
    let pods: TextPairs = [("cnpg.io/cluster", name)]
    let both = [NetworkFlows.postgres, NetworkFlows.instanceManager]
    var metadata = ObjectMeta(name: name, namespace: blueprint.namespace)
    metadata.labels = labels
    var policy = NetworkPolicy(metadata: metadata, podSelector: pods)
    policy.ingress = [
      NetworkPolicy.Flow([.pods(pods)], both),
      NetworkPolicy.Flow([flows.operatorPods], both),
      NetworkPolicy.Flow(
        [.pods([(SiteComponent.label, Text(SiteComponent.drill.rawValue))])],
        [NetworkFlows.postgres]),
    ]
    policy.egress =
      [
        NetworkPolicy.Flow([.pods(pods)], both),
        flows.apiServer,
      ] + flows.objectStores(.postgres)
    manifests.add(policy, to: .app, origin: origin)
    if let api = flows.apiServerPolicy(metadata, pods) {
      manifests.add(api, to: .app, origin: origin)
    }
  }
}

/// The second cluster that an inspection looks at.
struct InspectionEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard let inspection = blueprint.topology.operation.inspection,
      inspection.site.value == blueprint.site.id.value
    else { return }
    SideCluster(
      blueprint: blueprint, name: "\(blueprint.names.cluster)-pitr-\(inspection.name)",
      target: PointInTime(inspection.target), origin: inspection.span
    ).emit(into: &manifests)
  }
}
