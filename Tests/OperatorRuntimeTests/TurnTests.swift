import Seams
import Simulation
import Synchronization
import Testing

/// What takes turns between tasks: gates with lanes, and work that is shared.
@Suite("Turns")
struct TurnTests {
  private final class Notes<Note: Sendable>: Sendable {
    private let list = Mutex<[Note]>([])

    var all: [Note] { list.withLock { $0 } }
    func add(_ note: Note) { list.withLock { $0.append(note) } }
  }

  @Test("a lane with many who wait holds up another for one turn at most")
  func lanes() throws {
    try SimulatedWorld.run { world in
      let gate = FairGate<String>(1)
      let notes = Notes<String>()
      try #require(await gate.enter("busy"))
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<50 {
          group.addTask {
            guard await gate.enter(number == 49 ? "quiet" : "busy") else { return }
            notes.add(number == 49 ? "quiet" : "busy")
            gate.leave(number == 49 ? "quiet" : "busy")
          }
        }
        try? await world.sleep(.seconds(1))
        gate.leave("busy")
      }
      #expect(notes.all.count == 50)
      #expect(notes.all.prefix(2).contains("quiet"))
    }
  }

  @Test("who is cancelled while waiting takes no place with it")
  func cancellation() throws {
    try SimulatedWorld.run { world in
      let gate = FairGate<Int>(1)
      try #require(await gate.enter(0))
      let waiting = Task(executorPreference: world) { await gate.enter(1) }
      try? await world.sleep(.seconds(1))
      waiting.cancel()
      #expect(await !waiting.value)
      let other = Task(executorPreference: world) { await gate.enter(2) }
      try? await world.sleep(.seconds(1))
      gate.leave(0)
      #expect(await other.value)
      gate.leave(2)
    }
  }

  @Test("a capacity that shrinks lets nobody in until enough have left")
  func shrinking() throws {
    try SimulatedWorld.run { world in
      let gate = FairGate<Int>(3)
      for _ in 0..<3 { try #require(await gate.enter(0)) }
      gate.setCapacity(1)
      let notes = Notes<Int>()
      let waiting = Task(executorPreference: world) {
        guard await gate.enter(1) else { return }
        notes.add(1)
      }
      for left in 0..<3 {
        try? await world.sleep(.seconds(1))
        #expect(notes.all.isEmpty, "\(left) have left")
        gate.leave(0)
      }
      await waiting.value
      #expect(notes.all == [1])
    }
  }

  @Test("shared work goes on for the others when the one who began it is cancelled")
  func sharedWork() throws {
    try SimulatedWorld.run { world in
      let flight = SingleFlight<String, Int>(time: world)
      let runs = Notes<Int>()
      let work: @Sendable () async -> Int = {
        runs.add(1)
        try? await world.sleep(.seconds(10))
        return 7
      }
      let first = Task(executorPreference: world) { await flight.run("key", work) }
      try? await world.sleep(.seconds(1))
      let second = Task(executorPreference: world) { await flight.run("key", work) }
      let third = Task(executorPreference: world) { await flight.run("key", work) }
      try? await world.sleep(.seconds(1))
      first.cancel()
      third.cancel()
      #expect(await first.value == nil, "nor does who began it")
      #expect(await third.value == nil, "who is cancelled does not wait for the others")
      #expect(await second.value == 7)
      #expect(runs.all.count == 1)
    }
  }

  @Test("a text is shortened by bytes, between characters of UTF-8")
  func shortening() {
    #expect("short".shortened(toBytes: 5) == "short")
    #expect("longer".shortened(toBytes: 5) == "lo…")
    #expect("aéééé".shortened(toBytes: 8) == "aéé…")
    let marks = "e" + String(repeating: "\u{301}", count: 10_000)
    #expect(marks.shortened(toBytes: 1000).utf8.count <= 1000)
  }
}
