extension String {
  /// The text, or its begin and `…` when it has more than `most` bytes.
  ///
  /// Counted in bytes, because one character may have any number of them.
  package func shortened(toBytes most: Int) -> String {
    guard utf8.count > most else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: max(0, most - 3))
    while end > startIndex, UTF8.isContinuation(utf8[end]) { end = utf8.index(before: end) }
    return String(self[..<end]) + "…"
  }
}
