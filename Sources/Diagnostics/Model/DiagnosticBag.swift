/// Collects findings of one stage; passed `inout`, never global.
public struct DiagnosticBag: Sendable {
  /// Findings in the order in which they were reported.
  public private(set) var diagnostics: [Diagnostic] = []

  /// An empty bag.
  public init() {}

  package mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  package mutating func append(contentsOf other: DiagnosticBag) {
    diagnostics += other.diagnostics
  }

  /// Whether anything forbids writing output.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Findings by file, offset, severity, code and message: the same for any order of reporting.
  public var sorted: [Diagnostic] {
    diagnostics.sorted { left, right in
      let leftKey = SortKey(left)
      let rightKey = SortKey(right)
      return leftKey < rightKey
    }
  }

  package func count(of severity: Severity) -> Int {
    diagnostics.count { $0.severity == severity }
  }
}

/// Orders findings; those without a place come first.
private struct SortKey: Comparable {
  let place: (Int, Int, Int)
  let severity: Severity
  let text: (String, String)

  init(_ diagnostic: Diagnostic) {
    let span = diagnostic.primary?.span
    place = (
      span.map { Int($0.file.rawValue) } ?? -1, span.map { Int($0.start) } ?? -1,
      span.map { Int($0.end) } ?? -1
    )
    severity = diagnostic.severity
    text = (diagnostic.code.description, diagnostic.message)
  }

  static func == (left: SortKey, right: SortKey) -> Bool {
    left.place == right.place && left.severity == right.severity && left.text == right.text
  }

  static func < (left: SortKey, right: SortKey) -> Bool {
    if left.place != right.place { return left.place < right.place }
    if left.severity != right.severity { return left.severity < right.severity }
    return left.text < right.text
  }
}
