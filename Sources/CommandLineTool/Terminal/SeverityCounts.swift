import Diagnostics

/// How many findings there are of each severity.
struct SeverityCounts {
  private var counts: [Int] = Array(repeating: 0, count: Severity.allCases.count)

  init() {}

  init(_ bag: DiagnosticBag) { add(bag) }

  mutating func add(_ bag: DiagnosticBag) {
    for (position, severity) in Severity.allCases.enumerated() {
      counts[position] += bag.count(of: severity)
    }
  }

  /// `2 errors, 1 warning`; empty when there is none.
  var text: String {
    let parts = zip(Severity.allCases, counts).compactMap { severity, count -> String? in
      count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return parts.joined(separator: ", ")
  }
}
