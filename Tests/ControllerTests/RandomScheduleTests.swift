import Controllers
import Foundation
import InfisicalTesting
import KubernetesClient
import KubernetesTesting
import Seams
import Simulation
import Synchronization
import Testing
import YAMLSyntax

/// Random clusters, random edits, random faults, a tenant who means harm: whatever happened, in the end every target is
/// what the model says; and on the way no target loses a key that nobody took away.
///
/// A run that fails is replayed with `SCHEDULE_SEED=<seed>`; `SCHEDULES=<count>` runs more of them.
@Suite("Random fault schedules")
struct RandomScheduleTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seeds: Range<UInt64> = {
    if let seed = environment["SCHEDULE_SEED"].flatMap(UInt64.init) { return seed..<(seed + 1) }
    return 0..<(environment["SCHEDULES"].flatMap(UInt64.init) ?? 1000)
  }()

  /// Runs are spread over parts, so that both cores work.
  private static let parts = 2

  @Test("every run ends with every target equal to the model's answer", arguments: 0..<parts)
  func schedules(part: Int) throws {
    for seed in Self.seeds where Self.seeds.count == 1 || Int(seed) % Self.parts == part {
      let problems = try SimulatedWorld.run(seed: seed, limit: 2_000_000) { world in
        await Schedule(world, seed: seed).run()
      }
      #expect(problems.isEmpty, "seed \(seed): \(problems.prefix(3))")
      if Self.seeds.count == 1 { return }
    }
  }
}

/// One random run.
private struct Schedule: Sendable {
  /// What one static secret must give: folders in order.
  struct Wish: Sendable {
    var identity: Int
    var paths: [Int]
    var isOwned: Bool
    var target: String
    var namespace: String
  }

  let world: SimulatedWorld
  let bed: TestBed
  let random: Randomness
  let keys: KeyGuard

  init(_ world: SimulatedWorld, seed: UInt64) {
    self.world = world
    bed = TestBed(world)
    random = .seeded(seed ^ 0xA5A5_5A5A)
    keys = KeyGuard()
  }

  func run() async -> [String] {
    let identities = 1 + random.number(below: 3)
    let paths = 1 + random.number(below: 4)
    var wishes: [String: Wish] = [:]
    bed.connection()
    for identity in 0..<identities { bed.auth("id-\(identity)") }
    for path in 0..<paths { edit(path) }
    for number in 0..<(1 + random.number(below: 6)) {
      wish("s\(number)", identities, paths, &wishes)
    }
    if random.number(below: 2) == 0 { invade() }
    let steps = 3 + random.number(below: 10)
    let start = wishes
    let final = try? await bed.operating { _ in
      var wishes = start
      for _ in 0..<steps {
        await step(identities, paths, &wishes)
        for _ in 0..<random.number(below: 10) {
          try? await world.sleep(.milliseconds(Int64(random.number(below: 4000))))
          keys.look(bed)
        }
      }
      calm(identities, paths)
      let end = wishes
      _ = await bed.eventually(within: .seconds(900)) { problems(end).isEmpty }
      return end
    }
    guard let final else { return ["the operator did not run"] }
    return problems(final) + keys.problems
  }

  /// Everything that went wrong is over.
  private func calm(_ identities: Int, _ paths: Int) {
    bed.api.faults.set(nil)
    bed.infisical.faults.set(nil)
    bed.api.admit(nil)
    for path in 0..<paths {
      let place = bed.place("/p\(path)")
      if bed.infisical.has(away(path)) { bed.infisical.move(away(path), to: place) }
      for identity in 0..<identities { bed.infisical.forbid("id-\(identity)", place, false) }
    }
    for name in bed.api.objects("infisicalstaticsecrets").compactMap({ $0.text("metadata", "name") }
    )
    where name.hasPrefix("rival-") {
      keys.order(anyKeyOf: nil)
      bed.api.remove("infisicalstaticsecrets", "apps", name)
    }
  }

  /// Where a folder is while it is renamed.
  private func away(_ path: Int) -> InMemoryInfisical.Place { bed.place("/renamed-\(path)") }

  /// A folder gets, changes or loses a key: one of its own, or one that others have as well.
  private func edit(_ path: Int) {
    let place = bed.infisical.has(away(path)) ? away(path) : bed.place("/p\(path)")
    let key = random.number(below: 2) == 0 ? "K\(random.number(below: 3))" : "P\(path)"
    if random.number(below: 4) == 0, bed.infisical.values(place).count > 1 {
      keys.order(key)
      bed.infisical.remove(place, key)
    } else {
      bed.infisical.set(place, key, "v\(random.number(below: 1_000_000))")
    }
  }

