import Diagnostics
import KubernetesModel
import TopologyModel

/// A Cluster beside the live one, recovered from the archive of the primary site: one instance, no
/// archive of its own, deleted with the operation that asked for it (architecture section 2.8,
/// pattern 1).
///
/// It lies in the application's layer, the first whose objects a GitOps engine may prune.
struct SideCluster {
  let context: SiteContext
  /// `infisical-db-dc1-pitr-20261121`.
  let name: Text
  let target: PointInTime?
  let origin: SourceSpan?

  private var labels: TextPairs {
    Component.database.labels(context).filter { $0.0 != "app.kubernetes.io/component" }
      + [("app.kubernetes.io/component", "restore")]
  }

  func emit(into manifests: inout SiteManifests) {
    let owner = context.primary
    let external = ExternalClusters(context: context)
    guard let archive = external.archive(of: owner, context.serverName(owner)) else { return }
    let settings = context.site.postgres
    var metadata = ObjectMeta(name: name, namespace: context.namespace)
    metadata.labels = labels
    var recovery = ClusterBootstrap.Recovery(source: context.cluster(owner))
    recovery.login = .init(
      database: settings.database.map(\.description),
      secret: context.site.secrets.database.map(\.description))
    recovery.target = target
    let storageClass = context.site.kubernetes.storageClass
    var cluster = Cluster(
      metadata: metadata, instances: 1, imageName: settings.image.map(\.description),
      storage: ClusterStorage(
        size: settings.storageSize.map(\.description), storageClass: storageClass),
      walStorage: ClusterStorage(
        size: settings.walSize.map(\.description), storageClass: storageClass),
      resources: ResourceRequirements(settings.resources),
      affinity: ClusterAffinity(antiAffinity: "preferred", nodeSelector: [], tolerations: []),
      bootstrap: .recovery(recovery), archive: nil, replica: nil,
      externalClusters: [
        ExternalCluster(name: context.cluster(owner), archive: archive, streaming: nil)
      ])
    // The parameters that recovery compares with the source's must not be lower.
    cluster.parameters = PostgresParameters(settings: settings).list()
    manifests.add(cluster, to: .app, origin: origin)
    policy(into: &manifests)
  }

  /// What the second cluster talks to; without it, default deny would keep it from its archive.
  private func policy(into manifests: inout SiteManifests) {
    guard context.site.network.policies.value else { return }
    let flows = NetworkFlows(context: context)
    let pods: TextPairs = [("cnpg.io/cluster", name)]
    let both = [NetworkFlows.postgres, NetworkFlows.instanceManager]
    var metadata = ObjectMeta(name: name, namespace: context.namespace)
    metadata.labels = labels
    var policy = NetworkPolicy(metadata: metadata, podSelector: pods)
    policy.ingress = [
      NetworkPolicy.Flow([.pods(pods)], both),
      NetworkPolicy.Flow([flows.operatorPods], both),
      NetworkPolicy.Flow(
        [.pods([("app.kubernetes.io/component", "drill")])], [NetworkFlows.postgres]),
    ]
    let api = context.site.kubernetes.apiServerCIDR.map {
      NetworkPolicy.Peer.network($0.map(\.description))
    }
    policy.egress =
      [
        NetworkPolicy.Flow([.pods(pods)], both),
        NetworkPolicy.Flow(api, [.tcp(443), .tcp(6443)]),
      ] + flows.objectStores(.postgres)
    manifests.add(policy, to: .app, origin: origin)
  }
}

/// The second cluster that an inspection looks at.
struct InspectionEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard let inspection = context.topology.operation.inspection,
      inspection.site.value == context.site.id.value
    else { return }
    SideCluster(
      context: context, name: "\(context.cluster(context.site))-pitr-\(inspection.name)",
      target: PointInTime(inspection.target), origin: inspection.span
    ).emit(into: &manifests)
  }
}
