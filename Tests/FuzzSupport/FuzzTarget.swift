/// What is fed with inputs that nobody would write.
package protocol FuzzTarget {
  /// The name of the program.
  static var name: String { get }
  /// Bound of the resident set, in megabytes: inputs are small, and nothing is kept of them.
  static var mostMegabytes: Int { get }

  /// The inputs that follow depend on nothing but these.
  init(seed: UInt64, files: [[UInt8]])

  mutating func next() -> [UInt8]
  /// What went wrong beside a crash; nil when all is well.
  mutating func problem(with input: [UInt8]) -> String?

  /// What was tried, in a few words.
  var summary: String { get }
}
