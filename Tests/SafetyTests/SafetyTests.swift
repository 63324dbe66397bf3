import Foundation
import Testing

/// The operations of the state machine in a world of late agents, forgetful people and dying sites.
///
/// Sites follow CloudNativePG as architecture section 2 states it. An agent applies any later commit,
/// late or never, and the layers of a site apart from each other. What every site does in a commit is
/// read through `SitePlan`, as emitters read it.
@Suite("Safety of operations")
struct SafetyTests {
  /// `make safety` searches further.
  private static let isDeep = ProcessInfo.processInfo.environment["DEEP_SAFETY"] != nil

  @Test(
    "no sequence of legal steps splits, exposes or mixes databases",
    arguments: [
      (2, Explorer.Bounds(commits: isDeep ? 9 : 6, deaths: isDeep ? 2 : 1)),
      (3, Explorer.Bounds(commits: isDeep ? 6 : 4, deaths: 1)),
    ])
  func safe(sites: Int, bounds: Explorer.Bounds) {
    var explorer = Explorer(sites: sites, bounds: bounds)
    let outcome = explorer.run()
    print(
      "safety: \(sites) sites, up to \(bounds.commits) commits and \(bounds.deaths) deaths: \(outcome.visited) worlds, none unsafe"
    )
    #expect(outcome.violation == nil, "\(outcome.way.joined(separator: "\n"))")
    #expect(outcome.visited > 100_000)
    #expect(outcome.completed.contains("failover dc1 → dc2, finish"))
    #expect(outcome.completed.contains("retirement dc2"))
    #expect(outcome.completed.contains("newArchive dc1"))
    guard sites == 2 else { return }
    var operations = ["switchover dc1 → dc2, finish", "postgresUpgrade dc1, finish"]
    if Self.isDeep { operations.append("postgresUpgrade dc1, return") }
    for operation in operations {
      #expect(outcome.completed.contains(operation), "\(operation)")
    }
  }

  @Test(
    "every check of the runbooks is needed: without it the search finds the accident",
    arguments: Guard.allCases)
  func needed(check: Guard) {
    var explorer = Explorer(sites: 2, bounds: .init(commits: 5, deaths: 1), broken: check)
    let outcome = explorer.run()
    #expect(outcome.violation != nil, "\(check) guards nothing in \(outcome.visited) worlds")
    print(
      "safety: without \(check): \(outcome.violation ?? "nothing"), \(outcome.way.count) steps in")
  }

  @Test("an agent that returns to an older commit would split the databases: branches move forward")
  func assumption() {
    var explorer = Explorer(sites: 2, bounds: .init(commits: 4, deaths: 0, goesBack: true))
    #expect(explorer.run().violation != nil)
  }
}
