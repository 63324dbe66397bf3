import Diagnostics
import Lowering
import Pipeline
import ProxySyntax
import TestSupport
import Testing
import TopologyModel
import YAMLSyntax

@Suite("Variants of the output")
struct VariantTests {
  @Test("the in-tree method emits no plugin objects and keeps the server name with the store")
  func inTree() async throws {
    let tree = await Compiled(
      "postgres: {backup: {method: inTree}, image: 'ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie'}"
    )
    #expect(!tree.has("sites/dc1/30-object-storage/kustomization.yaml"))
    let cluster = try #require(tree["sites/dc2/40-database/cluster-infisical-db-dc2.yaml"])
    #expect(cluster.at("spec.plugins") == nil)
    #expect(cluster.text("spec.backup.barmanObjectStore.serverName") == "infisical-db-dc2-e1")
    #expect(
      cluster.text("spec.externalClusters.0.barmanObjectStore.serverName") == "infisical-db-dc1-e1")
    let backup = tree["sites/dc1/40-database/scheduledbackup-infisical-db-dc1-base.yaml"]
    #expect(backup?.text("spec.method") == "barmanObjectStore")
  }

  @Test("failoverQuorum is left out for operators that do not know it")
  func quorumGate() async throws {
    let tree = await Compiled("operators: {cnpg: 1.27.0}")
    let cluster = try #require(tree["sites/dc1/40-database/cluster-infisical-db-dc1.yaml"])
    #expect(cluster.text("spec.postgresql.synchronous.number") == "1")
    #expect(cluster.at("spec.postgresql.synchronous.failoverQuorum") == nil)
  }

  @Test("an epoch is part of archive and backup paths everywhere")
  func epochs() async {
    let tree = await Compiled("sites: [{id: dc1, postgres: {epoch: 4}}]")
    #expect(
      tree.text("sites/dc2/40-database/cluster-infisical-db-dc2.yaml").contains(
        "infisical-db-dc1-e4"))
    #expect(
      tree.text("sites/dc1/50-redis/cronjob-redis-backup.yaml").contains("value: redis/dc1-e4/"))
  }

  @Test("a pooler stands between Infisical and the primary of the active site only")
  func pooler() async throws {
    let tree = await Compiled("postgres: {pooler: {}}")
    let isThere = tree.has("sites/dc1/60-app/pooler-infisical-db-dc1-pooler-rw.yaml")
    #expect(isThere)
    #expect(!tree.has("sites/dc2/60-app/pooler-infisical-db-dc2-pooler-rw.yaml"))
    let text = tree.text("sites/dc1/60-app/deployment-infisical.yaml")
    #expect(text.contains("@infisical-db-dc1-pooler-rw.infisical.svc:5432/"))
    let cluster = try #require(tree["sites/dc1/40-database/cluster-infisical-db-dc1.yaml"])
    let names = cluster.at("spec.certificates.serverAltDNSNames")?.items?.compactMap {
      $0.scalar?.text
    }
    #expect(names?.contains("infisical-db-dc1-pooler-rw.infisical.svc") == true)
    // S3 waits until no connection is left, and PgBouncer keeps them for ten minutes by default.
    let pooler = tree["sites/dc1/60-app/pooler-infisical-db-dc1-pooler-rw.yaml"]
    #expect(pooler?.text("spec.pgbouncer.parameters.server_idle_timeout") == "30")
    #expect(
      tree.text("runbooks/switchover-dc1-to-dc2.md").contains(
        "On failure: connections of the pooler end 30 s after the last pod of Infisical"))
  }

  @Test("pods may ask DNS where the cluster answers it")
  func dns() async throws {
    func flows(_ overlay: String) async throws -> [String] {
      let tree = await Compiled(overlay)
      let policy = try #require(tree["sites/dc1/90-policies/networkpolicy-default-deny.yaml"])
      return (policy.at("spec.egress")?.items ?? []).map { flow in
        let peers = (flow["to"]?.items ?? []).map {
          $0.text("ipBlock.cidr") ?? $0.at("namespaceSelector.matchLabels")?[
            "kubernetes.io/metadata.name"]?.scalar?.text ?? ""
        }
        let ports = (flow["ports"]?.items ?? []).compactMap { $0.text("port") }
        return (peers + ports).joined(separator: " ")
      }
    }
    #expect(try await flows("{}") == ["kube-system 53 53"])
    let local = try await flows("network: {dnsCIDR: [169.254.20.10/32, 10.96.0.10/32]}")
    #expect(local == ["kube-system 53 53", "169.254.20.10/32 10.96.0.10/32 53 53"])
    let openShift = try await flows("network: {dnsNamespace: openshift-dns, dnsPort: 5353}")
    #expect(openShift == ["openshift-dns 5353 5353"])
  }

  @Test("with policies off, none is emitted")
  func noPolicies() async {
    let tree = await Compiled("network: {policies: false}")
    #expect(!tree.has("sites/dc1/90-policies/kustomization.yaml"))
  }

  @Test("a Secret name that collides with another object is an error with both places")
  func collision() async {
    let overlay =
      "redis: {tls: true}\ningress: {tlsIssuerRef: {name: ca}}\nsecrets: {tls: redis-tls}"
    let tree = await Compiled(overlay)
    #expect(tree.plan == nil && tree.concise.contains("[FIL001]"))
  }

  @Test("a copy over streaming gets a way to stream, in hybrid mode or not")
  func streaming() async throws {
    let endpoints = ["dc1", "dc2"].map {
      "{id: \($0), postgres: {streamingEndpoint: {host: pg.\($0).example.net, peerCIDR: [10.9.0.0/16]}}}"
    }
    let tree = await Compiled(
      "postgres: {bootstrap: pgBasebackup}\nsites: [\(endpoints.joined(separator: ", "))]")
    let job = try #require(tree["sites/dc2/80-monitoring/cronjob-streaming-certificates.yaml"])
    let pod = "spec.jobTemplate.spec.template.spec"
    #expect(job.text("\(pod).volumes.0.secret.secretName") == "dc1-replication")
    #expect(job.text("\(pod).volumes.0.secret.items.0.key") == "tls.crt")
    #expect(job.at("\(pod).volumes.0.secret.items.1") == nil, "no key")
    #expect(job.text("\(pod).volumes.1.secret.secretName") == "dc1-server-ca")
    let replica = try #require(tree["sites/dc2/40-database/cluster-infisical-db-dc2.yaml"])
    #expect(replica.text("spec.bootstrap.pg_basebackup.source") == "infisical-db-dc1")
    #expect(
      replica.text("spec.externalClusters.0.connectionParameters.host") == "pg.dc1.example.net")
    let primary = try #require(tree["sites/dc1/40-database/cluster-infisical-db-dc1.yaml"])
    let service = primary.at("spec.managed.services.additional.0.serviceTemplate.spec")
    #expect(service?.text("externalTrafficPolicy") == "Local")
    #expect(service?.text("loadBalancerSourceRanges.0") == "10.9.0.0/16")
    let policy = tree.text("sites/dc1/90-policies/networkpolicy-infisical-db-dc1.yaml")
    #expect(policy.contains("cidr: 10.9.0.0/16"))
  }

  @Test("no policy has a flow without peers, which would mean everybody")
  func closed() async throws {
    let tree = await Compiled()
    for file in try #require(tree.plan).files where file.path.contains("/networkpolicy-") {
      let spec = ParsedText(file.bytes).root?["spec"]
      for flow in spec?["ingress"]?.items ?? [] { #expect(flow["from"]?.items?.isEmpty == false) }
      for flow in spec?["egress"]?.items ?? [] { #expect(flow["to"]?.items?.isEmpty == false) }
    }
  }

  @Test("Redis reaches the object store only where a restore may come, never while it serves")
  func redisEgress() async throws {
    func networks(_ policy: YAMLNode?) throws -> [String] {
      try #require(policy).at("spec.egress")?.items?.flatMap { $0["to"]?.items ?? [] }
        .compactMap { $0.text("ipBlock.cidr") } ?? []
    }
    func policy(_ site: String, _ name: String) -> String {
      "sites/\(site)/90-policies/networkpolicy-\(name).yaml"
    }
    let tree = await Compiled()
    #expect(try networks(tree[policy("dc1", "redis")]).isEmpty)
    #expect(try networks(tree[policy("dc2", "redis")]) == ["203.0.113.0/24"])
    #expect(try networks(tree[policy("dc1", "redis-backup")]) == ["203.0.113.0/24"])
    // A request may be there until the operation ends: a pod on a new volume follows it again.
    for example in ["redis-restore", "rollback-3-restore", "rollback-4-finish"] {
      let bytes = try GoldenTree.bytes("\(example)/\(policy("dc1", "redis"))")
      #expect(try !networks(ParsedText(bytes).root).isEmpty, "\(example)")
    }
  }

  @Test("addresses of both families are in the zone, in the binds and in the commands of runbooks")
  func dualStack() async {
    let balancer = """
        nodes:
          - {name: lb1, location: frankfurt, address: 10.1.0.10}
          - {name: lb2, location: frankfurt, address: 10.1.0.11}
          - {name: lb3, location: amsterdam, address: '2001:db8:2::10'}
        ha:
          groups:
            - {vip: 10.1.0.9, vrid: 51, interface: eth0, members: [lb1, lb2]}
            - {vip: '2001:db8:1::9', vrid: 52, interface: eth0, members: [lb1, lb2]}
      """
    let tree = await Compiled("globalLB:\n\(balancer)")
    let host = "secrets.example.net. 60 IN"
    #expect(
      tree.text("lb/dns.zone").hasSuffix(
        "\(host) A 10.1.0.9\n\(host) AAAA 2001:db8:1::9\n\(host) AAAA 2001:db8:2::10\n"),
      "\(tree.concise)")
    for node in ["lb1", "lb3"] {
      #expect(tree.text("lb/\(node)/haproxy.cfg").contains("bind :::443 v4v6"), "\(node)")
    }
    #expect(tree.text("lb/lb1/keepalived.conf").contains("2001:db8:1::9 dev eth0"))
    let runbook = tree.text("runbooks/failover-dc1-to-dc2.md")
    #expect(runbook.contains("scp lb/lb3/haproxy.cfg '[2001:db8:2::10]:/etc/haproxy/"))
    let nginx = await Compiled("globalLB:\n  engine: nginx\n\(balancer)")
    #expect(nginx.text("lb/lb1/nginx.conf").contains("listen [::]:443 ipv6only=off"))
  }

  @Test("every emitted file names the part of the topology that caused it")
  func provenance() async throws {
    let tree = await Compiled("redis: {memory: 4Gi}")
    let plan = try #require(tree.plan)
    for file in plan.files
    where !file.path.hasSuffix("kustomization.yaml") && file.path != "topology.lock.json" {
      #expect(file.source?.hasPrefix("topology.yaml#/spec/") == true, "\(file.path)")
    }
    let redis = plan.files.first { $0.path == "sites/dc1/50-redis/statefulset-redis.yaml" }
    #expect(redis?.source == "topology.yaml#/spec/redis")
  }

  @Test("words of proxy configurations survive their own parser's quoting")
  func quoting() {
    let section = HAProxySection(
      .defaults,
      [ProxyLine("log-format", "a b"), ProxyLine("x", "it's"), ProxyLine("y", "#1", "$z")])
    let text = String(
      decoding: HAProxyPrinter.print(HAProxyConfiguration(comments: [], sections: [section])),
      as: UTF8.self)
    #expect(text == "\ndefaults\n    log-format 'a b'\n    x 'it'\\''s'\n    y '#1' '$z'\n")
  }

  @Test("every line of a configuration names its place in the topology")
  func lineProvenance() throws {
    let parsed = ParsedText(BaseTopology.text)
    var bag = DiagnosticBag()
    let topology = try #require(TopologyLoader.load(parsed.stream, into: &bag).topology)
    let blueprint = try #require(
      Blueprint(topology: topology, state: DeploymentState(initial: topology)))
    for file in TopologyLowering.lower(.balancers, of: blueprint) {
      guard case .haproxy(let configuration) = file.content else { continue }
      let lines = configuration.sections.flatMap(\.lines)
      let server = lines.first { $0.words.starts(with: ["server", "dc2"]) }
      #expect(server?.span != nil && server?.span == topology.sites[1].ingress.vip?.span)
      for section in configuration.sections {
        #expect(section.span != nil || section.lines.allSatisfy { $0.span != nil })
      }
    }
  }

  @Test("a topology built in Swift compiles like one that was read")
  func api() async throws {
    let parsed = ParsedText(BaseTopology.text)
    var bag = DiagnosticBag()
    let topology = try #require(TopologyLoader.load(parsed.stream, into: &bag).topology)
    let built = await CompilerPipeline().compile(topology)
    let read = await Compiled()
    #expect(built.plan?.files.map(\.bytes) == read.plan?.files.map(\.bytes))
  }

  @Test("the output does not depend on the number of jobs")
  func jobs() async {
    var sources = SourceMap()
    let file = sources.add(path: "topology.yaml", bytes: Array(BaseTopology.text.utf8))
    var options = CompilerPipeline.Options()
    let one = await CompilerPipeline(options: options).compile(file).plan
    options.jobs = 8
    #expect(await CompilerPipeline(options: options).compile(file).plan == one)
  }
}
