/// A span of time of Go (`time.Duration`), in nanoseconds.
package enum GoDuration {
  private static let units: [(name: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9),
    ("h", 3600e9),
  ]

  /// Reads `1h15m30.918s`; nil for anything else.
  package static func parse(_ text: String) -> Int? {
    var rest = Substring(text)
    var sign = 1.0
    if rest.first == "-" || rest.first == "+" { sign = rest.removeFirst() == "-" ? -1 : 1 }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
      rest = rest.dropFirst(number.count)
      let name = rest.prefix { !("0"..."9").contains($0) && $0 != "." }
      rest = rest.dropFirst(name.count)
      guard let value = Double(number.hasSuffix(".") ? number + "0" : number),
        let unit = units.first(where: { $0.name == name })
      else { return nil }
      total += value * unit.nanoseconds
    }
    guard abs(total) < 9.2e18 else { return nil }
    return Int((sign * total).rounded())
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
