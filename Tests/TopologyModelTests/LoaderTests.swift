import Diagnostics
import TestSupport
import Testing
import TopologyModel

@Suite("Loading topologies")
struct LoaderTests {
  @Test("the base topology loads without a word")
  func base() throws {
    let loaded = Loading(BaseTopology.text)
    #expect(loaded.concise == "")
    let topology = try #require(loaded.topology)
    #expect(topology.name.value.description == "infisical")
    #expect(topology.sites.map(\.role.value) == [.active, .passive])
    #expect(topology.sites[0].postgres.image.value.tag == "16.10-standard-trixie")
  }

  @Test("a site's block wins over the shared one, which wins over the default")
  func inheritance() throws {
    let loaded = Loading(
      overlay: """
        redis: {memory: 4Gi, backup: {keepDaily: 9}}
        sites:
          - {id: dc2, redis: {memory: 8Gi, backup: {minKeep: 7}}}
        """)
    let sites = try #require(loaded.topology).sites
    #expect(sites[0].redis.memory.value.description == "4Gi")
    #expect(sites[1].redis.memory.value.description == "8Gi")
    #expect(sites[1].redis.backup.keepDaily.value == 9)
    #expect(sites[1].redis.backup.minKeep.value == 7)
    #expect(sites[0].redis.backup.minKeep.value == 3)
    #expect(sites[0].redis.memory.span != nil && sites[0].redis.cpu.span == nil)
  }

  @Test("merge keys work in topologies")
  func merges() {
    let text = BaseTopology.text.replacing(
      "ingress: {vip: 10.2.0.20}", with: "ingress: {<<: {class: haproxy}, vip: 10.2.0.20}")
    #expect(Loading(text).topology?.sites.last?.ingress.className?.value == "haproxy")
  }

  @Test("every fault of a file is reported in one run, at its place")
  func allFaults() {
    let loaded = Loading(
      """
      apiVersion: redoubt.dev/v1alpha1
      kind: Topology
      metadata: {name: Bad_Name}
      spec:
        siteURL: secrets.example.net
        versoin: x
        sites:
          - id: a-very-long-site
            role: activ
            failureDomain: frankfurt
            kubernetes: {apiServerCIDR: [10.1.0.5/28, 10.0.0.0/40]}
          - role: passive
            redis: {memory: lots, backup: {schedule: "61 * * * *"}}
            app: [1]
        objectStores: {}
        postgres: {instances: "3", backup: {schedule: "30 2 * * *"}, image: "x:latest"}
        app: {telemetry: yes}

      """)
    let expected = [
      "3:18: error: `Bad_Name` is not a valid DNS label [TOP004]",
      "5:3: error: missing required field `spec.globalLB`: it has no safe default [TOP002]",
      "5:12: error: `secrets.example.net` is not an absolute http or https URL [TOP004]",
      "6:3: error: unknown field `versoin` in `spec` [TOP001]",
      "8:11: error: `a-very-long-site` is not a valid site ID [TOP004]",
      "9:13: error: `activ` is not a site role [TOP004]",
      "11:36: error: `10.1.0.5/28` has bits set after the prefix: the network is larger than the address suggests [TOP004]",
      "11:49: error: `10.0.0.0/40` needs a prefix length from 0 to 32 [TOP004]",
      "12:7: error: missing required field `spec.sites[1].failureDomain`: it has no safe default [TOP002]",
      "12:7: error: missing required field `spec.sites[1].id`: it has no safe default [TOP002]",
      "12:7: error: missing required field `spec.sites[1].kubernetes.apiServerCIDR`: it has no safe default [TOP002]",
      "13:23: error: `lots` is not a valid quantity [TOP004]",
      "13:48: error: `61 * * * *` has `61` as minute [TOP004]",
      "14:12: error: `spec.sites[1].app` must be a mapping, not a list [TOP003]",
      "15:17: error: `spec.objectStores` must be a list, not a mapping [TOP003]",
      "16:25: error: `spec.postgres.instances` must be an integer, not a string [TOP003]",
      "16:49: error: `30 2 * * *` has 5 fields, but this schedule takes 6 [TOP004]",
      "16:71: error: `x:latest` is a moving tag: what runs would depend on when it was pulled [TOP004]",
      "17:20: error: `yes` is not a boolean [TOP004]",
    ]
    #expect(loaded.concise == expected.map { "topology.yaml:\($0)\n" }.joined())
    #expect(!loaded.isComplete)
  }

  @Test("an unknown field alone does not keep rules from running")
  func unknownIsComplete() {
    let loaded = Loading(overlay: "redsi: {}")
    #expect(loaded.isComplete)
    #expect(loaded.bag.sorted.first?.help == "did you mean `redis`?")
  }

  @Test(
    "a file that is not a topology is named as such",
    arguments: [
      ("", "the file is empty"), ("- a\n", "expected a mapping, found a list"),
      ("apiVersion: v1\nkind: Topology\n", "`apiVersion` is `v1`"),
      ("apiVersion: redoubt.dev/v1alpha1\nkind: Pod\n", "`kind` is `Pod`"),
      (BaseTopology.text + "---\na: 1\n", "unexpected second document"),
    ])
  func notATopology(text: String, expected: String) {
    #expect(Loading(text).concise.contains(expected))
  }

  @Test("a long value, which may be a secret, is not repeated in a finding")
  func noSecrets() {
    let secret = String(repeating: "s3cr3t", count: 20)
    let loaded = Loading(overlay: "dnsName: '\(secret)'")
    #expect(loaded.concise.contains("the value of `spec.dnsName`"))
    #expect(!loaded.concise.contains(secret))
  }
}
