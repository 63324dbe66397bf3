import Glibc

/// Feeds a target until its time is up.
///
///     PROGRAM SECONDS SEED STATE FILE...
///
/// Every input has ten seconds; the process as a whole may take a bounded amount of memory. The number of the input
/// under way stands in the file STATE, which survives a crash: `PROGRAM replay SEED NUMBER FILE...` prints that input.
package enum FuzzRun {
  /// Seconds of one input.
  private static let mostSeconds: UInt32 = 10

  package static func main(_ target: (some FuzzTarget).Type) {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "replay", arguments.count > 3, let seed = UInt64(arguments[1]),
      let number = Int(arguments[2])
    {
      var target = target.init(seed: seed, files: files(arguments.dropFirst(3)))
      var bytes: [UInt8] = []
      for _ in 0...number { bytes = target.next() }
      bytes.withUnsafeBytes { _ = write(1, $0.baseAddress, $0.count) }
      return
    }
    guard arguments.count > 3, let seconds = Int(arguments[0]), let seed = UInt64(arguments[1])
    else {
      complain("usage: \(target.name) SECONDS SEED STATE FILE...\n")
      exit(2)
    }
    run(
      target.init(seed: seed, files: files(arguments.dropFirst(3))), seed: seed,
      for: .seconds(seconds), state: arguments[2])
  }

  private static func run<Target: FuzzTarget>(
    _ target: Target, seed: UInt64, for time: Duration, state path: String
  ) {
    var target = target
    let state = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o644)
    let clock = ContinuousClock()
    let end = clock.now + time
    var number = 0
    while clock.now < end {
      let bytes = target.next()
      let text = Array("\(number)\n".utf8)
      text.withUnsafeBytes { _ = pwrite(state, $0.baseAddress, $0.count, 0) }
      // The default action ends the process: a hang is a crash with another signal.
      alarm(mostSeconds)
      if let problem = target.problem(with: bytes) {
        complain("\(Target.name): seed \(seed), input \(number): \(problem)\n")
        exit(1)
      }
      alarm(0)
      number += 1
    }
    let megabytes = peakMegabytes()
    print(
      "\(Target.name): seed \(seed), \(number) inputs, \(target.summary), peak \(megabytes) MB")
    if megabytes > Target.mostMegabytes {
      complain("\(Target.name): more than \(Target.mostMegabytes) MB of memory\n")
      exit(1)
    }
  }

  private static func complain(_ text: String) {
    Array(text.utf8).withUnsafeBytes { _ = write(2, $0.baseAddress, $0.count) }
  }

  private static func peakMegabytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) / 1024
  }

  private static func files(_ paths: ArraySlice<String>) -> [[UInt8]] {
    paths.compactMap { path in
      guard let file = fopen(path, "r") else { return nil }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 20_000)
      let count = fread(&bytes, 1, bytes.count, file)
      return Array(bytes[..<count])
    }
  }
}
