import Diagnostics
import KubernetesModel
import TopologyModel
import YAMLSyntax

/// A MinIO inside of a site's cluster, in a namespace of its own: a Tenant of the operator, or a plain
/// StatefulSet, and the Job that prepares it.
struct MinIOEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    for store in blueprint.topology.objectStores where store.kind.value == .inClusterMinIO {
      guard let minio = store.minio, let image = minio.image,
        minio.site?.value == blueprint.site.id.value, blueprint.plan.role != .fenced
      else { continue }
      let objects = MinIOObjects(blueprint: blueprint, store: store, minio: minio, image: image)
      let origin = minio.span ?? store.span
      manifests.add(objects.namespace, to: .minio, origin: origin)
      switch minio.form.value {
      case .tenant: manifests.add(objects.tenant, to: .minio, origin: origin)
      case .statefulSet:
        manifests.add(objects.headless, to: .minio, origin: origin)
        manifests.add(objects.service, to: .minio, origin: origin)
        manifests.add(objects.statefulSet, to: .minio, origin: origin)
        manifests.add(objects.budget, to: .minio, origin: origin)
      }
      manifests.add(objects.external, to: .minio, origin: origin)
      if blueprint.site.network.policies.value {
        for policy in objects.policies { manifests.add(policy, to: .minio, origin: origin) }
      }
      manifests.add(objects.scripts, to: .minio, origin: origin)
      if let mirror = objects.mirror { manifests.add(mirror, to: .minio, origin: origin) }
      if let job = objects.job { manifests.add(job, to: .minio, origin: origin) }
      if blueprint.site.monitoring.enabled.value {
        manifests.add(objects.monitor, to: .monitoring, origin: origin)
      }
    }
  }
}

/// The objects of one MinIO.
struct MinIOObjects {
  let blueprint: SiteBlueprint
  let store: ObjectStore
  let minio: MinIOSettings
  let image: Located<ImageReference>

  private static let user = 1000
  private static let port: Number = 9000

  private var name: Text { store.id.map(\.description) }
  private var headlessName: Text { "\(name)-headless" }

  private var selector: TextPairs {
    minio.form.value == .tenant
      ? [("v1.min.io/tenant", name)]
      : [("app.kubernetes.io/name", "minio"), ("app.kubernetes.io/instance", name)]
  }

  private func metadata(_ name: Text) -> ObjectMeta {
    ObjectMeta(
      name: name, namespace: minio.namespace.map(\.description),
      labels: [
        ("app.kubernetes.io/name", "minio"), ("app.kubernetes.io/instance", self.name),
        ("app.kubernetes.io/component", "object-store"),
        ("app.kubernetes.io/managed-by", "redoubt"),
        ("redoubt.dev/site", blueprint.site.id.map(\.description)),
      ])
  }

  private var kept: ObjectMeta {
    var metadata = metadata(name)
    metadata.annotations = ObjectMeta.protection
    return metadata
  }

  private var storageClass: Text? { minio.storageClass ?? blueprint.site.kubernetes.storageClass }

  private var resources: ResourceRequirements {
    ResourceRequirements(cpu: "500m", memory: "2Gi", memoryLimit: "2Gi")
  }

  var namespace: Namespace {
    var metadata = kept
    metadata.name = minio.namespace.map(\.description)
    metadata.namespace = nil
    for mode in ["enforce", "audit", "warn"] {
      metadata.labels.append(("pod-security.kubernetes.io/\(mode)", "restricted"))
    }
    return Namespace(metadata: metadata)
  }

  var tenant: MinIOTenant {
    var tenant = MinIOTenant(
      metadata: kept, image: image.map(\.description), pods: blueprint.pods,
      configuration: minio.rootSecret.map(\.description),
      certificate: minio.certificateSecret.map(\.description), servers: minio.servers,
      volumesPerServer: minio.volumesPerServer, volumeSize: minio.volumeSize.map(\.description),
      storageClass: storageClass, resources: resources, user: Self.user)
    tenant.kms = kms
    return tenant
  }

  /// The key, where objects are to be encrypted: MinIO refuses AES256 without one.
  private var kms: Text? {
    store.sse.value == .none ? nil : minio.kmsSecret.map(\.description)
  }

  /// The way in for the other sites, at the port of the endpoint.
  var external: Service {
    var metadata = metadata("\(name)-external")
    metadata.annotations = minio.serviceAnnotations.map { ($0.key.value, $0.value) }
    var service = Service(
      metadata: metadata, selector: selector,
      ports: [
        Service.Port(
          name: "https", port: store.endpointURL.map(\.port),
          targetPort: minio.form.value == .tenant ? "https-minio" : "https")
      ])
    service.isExternal = true
    return service
  }

  // MARK: StatefulSet

  var headless: Service {
    var service = Service(
      metadata: metadata(headlessName), selector: selector,
      ports: [Service.Port(name: "https", port: Self.port, targetPort: "https")])
    service.isHeadless = true
    return service
  }

