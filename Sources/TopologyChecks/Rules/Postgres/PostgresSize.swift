import TopologyModel

/// Reads sizes of PostgreSQL parameters as CloudNativePG's webhook does.
///
/// Source: CloudNativePG 1.30, cluster_webhook.go (parsePostgresQuantityValue): a bare number counts
/// megabytes, `kB`, `MB`, `GB` and `TB` are binary.
enum PostgresSize {
  /// Bytes, or nil when the text is not a size.
  static func bytes(_ text: String) -> Int? {
    let units = ["kB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40]
    if let count = Int(text) { return product(count, 1 << 20) }
    guard let factor = units[String(text.suffix(2))], let count = Int(text.dropLast(2)) else {
      return nil
    }
    return product(count, factor)
  }

  /// The product, or the greatest number when it does not fit.
  static func product(_ left: Int, _ right: Int) -> Int {
    let (value, overflows) = left.multipliedReportingOverflow(by: right)
    return overflows ? .max : value
  }
}