  /// A tenant who wants what is not theirs: other people's targets, and all of the operator.
  private func invade() {
    let templates = [
      #"{{ toDate "2006-01-02" .BAD.Value | date "2006" }}"#,
      "{{$d := dict}}{{$_ := set $d \"a\" $d}}{{$d}}",
      "{{ range 9223372036854775807 }}{{ end }}", "{{ repeat 9223372036854775807 \"ab\" }}",
      String(repeating: "{{if 1}}", count: 3000),
    ]
    for number in 0..<2 {
      let template = templates[random.number(below: templates.count)]
      bed.staticSecret(
        "evil-\(number)", auth: "id-0", path: "/p0", namespace: "evil", interval: "10s"
      ) { spec in
        spec.set(
          "targets",
          .sequence([
            .object([
              "name": .string("s\(random.number(below: 8))"), "namespace": "apps", "kind": "Secret",
              "creationPolicy": "Orphan",
            ]),
            .object([
              "name": .string("evil-\(number)"), "namespace": "evil", "kind": "Secret",
              "creationPolicy": "Owner",
              "template": .object([
                "engineVersion": "v1", "data": .object(["x": .string(template)]),
              ]),
            ]),
          ]))
      }
    }
  }

  /// A second resource, younger, wants a target that there is already.
  private func rival(_ wishes: [String: Wish]) {
    let names = wishes.keys.sorted()
    guard !names.isEmpty, let target = wishes[names[random.number(below: names.count)]]?.target
    else { return }
    // When the first goes, the second has it, with other keys.
    keys.order(anyKeyOf: target)
    bed.staticSecret(
      "rival-\(random.number(below: 3))", auth: "id-0", path: "/p0", interval: "10s", target: target
    )
  }

  /// A folder is renamed, or gets its name back; Infisical answers with nothing meanwhile.
  private func rename(_ path: Int) {
    let place = bed.place("/p\(path)")
    if bed.infisical.has(place) {
      bed.infisical.move(place, to: away(path))
    } else {
      bed.infisical.move(away(path), to: place)
    }
  }

  private func wish(
    _ name: String, _ identities: Int, _ paths: Int, _ wishes: inout [String: Wish]
  ) {
    if let target = wishes[name]?.target { keys.order(anyKeyOf: target) }
    let count = 1 + random.number(below: 2)
    let wish = Wish(
      identity: random.number(below: identities),
      paths: (0..<count).map { _ in random.number(below: paths) },
      isOwned: random.number(below: 2) == 0,
      target: random.number(below: 3) == 0 ? "\(name)-renamed" : name, namespace: "apps")
    wishes[name] = wish
    if bed.content(wish.target) != nil { keys.order(anyKeyOf: wish.target) }
    bed.staticSecret(
      name, auth: "id-\(wish.identity)", path: "/",
      interval: random.number(below: 2) == 0
        ? "10s" : "1m"
    ) { spec in
      spec.set(
        "sources",
        .sequence(
          wish.paths.map { path in
            .object([
              "projectId": "project", "environmentSlug": "prod",
              "secretPath": .string("/p\(path)"),
            ])
          }))
      spec.set(
        "targets",
        .sequence([
          .object([
            "name": .string(wish.target), "namespace": "apps", "kind": "Secret",
            "creationPolicy": wish.isOwned ? "Owner" : "Orphan",
          ])
        ]))
    }
  }

