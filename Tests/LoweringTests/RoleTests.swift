import TestSupport
import Testing
import YAMLSyntax

/// The table of architecture section 1.2: what each role of a site emits.
@Suite("What a site's role means")
struct RoleTests {
  private func site(_ role: String) async -> Compiled {
    await Compiled(role == "active" ? "{}" : "sites: [{id: dc2, role: \(role)}]")
  }

  private func id(_ role: String) -> String { role == "active" ? "dc1" : "dc2" }

  @Test(
    "objects and settings follow the role",
    arguments: [
      // role, replicas, autoscaler, ingress, database backups, Redis, Redis backups suspended
      ("active", nil, true, true, "false", "1", "false"),
      ("passive", "0", false, true, "false", "1", "true"),
      ("fenced", "0", false, false, "true", "0", "true"),
      ("rebuilding", "0", false, true, "true", "1", "true"),
    ] as [(String, String?, Bool, Bool, String, String, String)])
  func role(
    role: String, replicas: String?, scales: Bool, hasIngress: Bool, baseSuspended: String,
    redis: String, redisSuspended: String
  ) async throws {
    let tree = await site(role)
    let folder = "sites/\(id(role))"
    let deployment = try #require(tree["\(folder)/60-app/deployment-infisical.yaml"])
    #expect(deployment.text("spec.replicas") == replicas)
    #expect(tree.has("\(folder)/60-app/horizontalpodautoscaler-infisical.yaml") == scales)
    #expect(tree.has("\(folder)/70-ingress/ingress-infisical.yaml") == hasIngress)
    let backup = tree["\(folder)/40-database/scheduledbackup-infisical-db-\(id(role))-base.yaml"]
    #expect(backup?.text("spec.suspend") == baseSuspended)
    #expect(tree["\(folder)/50-redis/statefulset-redis.yaml"]?.text("spec.replicas") == redis)
    let job = tree["\(folder)/50-redis/cronjob-redis-backup.yaml"]
    #expect(job?.text("spec.suspend") == redisSuspended)
    let cluster = try #require(tree["\(folder)/40-database/cluster-infisical-db-\(id(role)).yaml"])
    #expect(cluster.text("spec.replica.primary") == "infisical-db-dc1")
    #expect(
      cluster.at("metadata.annotations")?["cnpg.io/hibernation"]?.scalar?.text
        == (role == "fenced" ? "on" : nil))
    #expect((cluster.at("spec.bootstrap.initdb") != nil) == (role == "active"))
    let balancer = tree.text("lb/lb1/haproxy.cfg").split(separator: "\n")
    let server = try #require(balancer.first { $0.contains("server \(id(role)) ") })
    #expect(server.hasSuffix("disabled") == (role != "active"))
    #expect(!balancer.contains { $0.split(separator: " ").contains("backup") })
  }

  @Test("every Cluster lists every site, and every site has every archive")
  func distributed() async throws {
    let tree = await Compiled(
      "sites: [{id: dc3, role: passive, failureDomain: paris, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}}]\nobjectStores: [{id: other, kind: enterprise, failureDomain: rome, endpointURL: 'https://s3.example.org', buckets: [{name: pg-dc3, site: dc3, purpose: postgres}, {name: redis-dc3, site: dc3, purpose: redis}]}]"
    )
    #expect(!tree.concise.contains("error:"))
    for site in ["dc1", "dc2", "dc3"] {
      let cluster = try #require(
        tree["sites/\(site)/40-database/cluster-infisical-db-\(site).yaml"])
      let names = cluster.at("spec.externalClusters")?.items?.compactMap { $0.text("name") }
      #expect(names == ["infisical-db-dc1", "infisical-db-dc2", "infisical-db-dc3"])
      for owner in ["dc1", "dc2", "dc3"] {
        let store = try #require(
          tree["sites/\(site)/30-object-storage/objectstore-pg-archive-\(owner).yaml"])
        let credentials = store.text("spec.configuration.s3Credentials.accessKeyId.name")
        #expect(credentials == "s3-pg-\(owner)-\(owner == site ? "rw" : "ro")")
        #expect((store.text("spec.retentionPolicy") != nil) == (owner == site))
      }
    }
  }

  @Test("a deployment of one site has no replica section")
  func single() async throws {
    let text =
      "globalLB: {engine: external, procedure: wiki}\nsites: [{id: dc2, role: active}, {id: dc1, role: fenced}]"
    let tree = await Compiled(text)
    #expect(
      tree["sites/dc2/40-database/cluster-infisical-db-dc2.yaml"]?.at("spec.bootstrap.initdb")
        != nil)
  }
}
