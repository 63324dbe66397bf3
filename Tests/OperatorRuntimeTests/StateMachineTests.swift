import KubernetesClient
import Seams
import Testing

@testable import OperatorRuntime

/// The machines of the runtime, without a task or a clock.
@Suite("State machines of the runtime")
struct StateMachineTests {
  private let start = Instant(seconds: 1000)

  @Test("a key is handed out once, and again only when it was added meanwhile")
  func deduplication() {
    var queue = WorkQueueState<String>()
    queue.add("a", .change, now: start)
    queue.add("a", .change, now: start)
    queue.add("b", .change, now: start)
    #expect(queue.depth == 2)
    let seen1 = queue.next()?.key
    #expect(seen1 == "a")
    queue.add("a", .refresh, now: start)
    let seen2 = queue.next()?.key
    #expect(seen2 == "b")
    let seen3 = queue.next()
    #expect(seen3 == nil, "a is still at work")
    queue.done("a", now: start)
    let seen4 = queue.next()?.key
    #expect(seen4 == "a")
    queue.done("a", now: start)
    let seen5 = queue.next()
    #expect(seen5 == nil)
    queue.done("b", now: start)
    #expect(queue.isIdle)
  }

  @Test("edits by people come before changes, and changes before refreshes")
  func priorities() {
    var queue = WorkQueueState<String>()
    queue.add("refresh", .refresh, now: start)
    queue.add("change", .change, now: start)
    queue.add("edit", .edit, now: start)
    queue.add("risen", .refresh, now: start)
    queue.add("risen", .edit, now: start)
    var order: [String] = []
    while let next = queue.next() { order.append(next.key) }
    #expect(order == ["edit", "risen", "change", "refresh"])
  }

  @Test("of several delays the earliest counts")
  func delays() {
    var queue = WorkQueueState<String>()
    queue.add("a", .refresh, at: start + .seconds(10))
    queue.add("a", .refresh, at: start + .seconds(5))
    queue.add("a", .refresh, at: start + .seconds(20))
    #expect(queue.nextDeadline == start + .seconds(5))
    queue.promote(now: start + .seconds(4))
    let seen6 = queue.next()
    #expect(seen6 == nil)
    queue.promote(now: start + .seconds(5))
    let seen7 = queue.next()?.key
    #expect(seen7 == "a")
    queue.done("a", now: start)
    queue.promote(now: start + .seconds(60))
    let seen8 = queue.next()
    #expect(seen8 == nil, "the later delays are void")
  }

  @Test("failures in a row wait longer, up to a bound")
  func backoff() {
    let backoff = Backoff(first: .seconds(1), most: .seconds(60), jitter: 0)
    let delays = [0, 1, 2, 5, 6, 40].map { backoff.delay(after: $0, .seeded(1)) }
    #expect(
      delays == [.seconds(1), .seconds(2), .seconds(4), .seconds(32), .seconds(60), .seconds(60)])
  }

  @Test("a watch goes on from its version, and lists again only when that is too old")
  func watch() {
    var machine = WatchMachine()
    #expect(machine.action == .list(from: nil, limit: 500))
    let isFirstComplete = machine.take(.page(version: "10", next: "token"))
    #expect(!isFirstComplete)
    #expect(machine.action == .list(from: "token", limit: 500))
    let isComplete = machine.take(.page(version: "10", next: nil))
    #expect(isComplete)
    #expect(machine.action == .watch(from: "10"))
    machine.take(.change(version: "12"))
    machine.take(.ended)
    #expect(machine.action == .watch(from: "12"))
    machine.take(.failed(.transport))
    #expect(machine.action == .pause(failures: 0))
    machine.take(.paused)
    #expect(machine.action == .watch(from: "12"))
    machine.take(.change(version: "13"))
    machine.take(.failed(.gone))
    #expect(machine.action == .list(from: nil, limit: 500), "the first 410 costs no pause")
  }

  @Test("a page that expires begins the list anew")
  func expiredPage() {
    var machine = WatchMachine()
    machine.take(.page(version: "10", next: "token"))
    machine.take(.failed(.gone))
    #expect(machine.action == .list(from: nil, limit: 500))
    machine.take(.failed(.gone))
    #expect(machine.action == .pause(failures: 1))
  }

  private func record(_ holder: String, _ renewed: String) -> LeaseRecord {
    LeaseRecord(
      holder: holder, duration: .seconds(15), transitions: 1, resourceVersion: renewed,
      renewed: renewed)
  }

  @Test("a lease of another is taken only when it did not change for its whole duration")
  func takeover() {
    var machine = LeaseMachine(identity: "me")
    let seen9 = machine.saw(record("you", "1"), now: start)
    #expect(seen9 == .wait)
    let seen10 = machine.saw(record("you", "1"), now: start + .seconds(14))
    #expect(seen10 == .wait)
    let seen11 = machine.saw(record("you", "2"), now: start + .seconds(14))
    #expect(seen11 == .wait)
    let seen12 = machine.saw(record("you", "2"), now: start + .seconds(28))
    #expect(seen12 == .wait)
    let seen13 = machine.saw(record("you", "2"), now: start + .seconds(29))
    #expect(seen13 == .take(record("you", "2")))
    let seen14 = machine.saw(record("", "3"), now: start)
    #expect(seen14 == .take(record("", "3")), "it was given back")
    let seen15 = machine.saw(nil, now: start)
    #expect(seen15 == .create)
  }

  @Test("who cannot renew stops before the lease is free for others")
  func renewal() {
    var machine = LeaseMachine(identity: "me")
    #expect(!machine.isLeader(now: start))
    machine.wrote(sent: start)
    #expect(machine.isLeader(now: start + .seconds(9)))
    #expect(!machine.isLeader(now: start + .seconds(10)))
    #expect(machine.timing.renewDeadline < machine.timing.duration)
  }
}
