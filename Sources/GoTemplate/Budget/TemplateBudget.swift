/// What one execution of a template has used so far.
///
/// ``GoFunction`` charges every call; functions that may use much more than they are given charge that before they
/// begin. What was exceeded once stays exceeded: nothing that a function swallows lets the template go on.
package final class TemplateBudget {
  package let limits: TemplateLimits
  private var steps = 0
  private var bytes = 0
  private var nextLook = 0
  private var isOverdue = false
  /// Whether the same template may succeed a little later: its time was up, or someone else did not answer.
  package private(set) var mayPass = false
  /// Maps that were changed after they were made: only these can be part of a cycle.
  private var changed: [GoDictionary] = []
  private var known: Set<ObjectIdentifier> = []

  /// Steps between two looks at the clock.
  private static let lookInterval = 4096

  package init(_ limits: TemplateLimits = TemplateLimits()) { self.limits = limits }

  /// A text that is longer is of no use, as no object of Kubernetes takes it; and work on texts takes a multiple of
  /// their size.
  package var mostText: Int { limits.mostBytes / 8 }

  /// Charges `count` steps.
  package func spend(_ count: Int = 1) throws(TemplateError) {
    let (sum, overflows) = steps.addingReportingOverflow(max(0, count))
    steps = overflows ? .max : sum
    guard steps <= limits.mostSteps else {
      throw TemplateError(
        "the template takes more than \(limits.mostSteps) steps", isLimit: true)
    }
    guard steps >= nextLook || isOverdue else { return }
    nextLook = steps + Self.lookInterval
    if !isOverdue { isOverdue = limits.isOverdue() }
    guard !isOverdue else {
      mayPass = true
      throw TemplateError(limits.overdueMessage, isLimit: true)
    }
  }

  /// Notes that what follows fails for a reason that may pass.
  package func notePassing() { mayPass = true }

  /// Charges the reading or writing of `bytes` bytes.
  package func spend(bytes: Int) throws(TemplateError) { try spend(1 + max(0, bytes) / 16) }

  /// Charges `count` bytes that the template makes.
  package func allocate(_ count: Int) throws(TemplateError) {
    let (sum, overflows) = bytes.addingReportingOverflow(max(0, count))
    bytes = overflows ? .max : sum
    guard bytes <= limits.mostBytes else { throw exceeded }
  }

  /// Charges `count` items of `size` bytes each.
  package func allocate(_ count: Int, of size: Int) throws(TemplateError) {
    let (product, overflows) = max(0, count).multipliedReportingOverflow(by: max(1, size))
    try allocate(overflows ? .max : product)
  }

  /// Throws when `count` more bytes would be too many, or too long for a text; charges nothing, as the result of a
  /// function is charged when it is there.
  package func permit(_ count: Int) throws(TemplateError) {
    guard count <= mostText else {
      throw TemplateError(
        "a string of the template is longer than \(Self.text(mostText))", isLimit: true)
    }
    guard count <= limits.mostBytes - bytes else { throw exceeded }
  }

  /// Charges one step at `depth` levels into a value.
  package func descend(to depth: Int) throws(TemplateError) {
    guard depth <= TemplateLimits.mostDepth else {
      throw TemplateError(
        "a value is nested more than \(TemplateLimits.mostDepth) levels deep", isLimit: true)
    }
    try spend()
  }

  private var exceeded: TemplateError {
    TemplateError(
      "the template used more than \(Self.text(limits.mostBytes))", isLimit: true)
  }

  private static func text(_ bytes: Int) -> String {
    bytes.isMultiple(of: 1 << 20)
      ? "\(bytes >> 20) MiB"
      : bytes.isMultiple(of: 1 << 10) ? "\(bytes >> 10) KiB" : "\(bytes) bytes"
  }

  // MARK: Cycles

  /// Notes that `dictionary` was changed after it was made.
  package func noteChange(of dictionary: GoDictionary) {
    if known.insert(ObjectIdentifier(dictionary)).inserted { changed.append(dictionary) }
  }

  deinit {
    // Maps that hold each other would stay in memory for ever.
    for dictionary in changed { dictionary.clear() }
  }
}
