/// Cuts a stream of bytes into lines, as they become complete.
package struct LineSplitter: Sendable {
  private var rest: [UInt8] = []
  /// A line that is longer is an error: an object has at most 1.5 MiB (etcd 3.5, limits).
  private let mostBytes: Int

  package init(mostBytes: Int = 8 << 20) { self.mostBytes = mostBytes }

  /// The lines that `chunk` completes, without their ends; nil when a line is too long.
  package mutating func lines(_ chunk: [UInt8]) -> [[UInt8]]? {
    var lines: [[UInt8]] = []
    var start = 0
    while let end = chunk[start...].firstIndex(of: 0x0A) {
      lines.append(rest + chunk[start..<end])
      rest = []
      start = end + 1
    }
    rest += chunk[start...]
    return rest.count > mostBytes ? nil : lines
  }
}
