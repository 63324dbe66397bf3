import Diagnostics
import Patterns
import YAMLSyntax

/// Constraints on values that have the right type.
enum ConstraintCheck {
  static func check(
    _ node: YAMLNode, _ schema: SchemaNode, _ limits: SchemaLimits, isBuiltIn: Bool,
    isSecret: Bool, list: ListKeys.Place, at anchor: SourceSpan?, report: (Diagnostic) -> Void
  ) {
    switch node.content {
    case .scalar(let scalar):
      let shown = ShownValue(scalar.text, isSecret: isSecret)
      word(scalar.text, shown, node, limits, report)
      if schema.isText || scalar.resolved() == .string {
        text(scalar.text, shown, node, limits, report)
      }
      number(scalar, shown, node, schema, limits, report)
    case .sequence(let items):
      count(items.count, "item", "items", limits.items, node, anchor, report)
      if let type = limits.listType {
        ListKeys.check(items, type, element: schema.element, at: list, report)
      }
    case .mapping(let entries):
      count(entries.count, "field", "fields", limits.properties, node, anchor, report)
    }
  }

  private static func word(
    _ text: String, _ shown: ShownValue, _ node: YAMLNode, _ limits: SchemaLimits,
    _ report: (Diagnostic) -> Void
  ) {
    guard !limits.words.isEmpty, !limits.words.contains(text) else { return }
    var finding = Diagnostic(.unknownWord, "unknown value \(shown)", at: node.span)
    let list = limits.words.map { "`\($0)`" }.joined(separator: ", ")
    if let near = Suggestion.nearest(to: text, in: limits.words) {
      finding = finding.help("did you mean `\(near)`? allowed: \(list)")
      // Only the case of letters differs: nothing else can have been meant.
      let isSafe = near.lowercased() == text.lowercased()
      if let span = node.span, node.scalar?.style == .plain, node.properties.isEmpty {
        finding = finding.fix(
          FixIt("write `\(near)`", isSafe ? .safe : .unsafe, [TextEdit(span, near)]))
      }
    } else {
      finding = finding.help("use one of \(list)")
    }
    report(finding)
  }

  private static func text(
    _ text: String, _ shown: ShownValue, _ node: YAMLNode, _ limits: SchemaLimits,
    _ report: (Diagnostic) -> Void
  ) {
    if let length = limits.length {
      let count = text.unicodeScalars.count
      if !length.contains(count) {
        report(
          Diagnostic(
            .outOfBounds, "the text has \(count) characters, but \(bounds(length)) are allowed",
            at: node.span
          ).help(count < length.lowerBound ? "use a longer text" : "use a shorter text"))
      }
    }
    if let pattern = limits.pattern, !pattern.matches(text) {
      report(
        Diagnostic(
          .patternMismatch, "\(shown) does not match the pattern of the field", at: node.span
        )
        .help("match `\(pattern.text)`"))
    }
    if let kind = limits.textFormat, !kind.admits(text) {
      report(
        Diagnostic(.wrongFormat, "\(shown) is not a valid \(kind.name)", at: node.span)
          .help("write \(kind.example)"))
    }
  }

  private static func number(
    _ scalar: YAMLScalar, _ shown: ShownValue, _ node: YAMLNode, _ schema: SchemaNode,
    _ limits: SchemaLimits,
    _ report: (Diagnostic) -> Void
  ) {
    guard limits.boundsNumbers else { return }
    let value: Double
    switch scalar.resolved() {
    case .integer(let number): value = Double(number)
    case .float(let number): value = number
    default: return
    }
    let wide = limits.format == "int32" ? Double(Int32.min)...Double(Int32.max) : nil
    if let wide, !wide.contains(value) {
      return report(
        Diagnostic(.outOfBounds, "\(shown) does not fit in 32 bits", at: node.span)
          .help("use a number from -2147483648 to 2147483647"))
    }
    let isLow = limits.minimum.map { limits.isMinimumExclusive ? value <= $0 : value < $0 } ?? false
    let isHigh =
      limits.maximum.map { limits.isMaximumExclusive ? value >= $0 : value > $0 } ?? false
    if isLow || isHigh {
      let edge = isLow ? limits.minimum : limits.maximum
      let isExclusive = isLow ? limits.isMinimumExclusive : limits.isMaximumExclusive
      let side = isLow ? "least" : "most"
      let text = plain(edge ?? 0)
      report(
        Diagnostic(
          .outOfBounds,
          isExclusive
            ? "\(shown) must be \(isLow ? "above" : "below") \(text)"
            : "\(shown) is out of range: at \(side) \(text)", at: node.span
        ).help(
          "use a number \(isExclusive ? (isLow ? "above" : "below") : "of at \(side)") \(text)"))
    }
    if let step = limits.multipleOf, step > 0, abs(value / step - (value / step).rounded()) > 1e-9 {
      report(
        Diagnostic(.outOfBounds, "\(shown) is not a multiple of \(plain(step))", at: node.span)
          .help("use a multiple of \(plain(step))"))
    }
  }

  private static func count(
    _ count: Int, _ one: String, _ many: String, _ range: ClosedRange<Int>?, _ node: YAMLNode,
    _ anchor: SourceSpan?, _ report: (Diagnostic) -> Void
  ) {
    guard let range, !range.contains(count) else { return }
    report(
      Diagnostic(
        .outOfBounds,
        "there \(count == 1 ? "is 1 \(one)" : "are \(count) \(many)"), but \(bounds(range)) are allowed",
        at: anchor ?? node.span
      ).help(count < range.lowerBound ? "add \(many)" : "remove \(many)"))
  }

  private static func bounds(_ range: ClosedRange<Int>) -> String {
    range.upperBound == .max
      ? "\(range.lowerBound) or more"
      : range.lowerBound == range.upperBound
        ? "exactly \(range.lowerBound)"
        : "\(range.lowerBound) to \(range.upperBound)"
  }

  private static func plain(_ value: Double) -> String {
    value.rounded() == value && abs(value) < 1e15 ? String(Int(value)) : value.description
  }
}

extension SchemaNode {
  /// Whether scalars are texts, however they are written.
  fileprivate var isText: Bool {
    if case .string = form { true } else { false }
  }
}
