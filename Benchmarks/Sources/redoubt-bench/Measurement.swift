import Foundation

/// Wall times of whole commands, the peers taking turns in one run so that noise hits both.
struct Measurement {
  let name: String
  let command: [String]
  private(set) var times: [Double] = []

  init(_ name: String, _ command: [String]) {
    self.name = name
    self.command = command
  }

  var median: Double { times.sorted()[times.count / 2] }
  var best: Double { times.min() ?? 0 }

  mutating func sample() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let clock = ContinuousClock()
    let start = clock.now
    try process.run()
    process.waitUntilExit()
    let elapsed = clock.now - start
    times.append(Double(elapsed.components.attoseconds) / 1e15 + Double(elapsed.components.seconds) * 1000)
    guard process.terminationStatus == 0 else { throw Failure(name: name) }
  }

  struct Failure: Error { let name: String }

  /// Runs both commands `rounds` times, in turn, after one round that does not count.
  static func compare(
    _ left: Measurement, _ right: Measurement, rounds: Int
  ) throws -> (Measurement, Measurement) {
    var pair = (left, right)
    for round in 0...rounds {
      try pair.0.sample()
      try pair.1.sample()
      if round == 0 { (pair.0.times, pair.1.times) = ([], []) }
    }
    return pair
  }
}
