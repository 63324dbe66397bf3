import Controllers
import Foundation
import InfisicalTesting
import KubernetesClient
import KubernetesTesting
import Seams
import Simulation
import Testing
import YAMLSyntax

/// Random clusters, random edits, random faults: whatever happened, in the end every target is what the
/// model says.
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

  init(_ world: SimulatedWorld, seed: UInt64) {
    self.world = world
    bed = TestBed(world)
    random = .seeded(seed ^ 0xA5A5_5A5A)
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
    let steps = 3 + random.number(below: 10)
    let start = wishes
    let final = try? await bed.operating { _ in
      var wishes = start
      for _ in 0..<steps {
        await step(identities, paths, &wishes)
        try? await world.sleep(.milliseconds(Int64(random.number(below: 20_000))))
      }
      bed.api.faults.set(nil)
      bed.infisical.faults.set(nil)
      let end = wishes
      _ = await bed.eventually(within: .seconds(900)) { problems(end).isEmpty }
      return end
    }
    guard let final else { return ["the operator did not run"] }
    return problems(final)
  }

  /// A folder gets, changes or loses a key.
  private func edit(_ path: Int) {
    let place = bed.place("/p\(path)")
    let key = "K\(random.number(below: 3))"
    if random.number(below: 4) == 0, bed.infisical.values(place).count > 1 {
      bed.infisical.remove(place, key)
    } else {
      bed.infisical.set(place, key, "v\(random.number(below: 1_000_000))")
    }
  }

  private func wish(
    _ name: String, _ identities: Int, _ paths: Int, _ wishes: inout [String: Wish]
  ) {
    let count = 1 + random.number(below: 2)
    let wish = Wish(
      identity: random.number(below: identities),
      paths: (0..<count).map { _ in random.number(below: paths) },
      isOwned: random.number(below: 2) == 0,
      target: random.number(below: 3) == 0 ? "\(name)-renamed" : name, namespace: "apps")
    wishes[name] = wish
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
    switch random.number(below: 14) {
    case 0, 1: edit(random.number(below: paths))
    case 2: wish("s\(random.number(below: 8))", identities, paths, &wishes)
    case 3:
      wishes[name] = nil
      bed.api.remove("infisicalstaticsecrets", "apps", name)
    case 4:
      if let target = wishes[name]?.target { bed.api.remove("secrets", "apps", target) }
    case 5:
      if let target = wishes[name]?.target, bed.content(target) != nil {
        bed.api.edit("secrets", "apps", target) { $0.set("data", .pairs(["K0": "dGFtcGVy"])) }
      }
    case 6: bed.infisical.revokeTokens()
    case 7: faults(of: bed.infisical.faults)
    case 8, 9: faults(of: bed.api.faults)
    case 10: bed.api.breakWatches()
    case 11: bed.api.compact()
    case 12: bed.auth("id-\(random.number(below: identities))", password: "p\(random.next())")
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
