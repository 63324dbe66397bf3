import KubernetesClient
import Seams
import Simulation
import Testing

@testable import OperatorRuntime

/// The machines of the runtime when much goes wrong at a time.
@Suite("State machines in hard times")
struct HardTimesTests {
  private let start = Instant(seconds: 1000)

  @Test("a flood of edits leaves every ninth turn to what waits behind it")
  func starvation() {
    var queue = WorkQueueState<Int>()
    for key in 0..<3 { queue.add(-1 - key, .refresh, now: start) }
    var handed: [Int] = []
    for edit in 0..<40 {
      queue.add(edit, .edit, now: start)
      queue.add(1000 + edit, .edit, now: start)
      if let key = queue.next()?.key {
        handed.append(key)
        queue.done(key, now: start)
      }
    }
    #expect(handed.filter { $0 < 0 } == [-1, -2, -3])
    #expect(handed.firstIndex(of: -1) == 8)
  }

  @Test("a lane has only so many workers, and its keys come one by one behind those of others")
  func lanes() {
    var queue = WorkQueueState<String>(mostOfLane: 2) { String($0.prefix(1)) }
    for key in ["a1", "a2", "a3", "a4", "b1"] { queue.add(key, .change, now: start) }
    let handed = (0..<4).map { _ in queue.next()?.key }
    #expect(handed == ["a1", "a2", "b1", nil])
    queue.add("c1", .change, now: start)
    queue.done("a1", now: start)
    let next = (0..<3).map { _ in queue.next()?.key }
    #expect(next == ["c1", "a3", nil])
    queue.done("a2", now: start)
    queue.done("a3", now: start)
    let last = queue.next()?.key
    #expect(last == "a4")
    for key in ["a4", "b1", "c1"] { queue.done(key, now: start) }
    #expect(queue.isIdle && queue.depth == 0)
  }

  @Test("a page that is too large is asked for in halves, down to a single object")
  func largePages() {
    var machine = WatchMachine()
    machine.take(.page(version: "10", next: "token"))
    for limit in [250, 125, 62, 31, 15, 7, 3, 1] {
      machine.take(.failed(.tooLarge))
      #expect(machine.action == .list(from: "token", limit: limit))
    }
    machine.take(.failed(.tooLarge))
    #expect(machine.action == .pause(failures: 0), "one object is too large by itself")
  }

  @Test("a watch that reports an error lists again: what it left out may never be told")
  func brokenWatch() {
    var machine = WatchMachine()
    machine.take(.page(version: "10", next: nil))
    machine.take(.broken(.server))
    #expect(machine.action == .pause(failures: 0))
    machine.take(.paused)
    #expect(machine.action == .list(from: nil, limit: 500))
  }

  @Test("writes end with the lease, whatever the tasks of the holder are doing")
  func fence() {
    let time = SteppingClock()
    let fence = LeaseFence(time: time)
    #expect(!fence.isOpen)
    fence.open(until: time.now + .seconds(10))
    #expect(fence.isOpen)
    time.advance(.seconds(10))
    #expect(!fence.isOpen)
    fence.open(until: nil)
    #expect(!fence.isOpen)
  }
}
