import Controllers
import InfisicalTesting
import KubernetesTesting
import OperatorRuntime
import Seams
import Simulation
import Synchronization
import Testing
import YAMLSyntax

/// Servers that refuse, hang, answer too much, and clocks: the network and time as they are.
@Suite("Network and time")
struct NetworkTests {
  private static func bed(_ world: SimulatedWorld, paths: Int = 1, interval: String = "10s")
    -> TestBed
  {
    let bed = TestBed(world)
    bed.connection()
    bed.auth("id")
    for number in 0..<paths {
      bed.infisical.set(bed.place("/p\(number)"), "KEY", "one")
      bed.staticSecret("s\(number)", auth: "id", path: "/p\(number)", interval: interval)
    }
    return bed
  }

  private static func areSynced(_ bed: TestBed, _ count: Int) -> Bool {
    (0..<count).allSatisfy { bed.isSynced("s\($0)") }
  }

  // MARK: Rates

  @Test("forty sources under refusals of every second request converge in under half a minute")
  func rateLimit() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 40, interval: "5m")
      let randomness = Randomness.seeded(11)
      bed.infisical.faults.set { _, path in
        path.hasSuffix("/secrets") && randomness.fraction() < 0.5
          ? .status(429, retryAfter: 2) : nil
      }
      try await bed.operating { _ in
        #expect(await bed.eventually(within: .seconds(30)) { Self.areSynced(bed, 40) })
      }
    }
  }

  @Test("while a server wants quiet nothing is sent, and a login does not wait behind fetches")
  func quiet() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 60)
      bed.infisical.faults.set { _, path in
        path.hasSuffix("/secrets") ? .delay(.seconds(5)) : nil
      }
      try await bed.operating { _ in
        try await world.sleep(.seconds(7))
        bed.auth("late")
        bed.staticSecret("late", auth: "late", path: "/p0")
        // Sixty fetches of five seconds, eight at a time, would take forty.
        #expect(await bed.eventually(within: .seconds(6)) { bed.infisical.logins["late"] == 1 })
        #expect(await bed.eventually(within: .seconds(12)) { bed.isSynced("late") })
      }
    }
  }

  @Test("after a restart with everything in line the first fetches are spread")
  func restart() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 120, interval: "30s")
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 120) })
      }
      bed.infisical.resetCounts()
      let times = Times()
      bed.infisical.faults.set { _, path in
        if path.hasSuffix("/secrets") { times.note(world.now) }
        return nil
      }
      try await bed.operating { _ in
        try await world.sleep(.seconds(29))
        #expect(bed.infisical.fetches.count == 120)
        #expect(
          times.most(within: .seconds(1)) <= 10, "\(times.most(within: .seconds(1))) in a second")
        // What is not in line does not wait its turn.
        bed.api.remove("secrets", "apps", "s7")
        #expect(await bed.eventually(within: .seconds(3)) { bed.content("s7") != nil })
      }
      // One that is missing at the start is fetched at once.
      bed.api.remove("secrets", "apps", "s119")
      try await bed.operating { _ in
        #expect(await bed.eventually(within: .seconds(5)) { bed.content("s119") != nil })
      }
    }
  }

  @Test("what is not there is asked for a few times, then at the interval; an edit asks at once")
  func notFound() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 0)
      bed.staticSecret("app", auth: "id", path: "/p", interval: "24h") {
        $0.set(
          "sources",
          .sequence([
            .object(["projectSlug": "gone", "environmentSlug": "prod", "secretPath": "/p"])
          ]))
      }
      try await bed.operating { _ in
        try await world.sleep(.seconds(3600))
        bed.infisical.resetCounts()
        try await world.sleep(.seconds(23 * 3600))
        let calls = bed.infisical.calls["GET /v1/projects/slug/gone"] ?? 0
        #expect(calls <= 2, "\(calls) calls in a day")
        bed.infisical.setSlug("gone", of: "project")
        bed.infisical.set(bed.place("/p"), "KEY", "now")
        bed.api.edit("infisicalstaticsecrets", "apps", "app") { object in
          object.set(
            "metadata",
            (object["metadata"] ?? .mapping([])).with(
              "annotations", .object([:]).with("note", "try")))
        }
        #expect(await bed.eventually(within: .seconds(10)) { bed.content("app") == ["KEY": "now"] })
      }
    }
  }

  @Test("a server that was away for a while is asked within minutes, whatever the interval")
  func outage() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 1, interval: "24h")
      bed.infisical.faults.set { _, _ in .status(503) }
      try await bed.operating { _ in
        try await world.sleep(.seconds(7200))
        bed.infisical.faults.set(nil)
        #expect(await bed.eventually(within: .seconds(700)) { bed.isSynced("s0") })
      }
    }
  }

  // MARK: Intervals

  @Test("an edit of the interval counts from the last fetch, and any edit fetches now")
  func shorterInterval() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 1, interval: "24h")
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("s0") })
        try await world.sleep(.seconds(3600))
        bed.infisical.set(bed.place("/p0"), "KEY", "two")
        bed.staticSecret("s0", auth: "id", path: "/p0", interval: "1m")
        #expect(await bed.eventually(within: .seconds(5)) { bed.content("s0") == ["KEY": "two"] })
        bed.infisical.set(bed.place("/p0"), "KEY", "three")
        #expect(
          await bed.eventually(within: .seconds(65)) { bed.content("s0") == ["KEY": "three"] })
      }
    }
  }

  @Test("an annotation is enough to fetch now, and many of them do not make a flood")
  func syncNow() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 1, interval: "24h")
      @Sendable func annotate(_ value: Int) {
        bed.api.edit("infisicalstaticsecrets", "apps", "s0") { object in
          object.set(
            "metadata",
            (object["metadata"] ?? .mapping([])).with(
              "annotations", .object([:]).with("example.org/sync-now", .string("\(value)"))))
        }
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("s0") })
        try await world.sleep(.seconds(600))
        bed.infisical.set(bed.place("/p0"), "KEY", "two")
        annotate(1)
        #expect(await bed.eventually(within: .seconds(3)) { bed.content("s0") == ["KEY": "two"] })
        bed.infisical.resetCounts()
        for value in 2..<200 {
          annotate(value)
          try await world.sleep(.milliseconds(50))
        }
        #expect(bed.infisical.fetches.values.reduce(0, +) <= 7, "\(bed.infisical.fetches)")
      }
    }
  }

  // MARK: Tokens

  @Test("a token that served is replaced at once, however often it is revoked")
  func revokedTwice() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 40)
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 40) })
        for round in 0..<3 {
          bed.infisical.revokeTokens()
          bed.infisical.set(bed.place("/p3"), "KEY", "round \(round)")
          #expect(
            await bed.eventually(within: .seconds(15)) {
              bed.content("s3") == ["KEY": "round \(round)"]
            })
        }
        #expect(bed.infisical.logins["id"] ?? 0 <= 5)
      }
    }
  }

  @Test("a project that one source may not see costs the others no token")
  func foreignProject() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 20)
      bed.infisical.setForeignSlug("theirs")
      bed.staticSecret("foreign", auth: "id", path: "/p", interval: "10s") {
        $0.set(
          "sources",
          .sequence([
            .object(["projectSlug": "theirs", "environmentSlug": "prod", "secretPath": "/p"])
          ]))
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 20) })
        try await world.sleep(.seconds(3600))
        #expect(Self.areSynced(bed, 20))
        #expect(bed.infisical.logins["id"] ?? 0 <= 8, "\(bed.infisical.logins)")
      }
    }
  }

  @Test("a login that recovers ends the failure of its sources at once, whatever the interval")
  func recoveredLogin() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 1, interval: "24h")
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 1) })
        bed.infisical.faults.set { _, path in path.hasSuffix("/login") ? .status(401) : nil }
        bed.infisical.revokeTokens()
        bed.infisical.set(bed.place("/p0"), "KEY", "new")
        #expect(
          await bed.eventually(within: .seconds(3 * 86_400)) {
            bed.condition("LastReconcileStatus", of: "s0")?.status == "False"
          })
        bed.infisical.faults.set(nil)
        #expect(
          await bed.eventually(within: .seconds(600)) { bed.content("s0") == ["KEY": "new"] })
      }
    }
  }

  // MARK: The API server

  @Test("a message that changes in a number only does not wake its own controller")
  func hotLoop() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 1)
      let ports = Counter()
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("s0") })
        bed.api.admit { object in
          object.text("metadata", "name") == "s9"
            ? "read tcp 10.0.0.1:\(40_000 + ports.next()): reset" : nil
        }
        bed.staticSecret("s9", auth: "id", path: "/p0")
        #expect(
          await bed.eventually { bed.condition("LastReconcileStatus", of: "s9")?.status == "False" }
        )
        bed.api.resetCalls()
        try await world.sleep(.seconds(60))
        #expect(bed.api.calls["create secrets"] ?? 0 <= 12, "\(bed.api.calls)")
        #expect(bed.api.calls["patch infisicalstaticsecrets/status"] ?? 0 <= 1, "\(bed.api.calls)")
      }
    }
  }

  @Test("one failed write of a status costs nobody the details of theirs")
  func detailsStay() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 2)
      let count = Counter()
      bed.api.faults.set { method, path in
        method == "PATCH" && path.hasSuffix("/status") && count.next() < 3 ? .status(500) : nil
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.areSynced(bed, 2) })
        for name in ["s0", "s1"] {
          #expect(
            await bed.eventually {
              bed.api.object("infisicalstaticsecrets", "apps", name)?.at("status", "targets") != nil
            })
        }
      }
    }
  }

  @Test(
    "a watch that hangs half-open is noticed within two minutes, one that reports an error lists again"
  )
  func watches() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 1)
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("s0") })
        bed.api.freezeWatches()
        bed.staticSecret("late", auth: "id", path: "/p0")
        #expect(await bed.eventually(within: .seconds(120)) { bed.isSynced("late") })
        bed.api.resetCalls()
        bed.api.breakWatches(withError: 500)
        try await world.sleep(.seconds(10))
        #expect(bed.api.calls["list infisicalstaticsecrets"] ?? 0 >= 1)
        bed.staticSecret("later", auth: "id", path: "/p0")
        #expect(await bed.eventually(within: .seconds(30)) { bed.isSynced("later") })
      }
    }
  }

  @Test("pages of large objects are asked for in smaller pieces until they fit")
  func largeObjects() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 1)
      for number in 0..<75 {
        bed.staticSecret("large-\(number)", auth: "id", path: "/p0") { spec in
          spec.set(
            "targets",
            .sequence([
              .object([
                "name": .string("large-\(number)"), "namespace": "apps", "kind": "Secret",
                "creationPolicy": "Owner",
                "template": .object([
                  "engineVersion": "v1",
                  "data": .object([
                    "x": .string("{{/* " + String(repeating: "x", count: 240_000) + " */}}a")
                  ]),
                ]),
              ])
            ]))
        }
      }
      try await bed.operating { manager in
        #expect(await bed.eventually(within: .seconds(60)) { manager.isReady })
        #expect(await bed.eventually { bed.isSynced("large-74") })
        #expect(bed.api.calls["list infisicalstaticsecrets"] ?? 0 < 20, "\(bed.api.calls)")
      }
    }
  }

  @Test(
    "an operator of some namespaces starts without rights in its own, and uses its connections with them"
  )
  func scoped() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 1)
      let mayReadHome = Switch(false)
      bed.api.authorize { _, _, resource, namespace in
        namespace == "apps" || namespace == "infra"
          || (mayReadHome.value && resource == "infisicalconnections")
      }
      var options = OperatorOptions()
      options.namespaces = ["apps", "infra"]
      bed.api.put(
        "infisicalconnections",
        .resource(
          "InfisicalConnection", "redoubt-system", "default",
          .object(["address": .string(TestBed.address)])))
      bed.secret("apps", "identity", ["id": "id", "secret": "one"])
      let reference = { (key: String) in YAMLNode.object(["name": "identity", "key": .string(key)])
      }
      bed.api.put(
        "infisicalauths",
        .resource(
          "InfisicalAuth", "apps", "own",
          .object([
            "method": "universal",
            "universal": .object([
              "clientIdRef": reference("id"), "clientSecretRef": reference("secret"),
            ]),
          ])))
      bed.staticSecret("own", auth: "own", path: "/p0") {
        $0.set("infisicalAuthRef", .object(["name": "own"]))
      }
      try await bed.operating(options) { manager in
        #expect(
          await bed.eventually(within: .seconds(30)) { manager.isReady && bed.isSynced("s0") })
        #expect(!bed.isSynced("own"))
        mayReadHome.set(true)
        #expect(await bed.eventually(within: .seconds(120)) { bed.isSynced("own") })
      }
    }
  }

  @Test("a thousand failures make no flood of Events, and the lease is renewed beside them")
  func events() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 0)
      for number in 0..<2000 {
        bed.staticSecret("bad-\(number)", auth: "gone", path: "/p\(number)")
      }
      bed.api.faults.set { method, path in path.hasSuffix("/events") ? .delay(.seconds(2)) : nil }
      var options = OperatorOptions()
      options.identity = "one"
      try await bed.operating(options) { manager in
        #expect(await bed.eventually { manager.isLeading })
        try await world.sleep(.seconds(60))
        #expect(manager.isLeading)
        #expect(bed.api.calls["create events"] ?? 0 <= 31, "one at a time")
        #expect(bed.metrics.value("redoubt_events_dropped_total") ?? 0 >= 900)
      }
    }
  }

  @Test("a leader that stood still past its lease writes nothing when it goes on")
  func fence() throws {
    try SimulatedWorld.run { world in
      let fence = LeaseFence(time: world)
      #expect(!fence.isOpen)
      fence.open(until: world.now + .seconds(10))
      #expect(fence.isOpen)
      try await world.sleep(.seconds(11))
      #expect(!fence.isOpen, "no task had to run for it to close")
    }
  }

  @Test("the series of a server go away with it")
  func series() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 1)
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("s0") })
        #expect(bed.metrics.render().contains("address=\"\(TestBed.address)\""))
        bed.connection(address: TestBed.otherAddress)
        bed.other.set(bed.place("/p0"), "KEY", "other")
        #expect(await bed.eventually { bed.content("s0") == ["KEY": "other"] })
        try await world.sleep(.seconds(70))
        #expect(!bed.metrics.render().contains("address=\"\(TestBed.address)\""))
      }
    }
  }

  @Test(
    "an identity that may not hear of everything below a folder hears of the folder, and catches up gently"
  )
  func streams() throws {
    try SimulatedWorld.run { world in
      let bed = Self.bed(world, paths: 0)
      bed.infisical.set(bed.place("/p"), "KEY", "one")
      bed.staticSecret("app", auth: "id", path: "/p") { spec in
        spec.set(
          "syncOptions", .object(["refreshInterval": "1h", "instantUpdates": .boolean(true)]))
        spec.set(
          "sources",
          .sequence([
            .object([
              "projectId": "project", "environmentSlug": "prod", "secretPath": "/p",
              "recursive": .boolean(true),
            ])
          ]))
      }
      bed.infisical.refuseGlobs(true)
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") && bed.infisical.openStreams == 1 })
        bed.infisical.set(bed.place("/p"), "KEY", "two")
        #expect(await bed.eventually(within: .seconds(10)) { bed.content("app") == ["KEY": "two"] })
      }
    }
  }
}

/// Times at which something happened.
private final class Times: Sendable {
  private let all = Mutex<[Instant]>([])

  func note(_ time: Instant) { all.withLock { $0.append(time) } }

  /// How often at most within a span of time.
  func most(within span: Duration) -> Int {
    let sorted = all.withLock { $0.sorted() }
    return sorted.indices.map { start in
      sorted[start...].count { $0 - sorted[start] < span }
    }.max() ?? 0
  }
}

/// A value that tests change while the world runs.
private final class Switch: Sendable {
  private let state: Mutex<Bool>
  init(_ value: Bool) { state = Mutex(value) }
  var value: Bool { state.withLock { $0 } }
  func set(_ value: Bool) { state.withLock { $0 = value } }
}
