import Controllers
import InfisicalTesting
import KubernetesClient
import KubernetesTesting
import Seams
import Simulation
import Testing
import YAMLSyntax

/// The story of the operator: what happens to a cluster full of secrets when something goes wrong.
@Suite("Scenarios")
struct ScenarioTests {
  /// `count` static secrets over `identities`, each identity with `paths` folders.
  private static func fill(
    _ bed: TestBed, secrets count: Int, identities: Int, paths: Int, interval: String = "1m"
  ) {
    bed.connection()
    for identity in 0..<identities { bed.auth("identity-\(identity)") }
    for path in 0..<paths { bed.infisical.set(bed.place("/p\(path)"), "KEY", "value-\(path)") }
    for number in 0..<count {
      bed.staticSecret(
        "secret-\(number)", auth: "identity-\(number % identities)",
        path: "/p\(number / identities % paths)", interval: interval)
    }
  }

  private static func areSynced(_ bed: TestBed, _ count: Int) -> Bool {
    (0..<count).allSatisfy { bed.isSynced("secret-\($0)") }
  }

  @Test("a cold start logs in once for each identity and fetches each distinct source once")
  func coldStart() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 2000, identities: 20, paths: 10)
      try await bed.operating { _ in
        #expect(await bed.eventually(within: .seconds(25)) { Self.areSynced(bed, 2000) })
        #expect(bed.infisical.logins.values.reduce(0, +) == 20)
        #expect(bed.infisical.fetches.count == 200)
        #expect(bed.infisical.fetches.values.allSatisfy { $0 == 1 })
        #expect(bed.content("secret-1999") == ["KEY": "value-9"])
      }
    }
  }

  @Test("a warm restart logs in once for each identity and writes nothing")
  func warmRestart() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 400, identities: 20, paths: 5)
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 400) })
        try await world.sleep(.seconds(5))
      }
      bed.api.resetCalls()
      bed.infisical.resetCounts()
      try await bed.operating { manager in
        #expect(await bed.eventually { bed.infisical.fetches.count == 100 && manager.isIdle })
        try await world.sleep(.seconds(20))
        #expect(bed.infisical.logins.values.reduce(0, +) == 20)
        #expect(bed.api.writes == 0, "\(bed.api.calls)")
      }
    }
  }

  @Test("steady state makes no call to the API server and one fetch for each source and interval")
  func steadyState() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 100, identities: 2, paths: 5)
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 100) })
        try await world.sleep(.seconds(120))
        bed.api.resetCalls()
        bed.infisical.resetCounts()
        try await world.sleep(.seconds(600))
        #expect(bed.api.calls.filter { !$0.key.hasPrefix("watch") }.isEmpty, "\(bed.api.calls)")
        #expect(bed.infisical.fetches.values.allSatisfy { (9...11).contains($0) })
        #expect(bed.infisical.logins.isEmpty)
      }
    }
  }

  @Test("a change in Infisical reaches every target within the interval")
  func change() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 40, identities: 2, paths: 2)
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 40) })
        bed.infisical.set(bed.place("/p0"), "KEY", "new")
        #expect(
          await bed.eventually(within: .seconds(65)) {
            (0..<40).allSatisfy { number in
              number / 2 % 2 == 1 || bed.content("secret-\(number)") == ["KEY": "new"]
            }
          })
      }
    }
  }

  @Test("a rotated credential is used at once, and the old token is not")
  func rotation() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 20, identities: 1, paths: 1)
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 20) })
        bed.infisical.disallow(method: "universal-auth", proof: "identity-0:one")
        bed.infisical.revokeTokens()
        bed.infisical.resetCounts()
        bed.auth("identity-0", password: "two")
        bed.infisical.set(bed.place("/p0"), "KEY", "rotated")
        #expect(
          await bed.eventually(within: .seconds(90)) {
            (0..<20).allSatisfy { bed.content("secret-\($0)") == ["KEY": "rotated"] }
          })
        #expect(bed.infisical.logins["identity-0"] == 1)
        #expect(bed.infisical.logins["refused"] == nil)
      }
    }
  }

  @Test("when all tokens are revoked, each identity logs in once more")
  func revocation() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 200, identities: 10, paths: 5)
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 200) })
        bed.infisical.revokeTokens()
        bed.infisical.resetCounts()
        bed.infisical.set(bed.place("/p3"), "KEY", "after")
        #expect(
          await bed.eventually(within: .seconds(90)) {
            (0..<200).allSatisfy { number in
              number / 10 % 5 != 3 || bed.content("secret-\(number)") == ["KEY": "after"]
            }
          })
        try await world.sleep(.seconds(60))
        #expect(bed.infisical.logins.values.allSatisfy { $0 == 1 })
        #expect(bed.infisical.logins.count == 10)
        #expect(Self.areSynced(bed, 200))
      }
    }
  }

  @Test("an identity that may not read is no reason to log in again and again")
  func forbidden() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 20, identities: 1, paths: 5)
      bed.infisical.forbid("identity-0")
      try await bed.operating { _ in
        #expect(
          await bed.eventually {
            (0..<20).allSatisfy { number in
              bed.condition("LastReconcileStatus", of: "secret-\(number)")?.message
                .contains("not allowed") == true
            }
          })
        try await world.sleep(.seconds(300))
        #expect((bed.infisical.logins["identity-0"] ?? 0) <= 8)
        bed.infisical.forbid("identity-0", false)
        #expect(await bed.eventually { Self.areSynced(bed, 20) })
      }
    }
  }

  @Test("an edited address moves every resource to the other server")
  func address() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 20, identities: 2, paths: 1)
      bed.other.set(bed.place("/p0"), "KEY", "elsewhere")
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 20) })
        bed.connection(address: TestBed.otherAddress + "/api/")
        #expect(
          await bed.eventually(within: .seconds(30)) {
            (0..<20).allSatisfy { bed.content("secret-\($0)") == ["KEY": "elsewhere"] }
          })
        #expect(bed.other.logins.values.reduce(0, +) == 2)
        bed.infisical.resetCounts()
        try await world.sleep(.seconds(300))
        #expect(bed.infisical.calls.isEmpty, "nothing is sent to the old address")
      }
    }
  }

  @Test("a server that is down for a minute is not hammered, and nothing is lost")
  func outage() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 100, identities: 5, paths: 20, interval: "10s")
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 100) })
        bed.infisical.faults.set { _, _ in .dropBefore }
        bed.infisical.resetCounts()
        try await world.sleep(.seconds(60))
        let calls = bed.infisical.calls.values.reduce(0, +)
        #expect(calls < 40, "\(calls) calls to a dead server")
        #expect(bed.content("secret-7") == ["KEY": "value-1"], "targets stay as they are")
        bed.infisical.set(bed.place("/p1"), "KEY", "back")
        bed.infisical.faults.set(nil)
        #expect(
          await bed.eventually(within: .seconds(90)) {
            Self.areSynced(bed, 100) && bed.content("secret-7") == ["KEY": "back"]
          })
        #expect(bed.infisical.logins.isEmpty)
      }
    }
  }

  @Test("half of all answers being 429 only slows things down")
  func rateLimit() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 100, identities: 5, paths: 10, interval: "5m")
      let randomness = Randomness.seeded(7)
      bed.infisical.faults.set { _, _ in
        randomness.fraction() < 0.5 ? .status(429, retryAfter: 2) : nil
      }
      try await bed.operating { _ in
        #expect(await bed.eventually(within: .seconds(900)) { Self.areSynced(bed, 100) })
        bed.infisical.set(bed.place("/p1"), "KEY", "slow")
        #expect(
          await bed.eventually(within: .seconds(900)) {
            bed.content("secret-5") == ["KEY": "slow"]
          })
      }
    }
  }

  @Test("a connection that hangs holds up nobody else")
  func hanging() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 50, identities: 2, paths: 2)
      bed.connection("dead", address: TestBed.otherAddress)
      bed.other.faults.set { _, _ in .hang }
      for number in 0..<50 {
        bed.auth("dead-\(number)", connection: "dead")
        bed.staticSecret("dead-\(number)", auth: "dead-\(number)", path: "/p0")
      }
      try await bed.operating { _ in
        #expect(await bed.eventually(within: .seconds(10)) { Self.areSynced(bed, 50) })
        bed.infisical.set(bed.place("/p0"), "KEY", "live")
        #expect(
          await bed.eventually(within: .seconds(65)) {
            bed.content("secret-0") == ["KEY": "live"]
          })
        #expect(bed.content("dead-0") == nil)
      }
    }
  }

  @Test("a restart of the API server and a gap in its history lose no change")
  func apiRestart() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 20, identities: 2, paths: 2)
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 20) })
        bed.api.faults.set { _, _ in .dropBefore }
        bed.api.breakWatches()
        try await world.sleep(.seconds(30))
        bed.api.remove("secrets", "apps", "secret-3")
        bed.staticSecret("late", auth: "identity-0", path: "/p1")
        bed.api.remove("infisicalstaticsecrets", "apps", "secret-4")
        bed.api.compact()
        bed.api.faults.set(nil)
        #expect(
          await bed.eventually(within: .seconds(90)) {
            bed.content("late") == ["KEY": "value-1"]
              && bed.content("secret-3") == ["KEY": "value-1"] && bed.content("secret-4") == nil
          })
      }
    }
  }

  @Test("what is edited or deleted by hand is repaired at once")
  func drift() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 4, identities: 1, paths: 1, interval: "1h")
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 4) })
        bed.secret("apps", "secret-0", ["KEY": "tampered", "MORE": "x"])
        bed.api.remove("secrets", "apps", "secret-1")
        #expect(
          await bed.eventually(within: .seconds(5)) {
            bed.content("secret-0") == ["KEY": "value-0"]
              && bed.content("secret-1") == ["KEY": "value-0"]
          })
        #expect(bed.infisical.fetches.values.allSatisfy { $0 == 1 })
      }
    }
  }

  @Test("definitions of the official operator are enough: its status just says less")
  func officialDefinitions() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      bed.api.setOfficialDefinitions(true)
      Self.fill(bed, secrets: 20, identities: 1, paths: 1)
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 20) })
        bed.api.resetCalls()
        try await world.sleep(.seconds(200))
        #expect(bed.api.writes == 0)
      }
    }
  }

  @Test("of two replicas one works, and the other takes over when it dies")
  func leaders() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 20, identities: 2, paths: 1, interval: "10s")
      let second = bed.manager(Self.replica("two"))
      try await withThrowingTaskGroup(of: Void.self) { group in
        try await bed.operating(Self.replica("one")) { first in
          #expect(await bed.eventually { Self.areSynced(bed, 20) })
          #expect(first.isLeading)
        }
        // The first is gone, in good order: its lease is free at once.
        group.addTask { await second.run() }
        #expect(await bed.eventually(within: .seconds(10)) { second.isLeading })
        bed.infisical.set(bed.place("/p0"), "KEY", "second")
        #expect(
          await bed.eventually(within: .seconds(30)) {
            (0..<20).allSatisfy { bed.content("secret-\($0)") == ["KEY": "second"] }
          })
        group.cancelAll()
      }
    }
  }

  private static func replica(_ name: String) -> OperatorOptions {
    var options = OperatorOptions()
    options.identity = name
    return options
  }

  @Test("a leader that is killed is replaced when its lease runs out, and no change is lost")
  func killed() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 20, identities: 2, paths: 1, interval: "10s")
      let second = bed.manager(Self.replica("two"))
      try await withThrowingTaskGroup(of: Void.self) { group in
        try await bed.operating(Self.replica("one")) { first in
          #expect(await bed.eventually { Self.areSynced(bed, 20) })
          // Who is killed gives nothing back.
          bed.api.faults.set { method, path in
            method == "PUT" && path.contains("/leases/") ? .dropBefore : nil
          }
        }
        bed.api.faults.set(nil)
        bed.infisical.set(bed.place("/p0"), "KEY", "meanwhile")
        bed.api.remove("secrets", "apps", "secret-3")
        group.addTask { await second.run() }
        try await world.sleep(.seconds(10))
        #expect(!second.isLeading, "the lease still holds")
        #expect(await bed.eventually(within: .seconds(15)) { second.isLeading })
        #expect(
          await bed.eventually(within: .seconds(30)) {
            (0..<20).allSatisfy { bed.content("secret-\($0)") == ["KEY": "meanwhile"] }
          })
        group.cancelAll()
      }
    }
  }

  @Test("a leader that cannot renew its lease stops before another one starts")
  func partition() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.fill(bed, secrets: 5, identities: 1, paths: 1)
      try await bed.operating(Self.replica("one")) { first in
        #expect(await bed.eventually { first.isLeading })
        bed.api.faults.set { method, path in path.contains("/leases/") ? .dropBefore : nil }
        #expect(await bed.eventually(within: .seconds(13)) { !first.isLeading })
        bed.api.faults.set(nil)
        #expect(await bed.eventually(within: .seconds(30)) { first.isLeading })
      }
    }
  }
}
