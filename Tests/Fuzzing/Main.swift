import Diagnostics
import Glibc
import Linting
import Schema
import TestSupport
import YAMLSyntax

/// Puts broken documents through parsing, linting, fixing and every report.
///
///     redoubt-fuzz SECONDS SEED STATE FILE...
///
/// Every input has ten seconds; the process as a whole may take `mostMegabytes` of memory. The number of the input
/// under way stands in the file STATE, which survives a crash: `redoubt-fuzz replay SEED NUMBER FILE...`
/// prints that input.
@main
struct Main {
  /// Bound of the resident set, in megabytes: inputs are small, and nothing is kept of them.
  static let mostMegabytes = 300

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "replay", arguments.count > 3, let seed = UInt64(arguments[1]),
      let number = Int(arguments[2])
    {
      var mutator = Mutator(seed: seed, seeds: try read(arguments.dropFirst(3)))
      var bytes: [UInt8] = []
      for _ in 0...number { bytes = mutator.next() }
      bytes.withUnsafeBytes { _ = write(1, $0.baseAddress, $0.count) }
      return
    }
    guard arguments.count > 3, let seconds = Int(arguments[0]), let seed = UInt64(arguments[1])
    else {
      complain("usage: redoubt-fuzz SECONDS SEED STATE FILE...\n")
      exit(2)
    }
    var mutator = Mutator(seed: seed, seeds: try read(arguments.dropFirst(3)))
    let state = open(arguments[2], O_RDWR | O_CREAT | O_TRUNC, 0o644)
    let clock = ContinuousClock()
    let start = clock.now
    var number = 0
    var totals = Trial.Totals()
    while clock.now - start < .seconds(seconds) {
      let bytes = mutator.next()
      let text = Array("\(number)\n".utf8)
      text.withUnsafeBytes { _ = pwrite(state, $0.baseAddress, $0.count, 0) }
      // The default action ends the process: a hang is a crash with another signal.
      alarm(10)
      if let problem = Trial.run(bytes, &totals) {
        complain("redoubt-fuzz: seed \(seed), input \(number): \(problem)\n")
        exit(1)
      }
      alarm(0)
      number += 1
    }
    let megabytes = peakMegabytes()
    print(
      "redoubt-fuzz: seed \(seed), \(number) inputs, \(totals.findings) findings, \(totals.fixes) fixes, peak \(megabytes) MB"
    )
    if megabytes > mostMegabytes {
      complain("redoubt-fuzz: more than \(mostMegabytes) MB of memory\n")
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

  /// The files, and the examples of every rule.
  private static func read(_ paths: ArraySlice<String>) throws -> [[UInt8]] {
    let examples = (AllLintRules.infos + RuleInfo.schemaRules).flatMap { $0.bad + $0.good }
    return examples.map { Array($0.text.utf8) } + files(paths)
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
