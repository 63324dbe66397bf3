import Diagnostics
import Pipeline
import TestSupport
import Testing
import TopologyModel
import YAMLSyntax

/// The examples of operations, one commit after the other, as a reviewer reads them.
@Suite("Operations, commit by commit")
struct OperationWalkTests {
  /// A commit: the example that it makes, and what asks for it.
  private struct Commit {
    let example: String
    let request: OperationRequest
    /// Files that change beside the lock file, with what happens to each.
    let changes: Set<String>
  }

  private static let token =
    "eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IkZyaSBOb3YgMjAgMTA6MTU6MDAgMjAyNiIsIm9wZXJhdG9yVmVyc2lvbiI6IjEuMzAuMCJ9"

  private static func request(
    _ step: OperationStep, _ change: (inout OperationRequest) -> Void = { _ in }
  ) -> OperationRequest {
    var request = OperationRequest(step)
    change(&request)
    return request
  }

  private static func site(_ id: String) throws -> SiteID { try #require(SiteID(id)) }

  private static let balancers: Set = ["~lb/lb1/haproxy.cfg", "~lb/lb2/haproxy.cfg"]

  /// Objects of Infisical that come or go with its pods; the autoscaler comes once they run.
  private static func app(_ id: String, starts: Bool) -> Set<String> {
    let sign = starts ? "+" : "-"
    let common: Set = [
      "~sites/\(id)/50-redis/cronjob-redis-backup.yaml",
      "~sites/\(id)/60-app/deployment-infisical.yaml",
      "~sites/\(id)/60-app/kustomization.yaml",
      "\(sign)sites/\(id)/60-app/poddisruptionbudget-infisical.yaml",
    ]
    return starts
      ? common
      : common.union([
        "-sites/\(id)/60-app/horizontalpodautoscaler-infisical.yaml", redisPolicy(id),
      ])
  }

  /// What lets Redis out to fetch a backup, until its restore can no longer be asked for.
  private static func redisPolicy(_ id: String) -> String {
    "~sites/\(id)/90-policies/networkpolicy-redis.yaml"
  }

  /// What hands the number of pods over to the autoscaler.
  private static func scaler(_ id: String) -> Set<String> {
    [
      "~sites/\(id)/60-app/deployment-infisical.yaml",
      "~sites/\(id)/60-app/kustomization.yaml",
      "+sites/\(id)/60-app/horizontalpodautoscaler-infisical.yaml", redisPolicy(id),
    ]
  }

  private static func cluster(_ id: String) -> String {
    "~sites/\(id)/40-database/cluster-infisical-db-\(id).yaml"
  }

  private func files(_ example: String) throws -> [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    for (path, bytes) in try GoldenTree.files(example)
    where path != "topology.lock.json" && path != ".redoubt/inventory.json"
      && !path.hasPrefix("runbooks/") && !path.hasPrefix("reports/")
      && !path.contains("/80-monitoring/")
    {
      result[path] = bytes
    }
    return result
  }

  private func changes(_ old: String, _ new: String) throws -> Set<String> {
    let (before, after) = (try files(old), try files(new))
    var result: Set<String> = []
    for (path, bytes) in after where before[path] != bytes {
      result.insert("\(before[path] == nil ? "+" : "~")\(path)")
    }
    for path in before.keys where after[path] == nil { result.insert("-\(path)") }
    return result
  }

  private func walk(from start: String, _ commits: [Commit]) throws {
    var before = start
    for commit in commits {
      let lock = "examples/\(commit.example)/topology.lock.json"
      #expect(
        try Repository.bytes(lock) == GoldenTree.bytes("\(before)/topology.lock.json"))
      var sources = SourceMap()
      let old = try Repository.bytes("examples/\(before)/topology.yaml")
      let file = sources.add(path: "topology.yaml", bytes: old)
      let previous = sources.add(path: lock, bytes: try Repository.bytes(lock))
      var bag = DiagnosticBag()
      let planner = OperationPlanner(previous: .file(previous))
      let position = try #require(planner.position(of: file, into: &bag))
      let outcome = planner.take(
        commit.request, from: position, file, sources: &sources, into: &bag)
      #expect(
        outcome?.bytes == (try Repository.bytes("examples/\(commit.example)/topology.yaml")),
        "\(commit.example): run scripts/operation-examples.sh")
      #expect(try changes(before, commit.example) == commit.changes, "\(commit.example)")
      refuseTheRest(position, planner, file, &sources)
      before = commit.example
    }
  }

  /// Every step that is not legal is refused, with a reason and what is legal instead.
  private func refuseTheRest(
    _ position: OperationPlanner.Position, _ planner: OperationPlanner, _ file: SourceFile,
    _ sources: inout SourceMap
  ) {
    let legal = position.state.legalSteps
    for step in position.state.allSteps where !legal.contains(step) {
      var bag = DiagnosticBag()
      let outcome = planner.take(
        OperationRequest(step), from: position, file, sources: &sources, into: &bag)
      #expect(outcome == nil, "\(step)")
      let finding = bag.diagnostics.first
      #expect(finding?.code == RuleInfo.refusedStep.code && finding?.primary != nil)
      #expect(finding?.help?.hasPrefix("legal now: ") == true)
    }
  }

  @Test("a switchover makes exactly the changes of architecture section 2.5")
  func switchover() throws {
    let dc2 = try Self.site("dc2")
    try walk(
      from: "two-sites",
      [
        Commit(
          example: "switchover-1-quiesce", request: Self.request(.switchover(to: dc2)),
          changes: Self.balancers.union(Self.app("dc1", starts: false))),
        Commit(
          example: "switchover-2-demote", request: Self.request(.advance),
          changes: [Self.cluster("dc1")]),
        Commit(
          example: "switchover-3-promote",
          request: Self.request(.advance) { $0.token = Self.token },
          changes: [Self.cluster("dc2")]),
        Commit(
          example: "switchover-4-finish", request: Self.request(.advance),
          changes: Self.balancers.union(Self.app("dc2", starts: true)).union([
            Self.cluster("dc2")
          ])),
        Commit(
          example: "switchover-5-steady", request: Self.request(.advance),
          changes: Self.scaler("dc2")),
      ])
  }

  @Test("the Clusters of a switchover carry the fields of architecture section 2.5")
  func fields() throws {
    func replica(_ example: String, _ id: String) throws -> [String?] {
      let text = try GoldenTree.bytes(
        "\(example)/sites/\(id)/40-database/cluster-infisical-db-\(id).yaml")
      let replica = ParsedText(text).root?["spec"]?["replica"]
      return ["primary", "source"].map {
        replica?[$0]?.scalar.map { String($0.text.suffix(3)) }
      } + [replica?["promotionToken"]?.scalar?.text]
    }
    let rows: [(String, [String?], [String?])] = [
      ("two-sites", ["dc1", "dc2", nil], ["dc1", "dc1", nil]),
      ("switchover-1-quiesce", ["dc1", "dc2", nil], ["dc1", "dc1", nil]),
      ("switchover-2-demote", ["dc2", "dc2", nil], ["dc1", "dc1", nil]),
      ("switchover-3-promote", ["dc2", "dc2", nil], ["dc2", "dc1", Self.token]),
      ("switchover-4-finish", ["dc2", "dc2", nil], ["dc2", "dc1", nil]),
      ("switchover-5-steady", ["dc2", "dc2", nil], ["dc2", "dc1", nil]),
    ]
    for (example, a, b) in rows {
      #expect(try replica(example, "dc1") == a, "\(example)")
      #expect(try replica(example, "dc2") == b, "\(example)")
    }
  }

  @Test("a failover fences first, promotes one site, and repoints the others last")
  func failover() throws {
    let (dc1, dc2) = (try Self.site("dc1"), try Self.site("dc2"))
    let all = Self.balancers.union(["~lb/lb3/haproxy.cfg"])
    let fence: Set<String> = [
      Self.cluster("dc1"), "~sites/dc1/40-database/scheduledbackup-infisical-db-dc1-base.yaml",
      "~sites/dc1/50-redis/statefulset-redis.yaml",
      "-sites/dc1/70-ingress/certificate-infisical-tls.yaml",
      "-sites/dc1/70-ingress/ingress-infisical.yaml", "-sites/dc1/70-ingress/kustomization.yaml",
      "~sites/dc1/kustomization.yaml", "-gitops/flux/dc1/70-ingress.yaml",
    ]
    let decision = Self.request(.failover(lost: dc1, to: dc2)) {
      $0.acknowledgedBy = ["ann", "bob"]
      $0.incidentRef = "INC-2041"
    }
    try walk(
      from: "three-sites",
      [
        Commit(
          example: "failover-1-fence", request: decision,
          changes: all.union(fence).union(Self.app("dc1", starts: false))),
        Commit(
          example: "failover-2-promote", request: Self.request(.advance),
          changes: [Self.cluster("dc2")]),
        Commit(
          example: "failover-3-finish", request: Self.request(.advance),
          changes: all.union(Self.app("dc2", starts: true)).union([Self.cluster("dc3")])),
        Commit(
          example: "failover-4-steady", request: Self.request(.advance),
          changes: Self.scaler("dc2")),
      ])
  }

  @Test("the abort of a failover takes back what the fence did, and traffic last")
  func abort() throws {
    let (dc1, dc2) = (try Self.site("dc1"), try Self.site("dc2"))
    let decision = Self.request(.failover(lost: dc1, to: dc2)) {
      $0.acknowledgedBy = ["ann", "bob"]
      $0.incidentRef = "INC-2042"
    }
    let (fence, back) = (
      try changes("two-sites", "abort-1-fence"), try changes("abort-1-fence", "abort-2-return")
    )
    try walk(
      from: "two-sites",
      [
        Commit(example: "abort-1-fence", request: decision, changes: fence),
        Commit(example: "abort-2-return", request: Self.request(.abort), changes: back),
        Commit(
          example: "abort-3-steady", request: Self.request(.advance),
          changes: Self.balancers.union(Self.app("dc1", starts: true)).union(Self.scaler("dc1"))),
      ])
    #expect(fence.contains(Self.cluster("dc1")) && back.contains(Self.cluster("dc1")))
    #expect(try changes("two-sites", "abort-3-steady").isEmpty)
  }

  @Test("a major upgrade clears the copies before the image changes, and serves users last")
  func upgrade() throws {
    let image = try #require(
      ImageReference("ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie"))
    let clear = try changes("upgrade-1-quiesce", "upgrade-2-clear")
    let upgrade = try changes("upgrade-2-clear", "upgrade-3-upgrade")
    try walk(
      from: "two-sites",
      [
        Commit(
          example: "upgrade-1-quiesce",
          request: Self.request(.postgresUpgrade) { $0.image = image },
          changes: Self.balancers.union(Self.app("dc1", starts: false))),
        Commit(example: "upgrade-2-clear", request: Self.request(.advance), changes: clear),
        Commit(example: "upgrade-3-upgrade", request: Self.request(.advance), changes: upgrade),
        Commit(
          example: "upgrade-4-finish", request: Self.request(.advance),
          changes: Self.balancers.union(Self.app("dc1", starts: true))),
        Commit(
          example: "upgrade-5-steady", request: Self.request(.advance),
          changes: Self.scaler("dc1")),
      ])
    #expect(clear.contains("-" + Self.cluster("dc2").dropFirst()))
    #expect(!clear.contains { $0.contains("sites/dc1/") })
    #expect(upgrade.contains(Self.cluster("dc1")))
    #expect(!upgrade.contains { $0.contains("sites/dc2/") || $0.contains("60-app") })
  }

  @Test("the return from a major upgrade recovers the old version from its own archive")
  func comesBack() throws {
    let revert = try changes("upgrade-3-upgrade", "return-1-revert")
    let recover = try changes("return-1-revert", "return-2-recover")
    try walk(
      from: "upgrade-3-upgrade",
      [
        Commit(example: "return-1-revert", request: Self.request(.abort), changes: revert),
        Commit(example: "return-2-recover", request: Self.request(.advance), changes: recover),
        Commit(
          example: "return-3-return", request: Self.request(.advance),
          changes: Self.balancers.union(Self.app("dc1", starts: true))),
      ])
    #expect(revert.contains("-" + Self.cluster("dc1").dropFirst()))
    let cluster = try GoldenTree.bytes(
      "return-2-recover/sites/dc1/40-database/cluster-infisical-db-dc1.yaml")
    let spec = ParsedText(cluster).root?["spec"]
    #expect(spec?["imageName"]?.scalar?.text.contains(":16.10-") == true)
    #expect(
      spec?["bootstrap"]?["recovery"]?["source"]?.scalar?.text == "infisical-db-dc1-e1")
    #expect(spec?["bootstrap"]?["recovery"]?["recoveryTarget"] == nil)
    #expect(
      spec?["plugins"]?.items?.first?["parameters"]?["serverName"]?.scalar?.text
        == "infisical-db-dc1-e3")
  }

  @Test("a new archive changes where the active site archives, and where its copies read")
  func newArchive() throws {
    let changed = try changes("two-sites", "new-archive")
    #expect(changed.contains(Self.cluster("dc1")) && changed.contains(Self.cluster("dc2")))
    #expect(!changed.contains { $0.contains("60-app") || $0.hasPrefix("~lb/") })
    let cluster = try GoldenTree.bytes(
      "new-archive/sites/dc1/40-database/cluster-infisical-db-dc1.yaml")
    #expect(
      ParsedText(cluster).root?["spec"]?["plugins"]?.items?.first?["parameters"]?["serverName"]?
        .scalar?.text == "infisical-db-dc1-e2")
  }

  @Test("a retired site loses its Cluster in the first commit, and nothing more changes by itself")
  func retirement() throws {
    let dc3 = try Self.site("dc3")
    let cleared = try changes("three-sites", "retirement-1-clear")
    try walk(
      from: "three-sites",
      [
        Commit(
          example: "retirement-1-clear", request: Self.request(.retirement(dc3)), changes: cleared),
        Commit(example: "retirement-2-retired", request: Self.request(.advance), changes: []),
      ])
    #expect(cleared.contains("-" + Self.cluster("dc3").dropFirst()))
    #expect(cleared.contains("+sites/dc3/40-database/configmap-database-cleared.yaml"))
    #expect(!cleared.contains { $0.contains("sites/dc1/60-app") || $0.contains("sites/dc2/") })
  }
}
