/// A span of time of Go (`time.Duration`), in nanoseconds.
package enum GoDuration {
  private static let units: [(name: String, nanoseconds: UInt64)] = [
    ("ns", 1), ("us", 1000), ("µs", 1000), ("μs", 1000), ("ms", 1_000_000),
    ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
  ]

  /// Reads `1h15m30.918s`; nil for anything else, and for what does not fit (`time.ParseDuration`).
  package static func parse(_ text: String) -> Int? {
    var rest = Substring(text)
    var isNegative = false
    if rest.first == "-" || rest.first == "+" { isNegative = rest.removeFirst() == "-" }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var total: UInt64 = 0
    while !rest.isEmpty {
      let whole = rest.prefix { ("0"..."9").contains($0) }
      rest = rest.dropFirst(whole.count)
      var fraction = Substring()
      if rest.first == "." {
        fraction = rest.dropFirst().prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(1 + fraction.count)
      }
      let name = rest.prefix { !("0"..."9").contains($0) && $0 != "." }
      rest = rest.dropFirst(name.count)
      guard !(whole.isEmpty && fraction.isEmpty), let number = UInt64(whole.isEmpty ? "0" : whole),
        let unit = units.first(where: { $0.name == name })?.nanoseconds
      else { return nil }
      let (product, overflows) = number.multipliedReportingOverflow(by: unit)
      let part = (Double("0.\(fraction.isEmpty ? "0" : fraction)") ?? 0) * Double(unit)
      let (sum, isTooLarge) = product.addingReportingOverflow(UInt64(part))
      let (next, isFull) = total.addingReportingOverflow(sum)
      guard !overflows, !isTooLarge, !isFull, next <= 1 << 63 else { return nil }
      total = next
    }
    if isNegative { return total == 1 << 63 ? .min : -Int(total) }
    return Int(exactly: total)
  }

  /// The closest multiple of `unit`, away from zero in the middle (`Duration.Round`); what does not fit stays.
  package static func rounded(_ nanoseconds: Int, to unit: Int) -> Int {
    guard unit > 0 else { return nanoseconds }
    let rest = nanoseconds % unit
    let whole = nanoseconds - rest
    guard rest.magnitude >= unit.magnitude - rest.magnitude else { return whole }
    let (sum, overflows) = whole.addingReportingOverflow(rest < 0 ? -unit : unit)
    return overflows ? (rest < 0 ? .min : .max) : sum
  }

  /// The form in which Go prints it (`Duration.String`).
  package static func text(_ nanoseconds: Int) -> String {
    if nanoseconds == 0 { return "0s" }
    let sign = nanoseconds < 0 ? "-" : ""
    let value = nanoseconds.magnitude
    func fraction(_ value: UInt, _ unit: UInt, _ digits: Int) -> String {
      var text = GoTime.padded(Int(value % unit), digits)
      while text.hasSuffix("0") { text.removeLast() }
      return "\(value / unit)" + (text.isEmpty ? "" : ".\(text)")
    }
    if value < 1000 { return "\(sign)\(value)ns" }
    if value < 1_000_000 { return "\(sign)\(fraction(value, 1000, 3))µs" }
    if value < 1_000_000_000 { return "\(sign)\(fraction(value, 1_000_000, 6))ms" }
    let seconds = value / 1_000_000_000
    var text = sign
    if seconds >= 3600 { text += "\(seconds / 3600)h" }
    if seconds >= 60 { text += "\(seconds / 60 % 60)m" }
    return text + fraction(value % 60_000_000_000, 1_000_000_000, 9) + "s"
  }
}
