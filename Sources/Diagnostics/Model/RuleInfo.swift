/// What a rule is: the source of `redoubt explain`, of `docs/rules/` and of every finding's severity.
///
/// A diagnostic is made from a `RuleInfo`, so that no finding can carry an undocumented code.
public struct RuleInfo: Sendable {
  /// An input that shows the rule; topologies are written as an overlay of the base example.
  public struct Example: Sendable {
    /// YAML text; made when it is read, which few runs do.
    public var text: String { make() }
    private let make: @Sendable () -> String
    /// Overlays that were built before, oldest first, for rules about changes.
    public let previous: [String]

    package init(
      _ text: @autoclosure @escaping @Sendable () -> String, previous: [String] = []
    ) {
      make = text
      self.previous = previous
    }
  }

  /// Stable code.
  public let code: DiagnosticCode
  /// Short name that reads well after "allow".
  public let name: String
  /// Severity unless configuration changes it.
  public let severity: Severity
  /// One sentence: what is found.
  public let summary: String
  /// Why it matters.
  public let why: String
  /// Where the rule comes from; never empty.
  public let sources: [RuleSource]
  /// The checks of kube-linter and kube-score that look for the same, as `tool name`.
  public let counterparts: [String]
  /// Whether a waiver in the topology may silence it.
  public let isWaivable: Bool
  /// Inputs on which the rule fires.
  public let bad: [Example]
  /// Inputs on which it stays silent.
  public let good: [Example]

  package init(
    _ area: DiagnosticCode.Area, _ number: Int, _ name: String, _ severity: Severity = .error,
    summary: String, why: String, sources: [RuleSource], counterparts: [String] = [],
    isWaivable: Bool = false,
    bad: [Example] = [], good: [Example] = []
  ) {
    code = DiagnosticCode(area, number)
    self.name = name
    self.severity = severity
    self.summary = summary
    self.why = why
    self.sources = sources
    self.counterparts = counterparts
    self.isWaivable = isWaivable
    self.bad = bad
    self.good = good
  }
}