  var service: Service {
    Service(
      metadata: metadata(name), selector: selector,
      ports: [Service.Port(name: "https", port: Self.port, targetPort: "https")])
  }

  var statefulSet: StatefulSet {
    var container = Container("minio", image: image.map(\.description), resources: resources)
    container.args = ["server", "--certs-dir", "/certs", servers]
    container.ports = [("https", Self.port)]
    let root = minio.rootSecret.map(\.description)
    container.env = [
      .secret("MINIO_ROOT_USER", root, "rootUser"),
      .secret("MINIO_ROOT_PASSWORD", root, "rootPassword"), .value("MINIO_BROWSER", "off"),
      .value("MINIO_PROMETHEUS_AUTH_TYPE", "public"),
    ]
    if let kms {
      container.env.append(.secret("MINIO_KMS_SECRET_KEY", kms, "MINIO_KMS_SECRET_KEY"))
    }
    container.volumeMounts =
      volumes.map { VolumeMount($0, at: "/\($0)") }
      + [
        VolumeMount("certs", at: "/certs", isReadOnly: true), VolumeMount("tmp", at: "/tmp"),
      ]
    let live = Probe.Action.httpGet(path: "/minio/health/live", port: "https", isSecured: true)
    container.livenessProbe = Probe(live, periodSeconds: 10, failureThreshold: 6)
    let ready = Probe.Action.httpGet(path: "/minio/health/ready", port: "https", isSecured: true)
    container.readinessProbe = Probe(ready, periodSeconds: 5)
    var pod = blueprint.pod(user: Self.user, containers: [container])
    pod.topologySpread = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map {
      TopologySpread(over: $0, labels: selector, perRevision: false)
    }
    pod.volumes = [
      Volume(
        "certs",
        .renamedSecret(
          name: minio.certificateSecret.map(\.description),
          files: [
            ("tls.crt", "public.crt"), ("tls.key", "private.key"), ("ca.crt", "CAs/ca.crt"),
          ])), Volume("tmp", .emptyDir(sizeLimit: "256Mi", isMemory: false)),
    ]
    var set = StatefulSet(
      metadata: kept, serviceName: headlessName, replicas: minio.servers, selector: selector,
      template: PodTemplate(labels: metadata(name).labels, spec: pod))
    set.claims = volumes.map {
      StatefulSet.Claim($0, size: minio.volumeSize.map(\.description), storageClass: storageClass)
    }
    // Every server waits for the others.
    set.isParallel = true
    return set
  }

  private var volumes: [String] { (0..<minio.volumesPerServer.value).map { "data\($0)" } }

  /// The servers in MinIO's own notation of ranges.
  private var servers: Text {
    let domain = blueprint.site.kubernetes.clusterDomain.value
    let namespace = minio.namespace.value
    let hosts = "\(name.value)-{0...\(minio.servers.value - 1)}"
    let drives = volumes.count == 1 ? "/data0" : "/data{0...\(volumes.count - 1)}"
    return Text(
      "https://\(hosts).\(headlessName.value).\(namespace).svc.\(domain):\(Self.port.value)\(drives)",
      at: minio.servers.span)
  }

  /// Half of the servers and one more must answer writes (MinIO, erasure coding).
  var budget: PodDisruptionBudget {
    PodDisruptionBudget(metadata: metadata(name), selector: selector)
  }

  // MARK: Network

  var policies: [NetworkPolicy] {
    let flows = NetworkFlows(blueprint: blueprint)
    var policy = NetworkPolicy(metadata: metadata(name), podSelector: selector)
    let users = NetworkPolicy.Peer.namespace(blueprint.namespace, pods: [])
    policy.ingress = [
      NetworkPolicy.Flow([.pods(selector)], [.tcp(Self.port)]),
      NetworkPolicy.Flow(
        [.pods(jobLabels), users, flows.monitoring],
        [.tcp(Self.port)]),
      // Other sites read the archive, and arrive with the addresses of their nodes or gateways.
      NetworkPolicy.Flow(flows.networks(minio.clientCIDR), [.tcp(Self.port)]),
    ]
    policy.egress = [NetworkPolicy.Flow([.pods(selector)], [.tcp(Self.port)])] + flows.dns
    if store.replication != nil {
      policy.egress.append(NetworkPolicy.Flow(flows.networks([]), [.tcp(443), .tcp(Self.port)]))
    }
    return [policy]
  }

  // MARK: Preparation

  private var buckets: BucketScript { BucketScript(store, blueprint.topology) }

  /// Pods that prepare the store and copy from it.
  private var jobLabels: TextPairs {
    [("app.kubernetes.io/name", "mc"), ("app.kubernetes.io/instance", name)]
  }

