/// Quantities of resources (Kubernetes, api/resource `Quantity`): a number with an optional suffix.
package enum Quantity {
  private static let suffixes: Set<String> = [
    "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei",
  ]

  package static func isValid(_ text: String) -> Bool {
    guard let (number, suffix) = split(text) else { return false }
    return Double(number) != nil && (suffixes.contains(suffix) || isExponent(suffix))
  }

  /// The value in its base unit (bytes, cores); nil when the text is no quantity.
  package static func value(_ text: String) -> Double? {
    guard isValid(text), let (number, suffix) = split(text), let base = Double(number) else {
      return nil
    }
    if isExponent(suffix) { return Double(number + suffix) }
    let powers: [(String, Double)] = [
      ("n", 1e-9), ("u", 1e-6), ("m", 1e-3), ("", 1), ("k", 1e3), ("M", 1e6), ("G", 1e9),
      ("T", 1e12), ("P", 1e15), ("E", 1e18), ("Ki", 1024), ("Mi", 1_048_576),
      ("Gi", 1_073_741_824), ("Ti", 1_099_511_627_776), ("Pi", 1_125_899_906_842_624),
      ("Ei", 1_152_921_504_606_846_976),
    ]
    return powers.first { $0.0 == suffix }.map { base * $0.1 }
  }

  /// The number with its sign, and what stands behind it.
  private static func split(_ text: String) -> (number: String, suffix: String)? {
    let digits = text.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "+" || $0 == "-" }
    let body = digits.first == "+" || digits.first == "-" ? digits.dropFirst() : digits
    guard !body.isEmpty, body != ".", !body.contains("+"), !body.contains("-"),
      body.count(where: { $0 == "." }) <= 1
    else { return nil }
    // `Double` does not read `1.` and `.5`, which quantities may be.
    let sign = digits.first == "-" ? "-" : ""
    let whole = body.hasPrefix(".") ? "0\(body)" : String(body)
    return (
      sign + (whole.hasSuffix(".") ? whole + "0" : whole), String(text.dropFirst(digits.count))
    )
  }

  private static func isExponent(_ suffix: String) -> Bool {
    guard let mark = suffix.first, mark == "e" || mark == "E", suffix.utf8.count > 1 else {
      return false
    }
    let rest = suffix.dropFirst()
    let digits = rest.first == "+" || rest.first == "-" ? rest.dropFirst() : rest
    return !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
