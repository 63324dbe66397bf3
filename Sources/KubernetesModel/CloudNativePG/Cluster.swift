package import YAMLSyntax

/// postgresql.cnpg.io/v1 Cluster (CloudNativePG 1.28 to 1.30).
package struct Cluster: KubernetesObject {
  package static let type = GroupVersionKind("postgresql.cnpg.io", "v1", "Cluster")

  /// Place in the distributed topology.
  package struct Replica: Sendable {
    package var itself: Text
    package var primary: Text
    package var source: Text
    /// What a demoted primary handed over.
    package var token: Text?

    package init(itself: Text, primary: Text, source: Text) {
      self.itself = itself
      self.primary = primary
      self.source = source
    }
  }

  /// A port exposed beside the default services.
  package struct ExposedService: Sendable {
    let name: Text
    let sourceRanges: [Text]

    /// A load balancer that keeps the peer's address, which policies go by, and admits only peers.
    package init(name: Text, sourceRanges: [Text]) {
      self.name = name
      self.sourceRanges = sourceRanges
    }
  }

  package var metadata: ObjectMeta
  package var instances: Number
  package var imageName: Text
  package var pods: PodDefaults
  package var storage: ClusterStorage
  package var walStorage: ClusterStorage
  package var resources: ResourceRequirements
  package var affinity: ClusterAffinity
  package var topologySpread: [TopologySpread] = []
  package var parameters: TextPairs = []
  package var synchronous: ClusterSynchronous?
  package var bootstrap: ClusterBootstrap
  /// Nil for a Cluster that must not write to any archive.
  package var archive: ClusterArchive?
  /// Nil for a deployment of one site.
  package var replica: Replica?
  package var externalClusters: [ExternalCluster]
  package var serverAltDNSNames: [Text] = []
  package var exposedService: ExposedService?
  /// Seconds that a switchover inside the site may take; the operator's default when nil.
  package var switchoverDelay: Number?
  /// Seconds that a primary must be gone before another is promoted; the operator's default when nil.
  package var failoverDelay: Number?
  /// Whether the operator knows `probes.liveness.isolationCheck` (since 1.27).
  package var hasIsolationCheck = true

  package init(
    metadata: ObjectMeta, instances: Number, imageName: Text, pods: PodDefaults,
    storage: ClusterStorage,
    walStorage: ClusterStorage, resources: ResourceRequirements, affinity: ClusterAffinity,
    bootstrap: ClusterBootstrap, archive: ClusterArchive?, replica: Replica?,
    externalClusters: [ExternalCluster]
  ) {
    self.metadata = metadata
    self.instances = instances
    self.imageName = imageName
    self.pods = pods
    self.storage = storage
    self.walStorage = walStorage
    self.resources = resources
    self.affinity = affinity
    self.bootstrap = bootstrap
    self.archive = archive
    self.replica = replica
    self.externalClusters = externalClusters
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("imageName", imageName)
      pods.writeInherited(into: &spec)
      spec.set("instances", instances)
      spec.set("primaryUpdateStrategy", "unsupervised")
      spec.set("primaryUpdateMethod", "switchover")
      spec.set("switchoverDelay", switchoverDelay)
      spec.set("failoverDelay", failoverDelay)
      spec.set("enablePDB", true)
      spec.set("enableSuperuserAccess", false)
      spec.set("storage", storage)
      spec.set("walStorage", walStorage)
      spec.set("resources", resources)
      spec.list("topologySpreadConstraints", topologySpread)
      spec.set("affinity", affinity)
      spec.nested("postgresql") { postgresql in
        postgresql.strings("parameters", parameters)
        postgresql.set("synchronous", synchronous)
      }
      spec.set("bootstrap", bootstrap)
      archive?.write(into: &spec)
      if let replica {
        spec.nested("replica") {
          $0.set("self", replica.itself)
          $0.set("primary", replica.primary)
          $0.set("source", replica.source)
          $0.set("promotionToken", replica.token)
        }
      }
      spec.list("externalClusters", externalClusters)
      spec.nested("certificates") { $0.list("serverAltDNSNames", serverAltDNSNames) }
      spec.nested("managed") { $0.set("services", services) }
      if hasIsolationCheck {
        spec.nested("probes") { probes in
          probes.nested("liveness") { $0.nested("isolationCheck") { $0.set("enabled", true) } }
        }
      }
    }
  }

  private var services: YAMLNode {
    YAMLMapping.build { services in
      services.list("disabledDefaultServices", ["r"])
      guard let exposedService else { return }
      let additional = YAMLMapping.build { additional in
        additional.set("selectorType", "rw")
        additional.nested("serviceTemplate") { template in
          template.nested("metadata") { $0.set("name", exposedService.name) }
          template.nested("spec") {
            $0.set("type", "LoadBalancer")
            $0.set("externalTrafficPolicy", "Local")
            $0.list("loadBalancerSourceRanges", exposedService.sourceRanges)
          }
        }
      }
      services.list("additional", [additional])
    }
  }
}
