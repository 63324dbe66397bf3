import Diagnostics
import TestSupport
import Testing
import TopologyModel
import YAMLSyntax

/// The lock file and its formats.
@Suite("Lock file")
struct LockTests {
  /// What release 0.1.0 wrote in format 1 for the base topology.
  private static let first = #"""
    {
      "version": 1,
      "deployment": "infisical",
      "namespace": "infisical",
      "input": "f427a0d0d0f28fb5140826208da2c7ab01afbbc374aa60ec369079644ce81090",
      "operation": {
        "kind": "steady"
      },
      "sites": [
        {
          "id": "dc1",
          "role": "active",
          "epoch": 1,
          "primary": "dc1",
          "source": "dc2",
          "bootstrap": {
            "method": "initdb"
          },
          "postgres": "ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          "version": "infisical/infisical:v0.165.8@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          "storageSize": "50Gi",
          "walSize": "20Gi"
        },
        {
          "id": "dc2",
          "role": "passive",
          "epoch": 1,
          "primary": "dc1",
          "source": "dc1",
          "bootstrap": {
            "method": "recovery",
            "source": "dc1"
          },
          "postgres": "ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          "version": "infisical/infisical:v0.165.8@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          "storageSize": "50Gi",
          "walSize": "20Gi"
        }
      ],
      "history": [
        {
          "sequence": 1,
          "state": "steady",
          "sites": "dc1=active/1 dc2=passive/1",
          "previous": "",
          "hash": "ef6e3266e5ceaf75404e469a31d6f4129d8f180064f740e94bcf299abf2b4eb4"
        }
      ],
      "seal": "946c018c4ea19a5809e68749ae367f8f00280053613380be1753670b801cbe3c"
    }
    """#

  private func load(_ text: String) -> (lock: TopologyLock?, findings: [Diagnostic]) {
    var bag = DiagnosticBag()
    let file = SourceFile(position: 0, path: TopologyLock.path, bytes: Array(text.utf8))
    let lock = LockLoader.load(file, into: &bag)
    return (lock, bag.diagnostics)
  }

  private func base() throws -> Topology {
    var bag = DiagnosticBag()
    return try #require(
      TopologyLoader.load(ParsedText(BaseTopology.text).stream, into: &bag).topology)
  }

  @Test("a lock of format 1 is read, and the next build writes the newest format")
  func upgrade() throws {
    let old = try #require(load(Self.first).lock)
    #expect(old.version.value == 1 && old.input != nil)
    let state = try #require(old.state)
    let topology = try base()
    let new = TopologyLock.following(old, topology, state)
    #expect(new.version.value == TopologyLock.currentVersion && new.input == nil)
    #expect(new.history.map(\.hash.value) == old.history.map(\.hash.value))
    let again = try #require(load(String(decoding: new.bytes, as: UTF8.self)).lock)
    #expect(again.state == state && again.writtenBy?.value == Release.version)
    #expect(TopologyLock.following(again, topology, state).bytes == new.bytes)
  }

  @Test("a build that changes nothing keeps the release that wrote the lock")
  func writer() throws {
    let topology = try base()
    let state = DeploymentState(initial: topology)
    var lock = TopologyLock.following(nil, topology, state)
    lock.writtenBy = "0.0.9"
    lock.seal = Located(lock.expectedSeal)
    #expect(TopologyLock.following(lock, topology, state).bytes == lock.bytes)
  }

  @Test("a lock of a later format names the release that wrote it")
  func later() throws {
    let topology = try base()
    let lock = TopologyLock.following(nil, topology, DeploymentState(initial: topology))
    let text = String(decoding: lock.bytes, as: UTF8.self)
      .replacing("\"version\": 3", with: "\"version\": 4")
      .replacing("\"writtenBy\": \"\(Release.version)\"", with: "\"writtenBy\": \"9.0.0\"")
    let findings = load(text).findings
    #expect(findings.map(\.code) == [RuleInfo.brokenLock.code])
    #expect(findings.first?.message.contains("by Redoubt 9.0.0") == true)
  }

  @Test("an edit of either format breaks the seal")
  func edited() throws {
    let text = Self.first.replacing("\"role\": \"passive\"", with: "\"role\": \"active\"")
    #expect(load(text).lock == nil)
    let topology = try base()
    let lock = TopologyLock.following(nil, topology, DeploymentState(initial: topology))
    let edited = String(decoding: lock.bytes, as: UTF8.self)
      .replacing("\"epoch\": 1", with: "\"epoch\": 2")
    #expect(load(edited).findings.map(\.code) == [RuleInfo.brokenLock.code])
  }
}
