import Foundation
import TestSupport
import Testing

/// What the lock file keeps people from doing to a deployment that lives.
@Suite("Edits that the lock file refuses")
struct LockGuardTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(BaseTopology.text, to: "topology.yaml")
    #expect(try redoubt("build", "topology.yaml").status == 0)
  }

  private func redoubt(_ arguments: String...) throws -> Tool.Result {
    try Tool.redoubt.run(arguments, folder: folder.root)
  }

  /// One step of an operation and its build; what failed, if something did.
  private func step(_ arguments: [String]) throws -> Tool.Result {
    let result = try Tool.redoubt.run(
      ["operation", "topology.yaml"] + arguments, folder: folder.root)
    return result.status == 0 ? try redoubt("build", "topology.yaml") : result
  }

  private func expectSteps(_ steps: [[String]]) throws {
    for arguments in steps {
      let result = try step(arguments)
      #expect(result.status == 0, "\(arguments): \(result.errors)")
    }
  }

  private func edit(_ old: String, _ new: String) throws {
    let text = try folder.read("topology.yaml")
    #expect(text.contains(old))
    try folder.write(text.replacingOccurrences(of: old, with: new), to: "topology.yaml")
  }

  @Test(
    "an edit that would lose or hide data is refused, with the legal way",
    arguments: [
      (
        "https://s3.example.net", "https://s3.elsewhere.example", "TOP446",
        "the archive of `dc1` was s3://infisical-pg-dc1/ at https://s3.example.net"
      ),
      ("infisical-pg-dc2, site", "other-pg-dc2, site", "TOP446", "`rebuild dc2` first"),
      ("v0.165.8", "v0.160.0", "TOP909", "write v0.165.8"),
      (
        "postgres: {image:", "postgres: {database: vault, image:", "TOP359",
        "the database was `infisical` and is `vault`"
      ),
      ("dc2", "dc3", "TOP131", "`retire dc2` before removing or renaming its block"),
      (
        "postgresql:16.10", "postgresql:17.5", "TOP905",
        "postgres-upgrade --image IMAGE"
      ),
    ])
  func refused(old: String, new: String, code: String, help: String) throws {
    let lock = try folder.read("output/topology.lock.json")
    try edit(old, new)
    let result = try redoubt("build", "topology.yaml")
    #expect(result.status == 1 && result.errors.contains("error[\(code)]"), "\(result.errors)")
    #expect(result.errors.contains(help), "\(result.errors)")
    #expect(try folder.read("output/topology.lock.json") == lock)
  }

  @Test("a site that was retired and removed needs a new archive epoch to come back")
  func comesBack() throws {
    let before = try folder.read("topology.yaml")
    try expectSteps([["retire", "dc2"], ["advance"]])
    let text = try folder.read("topology.yaml")
    let start = try #require(text.range(of: "    - id: dc2"))
    let end = try #require(text.range(of: "  objectStores:"))
    var alone = text
    alone.removeSubrange(start.lowerBound..<end.lowerBound)
    alone = alone.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("site: dc2") }.joined(separator: "\n")
    try folder.write(alone, to: "topology.yaml")
    let removed = try redoubt("build", "topology.yaml")
    #expect(removed.status == 0, "\(removed.errors)")
    #expect(try folder.read("output/topology.lock.json").contains("\"retired\""))
    try folder.write(before, to: "topology.yaml")
    let back = try redoubt("build", "topology.yaml")
    #expect(back.status == 1 && back.errors.contains("error[TOP118]"), "\(back.errors)")
    #expect(back.errors.contains("it needs `postgres.epoch: 2`"), "\(back.errors)")
    try edit("postgres: {backup: {schedule:", "postgres: {epoch: 2, backup: {schedule:")
    let fresh = try redoubt("build", "topology.yaml")
    #expect(fresh.status == 0, "\(fresh.errors)")
  }

  @Test(
    "a new site that is held has no Cluster until it is released, and takes part in no operation")
  func held() throws {
    let cluster = "tree/sites/dc2/40-database/cluster-infisical-db-dc2.yaml"
    func exists() -> Bool { FileManager.default.fileExists(atPath: folder.path(cluster)) }
    try edit("role: passive", "role: passive\n      hold: true")
    #expect(try redoubt("build", "topology.yaml", "-o", "tree").status == 0)
    #expect(!exists())
    let early = try redoubt("operation", "topology.yaml", "switchover", "--to", "dc2", "-o", "tree")
    #expect(early.status == 1 && early.errors.contains("`dc2` has no database yet"))
    try edit("      hold: true\n", "")
    #expect(try redoubt("build", "topology.yaml", "-o", "tree").status == 0)
    #expect(exists())
    try edit("role: passive", "role: passive\n      hold: true")
    let late = try redoubt("build", "topology.yaml", "-o", "tree")
    #expect(late.status == 1 && late.errors.contains("`dc2` already has its Cluster"))
  }

  @Test("a store that is lost is left for a new archive, in the commit that begins it and no other")
  func newArchive() throws {
    let begun = try redoubt("operation", "topology.yaml", "new-archive")
    #expect(begun.status == 0, "\(begun.errors)")
    try edit("https://s3.example.net", "https://s3.elsewhere.example")
    let both = try redoubt("build", "topology.yaml")
    // The copies archive to the same store, and keep it.
    #expect(both.status == 1 && both.errors.contains("the archive of `dc2` was"), "\(both.errors)")
    #expect(!both.errors.contains("the archive of `dc1` was"), "\(both.errors)")
    try edit("https://s3.elsewhere.example", "https://s3.example.net")
    try edit("infisical-pg-dc1, site", "infisical-pg-new, site")
    let moved = try redoubt("build", "topology.yaml")
    #expect(moved.status == 0, "\(moved.errors)")
    #expect(try redoubt("operation", "topology.yaml", "abort").status == 1)
    #expect(try redoubt("operation", "topology.yaml", "advance").status == 0)
    #expect(try redoubt("build", "topology.yaml").status == 0)
  }

  @Test("a fenced site is retired only when two people vouch for its end")
  func lostRetirement() throws {
    let decision = ["--acknowledged-by", "ann", "--acknowledged-by", "bob", "--incident", "INC-7"]
    try expectSteps([
      ["failover", "--lost", "dc1", "--to", "dc2"] + decision, ["advance"], ["advance"],
      ["advance"],
    ])
    for missing in [[], Array(decision.prefix(4)), Array(decision.suffix(4))] {
      let refused = try step(["retire", "dc1"] + missing)
      #expect(refused.status == 1 && refused.errors.contains("error[TOP134]"), "\(refused.errors)")
    }
    let retired = try step(["retire", "dc1"] + decision)
    #expect(retired.status == 0, "\(retired.errors)")
    #expect(try folder.read("topology.yaml").contains("incidentRef: INC-7"))
  }

  @Test("copies that an aborted upgrade took out of the tree are not taken for deleted")
  func abortedUpgrade() throws {
    try expectSteps([
      ["postgres-upgrade", "--image", "ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie"],
      ["advance"], ["abort"],
    ])
    let before = try folder.read("topology.yaml")
    try edit("    - id: dc2", "    - id: dc3")
    let renamed = try redoubt("build", "topology.yaml")
    #expect(renamed.status == 1 && renamed.errors.contains("error[TOP131]"), "\(renamed.errors)")
    try folder.write(before, to: "topology.yaml")
    let rebuilt = try redoubt("operation", "topology.yaml", "rebuild", "dc2")
    #expect(rebuilt.status == 0, "\(rebuilt.errors)")
  }

  @Test("a lock that lost the place of an archive is not intact")
  func lostFact() throws {
    let path = "output/topology.lock.json"
    let text = try folder.read(path)
    let fact = try #require(text.range(of: "\"name\": \"archive\""))
    let start = try #require(text[..<fact.lowerBound].range(of: "{", options: .backwards))
    let end = try #require(text[fact.upperBound...].range(of: "},"))
    var merged = text
    merged.removeSubrange(start.lowerBound..<end.upperBound)
    try folder.write(merged, to: path)
    let result = try redoubt("build", "topology.yaml")
    #expect(result.status == 1 && result.errors.contains("error[TOP117]"), "\(result.errors)")
  }

  @Test("no verb works without a lock file, and a forgotten --output invents no history")
  func withoutLock() throws {
    for verb in [["status"], ["switchover", "--to", "dc2"], ["rebuild", "dc2"]] {
      let before = try folder.read("topology.yaml")
      let result = try Tool.redoubt.run(
        ["operation", "topology.yaml"] + verb + ["-o", "elsewhere"], folder: folder.root)
      #expect(result.status == 1 && result.errors.contains("error[TOP117]"), "\(result.errors)")
      #expect(result.errors.contains("pass the directory of the tree with `--output`"))
      #expect(try folder.read("topology.yaml") == before)
    }
  }

  @Test("a topology with a fenced site is not built as if it were new")
  func wrongFolder() throws {
    try edit("role: passive", "role: fenced")
    let result = try redoubt("build", "topology.yaml", "-o", "elsewhere")
    #expect(result.status == 1)
    #expect(result.errors.contains("`dc2` is fenced, so the deployment was built before"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("elsewhere/topology.lock.json")))
  }

  @Test("--new-lock over an intact lock is refused, over a damaged one it is not")
  func newLock() throws {
    let path = "output/topology.lock.json"
    let intact = try redoubt("build", "topology.yaml", "--new-lock")
    #expect(intact.status == 1, "\(intact.errors)")
    #expect(intact.errors.contains("the lock file is intact"))
    try folder.write(
      try folder.read(path).replacingOccurrences(of: "passive", with: "active"), to: path)
    let edited = try redoubt("build", "topology.yaml", "--new-lock")
    #expect(edited.status == 1 && edited.errors.contains("--force"), "\(edited.errors)")
    #expect(try redoubt("build", "topology.yaml", "--new-lock", "--force").status == 0)
  }

  @Test("the topology names the directory of its tree, and another one is refused")
  func namedDirectory() throws {
    try folder.write(
      BaseTopology.text.replacingOccurrences(
        of: "  ingress: {tls", with: "  gitops: {output: ../tree}\n  ingress: {tls"),
      to: "git/topology.yaml")
    #expect(try redoubt("build", "git/topology.yaml").status == 0)
    #expect(FileManager.default.fileExists(atPath: folder.path("tree/topology.lock.json")))
    #expect(try redoubt("operation", "git/topology.yaml", "status").status == 0)
    let other = try redoubt("build", "git/topology.yaml", "-o", "other")
    #expect(other.status == 1)
    #expect(other.errors.contains("the tree of this topology is in `git/../tree`"))
  }

  @Test("branches that change different facts merge, and conflict markers are recognised")
  func merge() throws {
    let path = "output/topology.lock.json"
    let base = try folder.read(path)
    try edit("v0.165.8", "v0.166.0")
    #expect(try redoubt("build", "topology.yaml").status == 0)
    let ours = try folder.read(path)
    try edit("v0.166.0", "v0.165.8")
    try folder.write(base, to: path)
    try edit("postgres: {image:", "postgres: {storageSize: 60Gi, image:")
    #expect(try redoubt("build", "topology.yaml", "--force").status == 0)
    let theirs = try folder.read(path)
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
      try folder.write(text, to: name)
    }
    let merged = try #require(Tool.find("git")).run(
      ["merge-file", "-p", "ours", "base", "theirs"], folder: folder.root)
    #expect(merged.status == 0, "\(merged.output)")
    try edit("v0.165.8", "v0.166.0")
    try folder.write(merged.output, to: path)
    let build = try redoubt("build", "topology.yaml", "--force")
    #expect(build.status == 0, "\(build.errors)")
    #expect(try folder.read(path) == merged.output)

    try folder.write("<<<<<<< HEAD\n" + merged.output, to: path)
    let conflict = try redoubt("build", "topology.yaml")
    #expect(conflict.status == 1)
    #expect(conflict.errors.contains("the lock file has merge conflict markers"))
  }
}
