@preconcurrency import Glibc

/// Wall times of whole commands, the peers taking turns in one run so that noise hits both.
struct Measurement {
  let name: String
  let command: [String]
  private(set) var times: [Double] = []
  /// Time in user mode of each run, in milliseconds.
  private(set) var userTimes: [Double] = []
  /// Largest resident set of the last run.
  private(set) var peakKilobytes = 0
  /// Whether exit code 1, drift, counts as success.
  var allowsFindings = false

  init(_ name: String, _ command: [String]) {
    self.name = name
    self.command = command
  }

  var median: Double { times.sorted()[times.count / 2] }
  var best: Double { times.min() ?? 0 }
  var userMedian: Double { userTimes.sorted()[userTimes.count / 2] }
  var userBest: Double { userTimes.min() ?? 0 }

  /// One run, timed from spawn to exit.
  ///
  /// Foundation's `Process` polls every 50 ms, too coarse here.
  mutating func sample() throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [Int32(1), 2] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let clock = ContinuousClock()
    let start = clock.now
    var pid = pid_t()
    var status: Int32 = 0
    guard posix_spawn(&pid, command[0], &actions, nil, &arguments, environ) == 0 else {
      throw Failure(name: name)
    }
    var usage = rusage()
    wait4(pid, &status, 0, &usage)
    peakKilobytes = usage.ru_maxrss
    userTimes.append(Double(usage.ru_utime.tv_sec) * 1000 + Double(usage.ru_utime.tv_usec) / 1000)
    let elapsed = (clock.now - start).components
    times.append(Double(elapsed.attoseconds) / 1e15 + Double(elapsed.seconds) * 1000)
    guard status == 0 || (allowsFindings && status == 1 << 8) else { throw Failure(name: name) }
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
      if round == 0 {
        (pair.0.times, pair.1.times) = ([], [])
        (pair.0.userTimes, pair.1.userTimes) = ([], [])
      }
    }
    return pair
  }
}
