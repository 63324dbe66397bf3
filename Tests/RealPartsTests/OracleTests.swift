import Foundation
import TestSupport
import Testing

/// The committed trees against upstream's own definitions and programs.
@Suite("Committed trees and upstream")
struct OracleTests {

  @Test(
    "every object is valid for the CRDs and the OpenAPI document of upstream, unknown fields included",
    .enabled(if: Repository.shared("crds") != nil, "../shared/crds is absent"),
    arguments: ["cnpg-v1.28.0", "cnpg-v1.29.2", "cnpg-v1.30.0"])
  func schemas(cnpg: String) throws {
    let python = try #require(Tool.find("python"))
    let crds = try #require(Repository.shared("crds"))
    // Trees behind a step differ in values only; the newest definitions are enough for them.
    let folder = try TemporaryFolder()
    let trees = try GoldenTree.names.filter {
      cnpg == "cnpg-v1.30.0" || GoldenTree.base(of: $0) == nil
    }.map { try GoldenTree.folder($0, in: folder) }
    let result = try python.run(
      [Repository.path("Tests/Oracles/validate_tree.py"), crds, cnpg, "1.36"] + trees)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test(
    "kubectl builds every kustomization",
    .enabled(if: Tool.find("kubectl") != nil, "kubectl is absent"),
    // The trees behind a step have the layout of those before it.
    arguments: GoldenTree.names.filter { !Repository.has("examples/\($0)/topology.lock.json") })
  func kustomize(tree: String) throws {
    let kubectl = try #require(Tool.find("kubectl"))
    let temporary = try TemporaryFolder()
    let root = try GoldenTree.folder(tree, in: temporary)
    let kustomizations = Repository.files(inside: root).filter {
      $0.hasSuffix("/kustomization.yaml")
    }
    #expect(!kustomizations.isEmpty)
    for file in kustomizations {
      let folder = "\(root)/\(file.dropLast("/kustomization.yaml".count))"
      let result = try kubectl.run(["kustomize", folder])
      #expect(result.status == 0, "\(result.errors)")
      let objects = result.output.components(separatedBy: "\n---\n").count
      let manifests = Repository.files(inside: folder).filter {
        !$0.hasSuffix("kustomization.yaml")
      }
      #expect(objects == manifests.count)
    }
  }

  @Test(
    "shellcheck accepts every emitted script",
    .enabled(if: Tool.find("shellcheck") != nil, "shellcheck is absent"))
  func scripts() throws {
    let shellcheck = try #require(Tool.find("shellcheck"))
    for file in [
      "50-redis/cronjob-redis-backup", "50-redis/statefulset-redis",
      "80-monitoring/cronjob-streaming-certificates",
    ] {
      let object = try EmittedObject("output/two-sites-full/sites/dc1/\(file).yaml")
      for container in object.containers {
        let script = try #require(container.script)
        let result = try shellcheck.run(["-s", "sh", "-"], input: script)
        #expect(result.status == 0, "\(file) \(container.name)\n\(result.output)")
      }
    }
  }
}