  private func step(
    _ identities: Int, _ paths: Int, _ wishes: inout [String: Wish]
  ) async {
    let names = wishes.keys.sorted()
    let name = names.isEmpty ? "s0" : names[random.number(below: names.count)]
    switch random.number(below: 21) {
    case 0, 1: edit(random.number(below: paths))
    case 2: wish("s\(random.number(below: 8))", identities, paths, &wishes)
    case 3:
      if let target = wishes[name]?.target { keys.order(anyKeyOf: target) }
      wishes[name] = nil
      bed.api.remove("infisicalstaticsecrets", "apps", name)
    case 4:
      // What is made again is made of what there is.
      if let target = wishes[name]?.target {
        keys.order(anyKeyOf: target)
        bed.api.remove("secrets", "apps", target)
      }
    case 5:
      if let target = wishes[name]?.target, bed.content(target) != nil {
        keys.order(anyKeyOf: target)
        bed.api.edit("secrets", "apps", target) { $0.set("data", .pairs(["K0": "dGFtcGVy"])) }
      }
    case 6: bed.infisical.revokeTokens()
    case 7: faults(of: bed.infisical.faults)
    case 8, 9: faults(of: bed.api.faults)
    case 10: bed.api.breakWatches()
    case 11: bed.api.compact()
    case 12: bed.auth("id-\(random.number(below: identities))", password: "p\(random.next())")
    case 13, 14: rename(random.number(below: paths))
    case 15:
      bed.infisical.forbid(
        "id-\(random.number(below: identities))", bed.place("/p\(random.number(below: paths))"),
        random.number(below: 2) == 0)
    case 16: rival(wishes)
    case 17: bed.api.breakWatches(withError: [410, 500, 504][random.number(below: 3)])
    case 18: bed.api.freezeWatches()
    case 19:
      bed.api.faults.set { method, path in
        if path.hasSuffix("/status") { return .status(500) }
        return method == "GET" ? nil : .delay(.seconds(2))
      }
    default:
      bed.api.faults.set(nil)
      bed.infisical.faults.set(nil)
    }
  }

  private func faults(of injector: FaultInjector) {
    let share = random.fraction()
    let random = random
    injector.set { _, _ in
      guard random.fraction() < share else { return nil }
      return switch random.number(below: 7) {
      case 0: .status(429, retryAfter: 1)
      case 1: .status(503)
      case 2: .dropBefore
      case 3: .dropAfter
      case 4: .delay(.seconds(3))
      case 5: .status(500)
      default: .hang
      }
    }
  }

  private func says(_ name: String) -> String {
    bed.condition("LastReconcileStatus", of: name)?.message ?? "nothing"
  }

  /// What differs from the model's answer.
  private func problems(_ wishes: [String: Wish]) -> [String] {
    var problems: [String] = []
    for (name, wish) in wishes.sorted(by: { $0.key < $1.key }) {
      var expected: [String: String] = [:]
      for path in wish.paths {
        expected.merge(bed.infisical.values(bed.place("/p\(path)"))) { first, _ in first }
      }
      let found = bed.content(wish.target)
      if found != expected {
        problems.append("\(name): \(String(describing: found)) instead of \(expected)")
      }
      if !bed.isSynced(name) { problems.append("\(name) is not said to be in sync: \(says(name))") }
      let object = bed.api.object("secrets", "apps", wish.target)
      let isOwned = object?.at("metadata", "ownerReferences")?.items?.isEmpty == false
      if isOwned != wish.isOwned { problems.append("\(name): owner is \(isOwned)") }
    }
    // Owned objects of nobody must be gone.
    let targets = Set(wishes.values.map(\.target))
    for object in bed.api.objects("secrets") {
      guard let name = object.text("metadata", "name"),
        object.at("metadata", "ownerReferences")?.items?.isEmpty == false
      else { continue }
      if !targets.contains(name) { problems.append("\(name) is left over") }
    }
    return problems
  }
}

/// Watches that no target loses a key without an order of somebody.
private final class KeyGuard: Sendable {
  private struct State {
    var seen: [String: Set<String>] = [:]
    /// Keys that somebody took away in Infisical.
    var keys: Set<String> = []
    /// Targets whose resource somebody edited, or that somebody edited themselves.
    var targets: Set<String> = []
    var isAnything = false
    var problems: [String] = []
  }

  private let state = Mutex(State())

  var problems: [String] { state.withLock { $0.problems } }

  /// Somebody took a key away.
  func order(_ key: String) { state.withLock { _ = $0.keys.insert(key) } }

  /// Somebody changed what a target is to hold; nil for all of them.
  func order(anyKeyOf target: String?) {
    state.withLock { state in
      if let target { state.targets.insert(target) } else { state.isAnything = true }
    }
  }

  /// Compares with what was seen before.
  func look(_ bed: TestBed) {
    for object in bed.api.objects("secrets") where object.text("metadata", "namespace") == "apps" {
      guard let name = object.text("metadata", "name") else { continue }
      let now = Set(object.pairs("data").keys)
      state.withLock { state in
        let before = state.seen.updateValue(now, forKey: name) ?? []
        guard !state.isAnything, !state.targets.contains(name) else { return }
        let lost = before.subtracting(now).subtracting(state.keys).sorted()
        if !lost.isEmpty { state.problems.append("\(name) lost \(lost) without an order") }
      }
    }
  }
}
