package import YAMLSyntax

/// A Kubernetes quantity: a decimal number with an optional binary or decimal suffix.
///
/// Source: k8s.io/apimachinery `resource.Quantity` (Kubernetes 1.36).
public struct Quantity: Hashable, Sendable, CustomStringConvertible {
  /// The quantity as written.
  public let description: String
  /// Its value in thousandths of the unit, rounded up; saturates at `Int.max`.
  package let milliValue: Int

  /// Checks the grammar; nil when `text` is not a quantity.
  public init?(_ text: String) {
    guard let milliValue = Self.parse(text) else { return nil }
    description = text
    self.milliValue = milliValue
  }

  private init(_ text: String, milli: Int) {
    description = text
    milliValue = milli
  }

  /// Whole gibibytes.
  public static func gibibytes(_ count: Int) -> Quantity {
    Quantity("\(count)Gi", milli: (count << 30) * 1000)
  }

  /// Whole mebibytes.
  public static func mebibytes(_ count: Int) -> Quantity {
    Quantity("\(count)Mi", milli: (count << 20) * 1000)
  }

  /// Thousandths of a processor.
  public static func millicores(_ count: Int) -> Quantity {
    count % 1000 == 0
      ? Quantity("\(count / 1000)", milli: count) : Quantity("\(count)m", milli: count)
  }

  /// Whole units, rounded up: bytes for memory and storage.
  package var units: Int {
    milliValue == .max ? .max : (milliValue + 999) / 1000
  }

  /// Exponents of 1000 and of 1024, by suffix.
  private static let suffixes: [(text: String, base: Double, power: Int)] = [
    ("Ki", 1024, 1), ("Mi", 1024, 2), ("Gi", 1024, 3), ("Ti", 1024, 4), ("Pi", 1024, 5),
    ("Ei", 1024, 6), ("m", 1000, -1), ("k", 1000, 1), ("M", 1000, 2), ("G", 1000, 3),
    ("T", 1000, 4), ("P", 1000, 5), ("E", 1000, 6),
  ]

  private static func parse(_ text: String) -> Int? {
    var number = text[...]
    var factor = 1.0
    for suffix in suffixes where text.hasSuffix(suffix.text) {
      number = text.dropLast(suffix.text.count)
      if suffix.power < 0 { factor = 1 / suffix.base }
      for _ in 0..<max(0, suffix.power) { factor *= suffix.base }
      break
    }
    let digits = number.utf8
    guard digits.contains(where: { (0x30...0x39).contains($0) }),
      digits.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      digits.count(where: { $0 == 0x2E }) <= 1
    else { return nil }
    guard let value = Double(number.hasPrefix(".") ? "0\(number)" : String(number)) else {
      return nil
    }
    // The API server caps what does not fit into 64 bits, which nobody means.
    guard value * factor < Double(Int.max) else { return nil }
    let milli = (value * factor * 1000).rounded(.up)
    return milli >= Double(Int.max) ? .max : Int(milli)
  }
}

extension Quantity: FieldValue {
  package static var typeName: String { "a quantity" }
  package static var kind: ScalarKind { .stringOrNumber }
  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(text) else {
      throw ValueProblem(
        "is not a valid quantity",
        help: "write a number with a Kubernetes suffix, for example 10Gi or 500m")
    }
    self = value
  }
  package var fieldText: String { description }
}
