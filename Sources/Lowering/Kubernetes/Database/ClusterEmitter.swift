import Diagnostics
import KubernetesModel
import TopologyModel
import YAMLSyntax

/// The PostgreSQL Cluster of a site, as primary or as replica of the distributed topology
/// (architecture sections 2.2 and 2.3).
struct ClusterEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard context.plan.hasCluster else { return }
    let settings = context.site.postgres
    guard let archive = archive(context) else { return }
    let storageClass = context.site.kubernetes.storageClass
    var metadata = context.metadata(context.cluster(context.site), .database)
    metadata.annotations = Component.protection
    if context.plan.isHibernated {
      metadata.annotations.append(("cnpg.io/hibernation", Text("on", at: context.site.role.span)))
    }
    var cluster = Cluster(
      metadata: metadata, instances: settings.instances,
      imageName: settings.image.map(\.description),
      storage: ClusterStorage(
        size: settings.storageSize.map(\.description), storageClass: storageClass),
      walStorage: ClusterStorage(
        size: settings.walSize.map(\.description), storageClass: storageClass),
      resources: ResourceRequirements(settings.resources), affinity: affinity(settings.placement),
      bootstrap: bootstrap(context), archive: archive,
      replica: replica(context),
      externalClusters: ExternalClusters(context: context).list())
    cluster.switchoverDelay = written(settings.switchoverDelay)
    cluster.failoverDelay = written(settings.failoverDelay)
    cluster.hasIsolationCheck = context.site.operators.cnpg.value.isAtLeast(1, 27)
    cluster.parameters = PostgresParameters(settings: settings).list()
    cluster.synchronous = synchronous(context)
    if context.site.kubernetes.zones.count > 1 {
      cluster.topologySpread = [
        TopologySpread(
          over: "topology.kubernetes.io/zone",
          labels: [("cnpg.io/cluster", context.cluster(context.site))], perRevision: false)
      ]
    }
    expose(context, &cluster)
    manifests.add(cluster, to: .database, origin: settings.span ?? context.site.span)
  }

  /// Seconds, where the topology says so itself: the operator's default needs no words.
  private func written(_ span: Located<TimeSpan>) -> Number? {
    span.span == nil ? nil : span.map(\.seconds)
  }

  private func archive(_ context: SiteContext) -> ClusterArchive? {
    let backup = context.site.postgres.backup
    switch backup.method.value {
    case .plugin:
      return .plugin(
        objectStore: context.archive(context.site), serverName: context.serverName(context.site))
    case .inTree:
      return ArchiveLocation(context: context, owner: context.site).map {
        .inTree($0.inTree(), retention: backup.retention.map(\.description))
      }
    }
  }

  /// Place in the distributed topology; the token comes with the commit that promotes, and with no
  /// other (rule TOK-006).
  private func replica(_ context: SiteContext) -> Cluster.Replica? {
    guard let source = context.source else { return nil }
    var replica = Cluster.Replica(
      itself: context.cluster(context.site), primary: context.cluster(context.primary),
      source: context.cluster(source))
    if context.plan.carriesToken { replica.token = context.topology.operation.switchover?.token }
    return replica
  }

  private func bootstrap(_ context: SiteContext) -> ClusterBootstrap {
    let settings = context.site.postgres
    let record = context.plan.state.bootstrap
    let database = settings.database.map(\.description)
    let secret = context.site.secrets.database.map(\.description)
    // A source that left the topology is no external cluster any more; the Cluster was begun long ago.
    let owner = record.source.flatMap(context.topology.site) ?? context.site
    let source =
      record.sourceEpoch.map { context.oldArchive(owner, epoch: $0) }
      ?? context.cluster(owner)
    switch record.method {
    case .initdb: return .initdb(database: database, secret: secret)
    case .pgBasebackup: return .pgBasebackup(source: source, database: database, secret: secret)
    case .recovery:
      var recovery = ClusterBootstrap.Recovery(source: source)
      recovery.login = .init(database: database, secret: secret)
      if record.sourceEpoch != nil, let rollback = context.topology.operation.rollback {
        recovery.target = PointInTime(rollback.target)
      }
      return .recovery(recovery)
    }
  }

  /// `failoverQuorum` is a field since CloudNativePG 1.28 (rule GATE-08).
  private func synchronous(_ context: SiteContext) -> ClusterSynchronous? {
    let settings = context.site.postgres.synchronous
    guard settings.number.value > 0, context.site.postgres.instances.value > 1 else { return nil }
    let knowsQuorum = context.site.operators.cnpg.value.isAtLeast(1, 28)
    return ClusterSynchronous(
      method: settings.method.map(\.rawValue), number: settings.number,
      dataDurability: context.site.operators.cnpg.value.isAtLeast(1, 25)
        ? settings.dataDurability.map(\.rawValue) : nil,
      failoverQuorum: knowsQuorum ? settings.failoverQuorum : nil)
  }

  private func affinity(_ placement: PostgresPlacement) -> ClusterAffinity {
    ClusterAffinity(
      antiAffinity: placement.antiAffinity.map(\.rawValue),
      nodeSelector: placement.nodeSelector.map { ($0.key.value, $0.value) },
      tolerations: placement.tolerations.map {
        PodToleration(key: $0.key, value: $0.value, effect: $0.effect?.map(\.rawValue))
      })
  }

  /// Names that clients use beside the default Services must be in the server certificate: the
  /// pooler presents the same one.
  private func expose(_ context: SiteContext, _ cluster: inout Cluster) {
    let settings = context.site.postgres
    if settings.pooler != nil {
      let namespace = context.namespace
      let domain = context.site.kubernetes.clusterDomain
      cluster.serverAltDNSNames += [
        context.pooler, "\(context.pooler).\(namespace)", "\(context.pooler).\(namespace).svc",
        "\(context.pooler).\(namespace).svc.\(domain)",
      ]
    }
    if context.isStreamedFrom, let endpoint = settings.streamingEndpoint {
      cluster.serverAltDNSNames.append(endpoint.host.map(\.description))
      cluster.exposedService = Cluster.ExposedService(
        name: "\(context.cluster(context.site))-external",
        sourceRanges: endpoint.peerCIDR.map { $0.map(\.description) })
    }
  }
}

extension ResourceRequirements {
  /// Resources of the topology as a container's.
  init(_ resources: Resources) {
    self.init(
      cpu: resources.cpu.map(\.description), memory: resources.memory.map(\.description),
      cpuLimit: resources.cpuLimit?.map(\.description),
      memoryLimit: resources.effectiveMemoryLimit.map(\.description))
  }
}
