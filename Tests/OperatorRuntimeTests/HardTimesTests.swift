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