  var scripts: ConfigMap {
    func json(_ node: YAMLNode) -> Text {
      Text(String(decoding: JSONPrinter.print(node), as: UTF8.self))
    }
    var data: [(String, Text)] = [
      ("buckets.sh", Text(buckets.text)), ("logins.sh", Text(LoginScript(store: store).text)),
    ]
    data += buckets.files.map { ($0.name, json($0.content)) }
    data += MirrorScript(store: store).map { [("mirror.sh", Text($0.text))] } ?? []
    data += StoreCredential.all(of: store).map { ("\($0.name).json", json($0.policy)) }
    return ConfigMap(metadata: metadata("\(name)-bootstrap"), data: data)
  }

  /// A pod template cannot be changed, so the name follows what the Job does: a changed Job is another one.
  var job: Job? {
    guard let client = minio.clientImage else { return nil }
    let root = minio.rootSecret.map(\.description)
    var first = Container(
      "buckets", image: blueprint.site.redis.backup.image.map(\.description),
      resources: ResourceRequirements(cpu: "100m", memory: "256Mi", memoryLimit: "512Mi"))
    first.command = ["sh", "/scripts/buckets.sh"]
    first.env = [
      .value("S3_ENDPOINT", store.endpointURL.map(\.description)),
      .secret("AWS_ACCESS_KEY_ID", root, "rootUser"),
      .secret("AWS_SECRET_ACCESS_KEY", root, "rootPassword"),
      .value("AWS_DEFAULT_REGION", store.signingRegion),
      .value("AWS_CA_BUNDLE", "\(S3Environment.caMount)/ca.crt"), .value("RULES", "/scripts"),
      .value("HOME", "/tmp"),
    ]
    var container = Container(
      "logins", image: client.map(\.description),
      resources: ResourceRequirements(cpu: "100m", memory: "256Mi", memoryLimit: "256Mi"))
    container.command = ["sh", "/scripts/logins.sh"]
    container.env = [
      .value("MC_ENDPOINT", store.endpointURL.map(\.description)),
      .secret("MC_ROOT_USER", root, "rootUser"),
      .secret("MC_ROOT_PASSWORD", root, "rootPassword"), .value("POLICIES", "/scripts"),
      .optionalSecret("REPLICATE_TO", root, "replicateTo"),
    ]
    for credential in StoreCredential.all(of: store) {
      let prefix = credential.name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
      for key in ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY"] {
        container.env.append(
          .optionalSecret(Text("\(prefix)_\(key)"), Text(credential.name), key))
      }
    }
    var pod = preparing(container)
    first.volumeMounts = pod.containers.first?.volumeMounts ?? []
    pod.initContainers = [first]
    let content =
      [
        image.value.description, client.value.description, first.image.value,
        store.endpointURL.value.description, buckets.text, LoginScript(store: store).text,
      ] + scripts.data.map(\.1.value)
    let digest = SHA256.hex(Array(content.joined(separator: "\n").utf8)).prefix(8)
    return Job(
      metadata: metadata("\(name)-bootstrap-\(Located(String(digest)))"),
      template: PodTemplate(labels: jobLabels, spec: pod))
  }

  /// A pod with the scripts, the CA of the endpoint, and the client's own folder.
  private func preparing(_ container: Container) -> PodSpec {
    var container = container
    container.env += [
      .value("HOME", "/tmp"),
      // Go's clients read this folder beside the system's bundle.
      .value("SSL_CERT_DIR", Text(S3Environment.caMount)),
    ]
    container.volumeMounts = [
      VolumeMount("scripts", at: "/scripts", isReadOnly: true),
      VolumeMount("ca", at: S3Environment.caMount, isReadOnly: true),
      VolumeMount("tmp", at: "/tmp"),
    ]
    var pod = blueprint.pod(user: Self.user, containers: [container])
    pod.restartPolicy = "OnFailure"
    pod.volumes = [
      Volume("scripts", .configMap(name: "\(name)-bootstrap")),
      Volume("ca", .secret(name: minio.certificateSecret.map(\.description), keys: ["ca.crt"])),
      Volume("tmp", .emptyDir(sizeLimit: "64Mi", isMemory: false)),
    ]
    return pod
  }

  /// The hourly copy, where the stores do not replicate by themselves.
  var mirror: CronJob? {
    guard let client = minio.clientImage, MirrorScript(store: store) != nil else { return nil }
    var container = Container(
      "mirror", image: client.map(\.description),
      resources: ResourceRequirements(cpu: "100m", memory: "256Mi", memoryLimit: "512Mi"))
    container.command = ["sh", "/scripts/mirror.sh"]
    let root = minio.rootSecret.map(\.description)
    container.env = [
      .secret("MC_HOST_source", root, "mirrorFrom"), .secret("MC_HOST_target", root, "mirrorTo"),
    ]
    var job = CronJob(
      metadata: metadata("\(name)-mirror"), schedule: "23 * * * *", isSuspended: Located(false),
      template: PodTemplate(labels: jobLabels, spec: preparing(container)))
    job.activeDeadlineSeconds = 3300
    return job
  }

  var monitor: ServiceMonitor {
    ServiceMonitor(
      metadata: metadata(name),
      blueprint.scrapeTarget(
        selector, port: "https", path: "/minio/v2/metrics/cluster", isSecured: true))
  }
}
