import Diagnostics
import Foundation
import Pipeline
import Runbooks
import TestSupport
import Testing
import TopologyModel
import YAMLSyntax

/// Every emitted script, against programs that answer from recorded states.
@Suite("Verification scripts", .enabled(if: Tool.find("bash") != nil, "bash is absent"))
struct VerifyScriptTests {
  private static let tree = "two-sites"

  private static let scripts = scripts(of: tree)

  private static func scripts(of example: String) -> [VerifyScript] {
    guard let bytes = try? Repository.bytes("examples/\(example)/topology.yaml") else { return [] }
    var bag = DiagnosticBag()
    return TopologyLoader.load(ParsedText(bytes).stream, into: &bag).topology.flatMap {
      Blueprint(topology: $0, state: DeploymentState(initial: $0))
    }.map(RunbookPass.scripts) ?? []
  }

  @Test(
    "every step says PASS in the state that it waits for, and FAIL in another",
    arguments: scripts.indices)
  func both(index: Int) throws {
    let script = Self.scripts[index]
    let cluster = try StubCluster()
    let file = "runbooks/verify-\(script.id).sh"
    let tree = Repository.path("output/\(Self.tree)")
    for (step, checks) in script.groups {
      let good = try cluster.run(file, step: step, checks, passes: true, in: tree)
      #expect(good.status == 0, "\(script.id) \(step)\n\(good.output)\(good.errors)")
      #expect(good.output.contains("PASS \(step) ") && !good.output.contains("FAIL"))
      let bad = try cluster.run(file, step: step, checks, passes: false, in: tree)
      #expect(bad.status == 1, "\(script.id) \(step)\n\(bad.output)\(bad.errors)")
      let failures = bad.output.split(separator: "\n").count { $0.hasPrefix("FAIL \(step) ") }
      #expect(failures == checks.count, "\(script.id) \(step)\n\(bad.output)")
    }
  }

  /// What may hold where nothing answers: that a lost site does not, and that nothing is left.
  private static func mayHold(_ check: RunbookCheck, in world: String) -> Bool {
    switch (check.command.words[0], check.predicate) {
    case ("writes", _): true
    case ("status", .lacks), ("proxied", .lacks): true
    case ("kubectl", .empty), ("kubectl", .lacks): world == "empty"
    default: false
    }
  }

  @Test(
    "where nothing answers, nobody answers, or answers come too late, every check fails",
    arguments: ["empty", "dead", "slow"])
  func silence(world: String) throws {
    let cluster = try StubCluster()
    let tree = Repository.path("output/\(Self.tree)")
    for script in Self.scripts {
      let result = try cluster.run("runbooks/verify-\(script.id).sh", world: world, in: tree)
      #expect(result.status == 1, "\(script.id)\n\(result.output)\(result.errors)")
      for (step, checks) in script.groups {
        for check in checks where !Self.mayHold(check, in: world) {
          #expect(
            result.output.contains("FAIL \(step) \(check.title): "),
            "\(script.id) in the world \(world)\n\(result.output)")
        }
      }
    }
  }

  @Test(
    "where all is well and the other site serves, no check takes it for this one",
    arguments: [tree, "gateway-nginx"])
  func elsewhere(example: String) throws {
    let cluster = try StubCluster()
    let tree = Repository.path("output/\(example)")
    var seen: Set<String> = []
    for script in Self.scripts(of: example) {
      for (step, checks) in script.groups {
        let wrong = checks.filter { StubCluster.elsewhere($0) != nil }
        guard !wrong.isEmpty else { continue }
        let result = try cluster.run(
          "runbooks/verify-\(script.id).sh", step: step, checks, passes: true, isElsewhere: true,
          in: tree)
        #expect(result.status == 1, "\(script.id) \(step)\n\(result.output)\(result.errors)")
        for check in wrong {
          seen.insert(check.command.words[0])
          #expect(
            result.output.contains("FAIL \(step) \(check.title): "),
            "\(script.id)\n\(result.output)")
        }
      }
    }
    let balancer = example == Self.tree ? "haproxy_closed" : "answering"
    #expect(seen == ["sql", "kubectl", balancer])
  }

  @Test("without a step a script explains itself, and a dead cluster fails")
  func usage() throws {
    let bash = try #require(Tool.find("bash"))
    let script = Repository.path("output/two-sites/runbooks/verify-storage-full.sh")
    let usage = try bash.run([script])
    #expect(usage.status == 2 && usage.errors.contains("steps: A1, or all"))
    let dead = try bash.run([script, "all"], environment: ["TIMEOUT": "2", "KUBECONFIG": "/none"])
    #expect(dead.status == 1 && dead.output.contains("FAIL A1 dc1"))
  }

  @Test(
    "no command names a kind that Cluster API or another operator has too",
    arguments: GoldenTree.names)
  func unambiguous(tree: String) throws {
    let verbs: Set<Substring> = ["get", "delete", "wait", "describe", "edit"]
    let short: Set<Substring> = ["cluster", "clusters", "backup", "backups", "pooler"]
    // Of a tree that is a difference, what the difference adds is enough.
    for path in Repository.files(below: "output/\(tree)")
    where path == GoldenTree.diffName || path.hasPrefix("runbooks/") {
      let text = String(decoding: try Repository.bytes("output/\(tree)/\(path)"), as: UTF8.self)
      for line in text.split(separator: "\n") where line.contains("kubectl ") {
        let words = line.split(separator: " ")
        let isShort = zip(words, words.dropFirst()).contains {
          verbs.contains($0) && short.contains($1)
        }
        #expect(!isShort, "\(path): \(line)")
      }
    }
  }

  @Test("scripts only read")
  func readOnly() throws {
    let changing = [
      "apply", "create", "delete", "patch", "edit", "scale", "annotate", "label", "replace",
      "rollout",
    ]
    for script in Self.scripts {
      for check in script.groups.flatMap(\.checks) where check.command.words.first == "kubectl" {
        let words = check.command.words
        #expect(words.contains("get") && !words.contains(where: changing.contains))
      }
    }
  }

  @Test(
    "shellcheck accepts every script",
    .enabled(if: Tool.find("shellcheck") != nil, "shellcheck is absent"),
    arguments: ["two-sites", "two-sites-full", "two-sites-nginx", "three-sites"])
  func shellcheck(tree: String) throws {
    let shellcheck = try #require(Tool.find("shellcheck"))
    let temporary = try TemporaryFolder()
    let root = try GoldenTree.folder(tree, in: temporary)
    let scripts = Repository.files(inside: root).filter { $0.hasSuffix(".sh") }
    #expect(!scripts.isEmpty)
    // The library once with all that it has, not once a script: that would take half a minute a tree.
    let library = try shellcheck.run(["-x", "\(root)/runbooks/verify-secrets.sh"])
    #expect(library.status == 0, "\(library.output)")
    let result = try shellcheck.run(["-e", "SC1091"] + scripts.map { "\(root)/\($0)" })
    #expect(result.status == 0, "\(result.output)")
  }
}
