import Diagnostics
import KubernetesModel
import TopologyModel
import YAMLSyntax

/// The PostgreSQL Cluster of a site, as primary or as replica of the distributed topology.
struct ClusterEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard case .cloudNativePG(let database) = blueprint.database, database.hasCluster
    else { return }
    let settings = blueprint.site.postgres
    guard let archive = archive(blueprint) else { return }
    let storageClass = blueprint.site.kubernetes.storageClass
    var metadata = blueprint.metadata(blueprint.names.cluster, .database)
    metadata.annotations = ObjectMeta.protection
    if blueprint.plan.isHibernated {
      // Hibernation alone is a smart shutdown, which lets connected clients go on writing; fencing stops
      // PostgreSQL at once (CloudNativePG 1.30, fencing and declarative_hibernation).
      metadata.annotations += DatabaseStop.annotations.map {
        ($0.key, Text($0.value, at: blueprint.site.role.span))
      }
    }
    var cluster = Cluster(
      metadata: metadata, instances: settings.instances,
      imageName: settings.image.map(\.description), pods: blueprint.pods,
      storage: ClusterStorage(
        size: settings.storageSize.map(\.description), storageClass: storageClass),
      walStorage: ClusterStorage(
        size: settings.walSize.map(\.description), storageClass: storageClass),
      resources: ResourceRequirements(settings.resources), affinity: affinity(settings.placement),
      bootstrap: bootstrap(blueprint), archive: archive,
      replica: replica(blueprint),
      externalClusters: ExternalClusters(blueprint: blueprint).list())
    cluster.switchoverDelay = written(settings.switchoverDelay)
    cluster.failoverDelay = written(settings.failoverDelay)
    cluster.hasIsolationCheck = blueprint.site.operators.cnpg.value.isAtLeast(1, 27)
    cluster.parameters = PostgresParameters(settings: settings).list()
    cluster.synchronous = synchronous(blueprint)
    if blueprint.site.kubernetes.zones.count > 1 {
      cluster.topologySpread = [
        TopologySpread(
          over: "topology.kubernetes.io/zone",
          labels: [("cnpg.io/cluster", blueprint.names.cluster)], perRevision: false)
      ]
    }
    expose(blueprint, &cluster)
    manifests.add(cluster, to: .database, origin: settings.span ?? blueprint.site.span)
  }

  /// Seconds, where the topology says so itself: the operator's default needs no words.
  private func written(_ span: Located<TimeSpan>) -> Number? {
    span.span == nil ? nil : span.map(\.seconds)
  }

  private func archive(_ blueprint: SiteBlueprint) -> ClusterArchive? {
    let backup = blueprint.site.postgres.backup
    switch backup.method.value {
    case .plugin:
      return .plugin(
        objectStore: blueprint.names.archive, serverName: blueprint.names.serverName)
    case .inTree:
      return ArchiveLocation(blueprint: blueprint, owner: blueprint.site).map {
        .inTree($0.inTree(), retention: backup.retention.map(\.description))
      }
    }
  }

  /// Place in the distributed topology; the token comes with the commit that promotes, and with no
  /// other (rule TOK-006).
  private func replica(_ blueprint: SiteBlueprint) -> Cluster.Replica? {
    guard let source = blueprint.source else { return nil }
    var replica = Cluster.Replica(
      itself: blueprint.names.cluster, primary: blueprint.names(of: blueprint.primary).cluster,
      source: blueprint.names(of: source).cluster)
    if blueprint.plan.carriesToken {
      replica.token = blueprint.topology.operation.switchover?.token
    }
    return replica
  }

  private func bootstrap(_ blueprint: SiteBlueprint) -> ClusterBootstrap {
    let settings = blueprint.site.postgres
    let record = blueprint.plan.state.bootstrap
    let database = settings.database.map(\.description)
    let secret = blueprint.site.secrets.database.map(\.description)
    // A source that left the topology is not an external cluster any more; the Cluster was begun long ago.
    let owner = record.source.flatMap(blueprint.topology.site) ?? blueprint.site
    let source =
      record.sourceEpoch.map { blueprint.names(of: owner).oldArchive(epoch: $0) }
      ?? blueprint.names(of: owner).cluster
    switch record.method {
    case .initdb: return .initdb(database: database, secret: secret)
    case .pgBasebackup: return .pgBasebackup(source: source, database: database, secret: secret)
    case .recovery:
      var recovery = ClusterBootstrap.Recovery(source: source)
      recovery.login = .init(database: database, secret: secret)
      if record.sourceEpoch != nil, let rollback = blueprint.topology.operation.rollback {
        recovery.target = PointInTime(rollback.target)
      }
      return .recovery(recovery)
    }
  }

  /// `failoverQuorum` is a field since CloudNativePG 1.28 (rule GATE-08).
  private func synchronous(_ blueprint: SiteBlueprint) -> ClusterSynchronous? {
    let settings = blueprint.site.postgres.synchronous
    guard settings.number.value > 0, blueprint.site.postgres.instances.value > 1 else { return nil }
    let knowsQuorum = blueprint.site.operators.cnpg.value.isAtLeast(1, 28)
    return ClusterSynchronous(
      method: settings.method.map(\.rawValue), number: settings.number,
      dataDurability: blueprint.site.operators.cnpg.value.isAtLeast(1, 25)
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
  private func expose(_ blueprint: SiteBlueprint, _ cluster: inout Cluster) {
    let settings = blueprint.site.postgres
    if settings.pooler != nil {
      let namespace = blueprint.namespace
      let domain = blueprint.site.kubernetes.clusterDomain
      cluster.serverAltDNSNames += [
        blueprint.names.pooler, "\(blueprint.names.pooler).\(namespace)",
        "\(blueprint.names.pooler).\(namespace).svc",
        "\(blueprint.names.pooler).\(namespace).svc.\(domain)",
      ]
    }
    if case .cloudNativePG(let database) = blueprint.database, database.isStreamedFrom,
      let endpoint = settings.streamingEndpoint
    {
      cluster.serverAltDNSNames.append(endpoint.host.map(\.description))
      cluster.exposedService = Cluster.ExposedService(
        name: "\(blueprint.names.cluster)-external",
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
