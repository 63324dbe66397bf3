/// The grammars behind ``TextFormat``.
package enum TextFormats {
  /// RFC 3339, section 5.6, as Go's `time.RFC3339` reads it.
  static func isDateTime(_ text: String) -> Bool {
    guard text.utf8.count >= 20, isDate(text.prefix(10)) else { return false }
    var rest = text.dropFirst(10)
    guard let mark = rest.popFirst(), mark == "T" || mark == "t" else { return false }
    guard isClock(rest.prefix(8), parts: 3) else { return false }
    rest = rest.dropFirst(8)
    if rest.first == "." {
      rest = rest.dropFirst()
      let digits = rest.prefix { isDigit($0) }
      guard !digits.isEmpty else { return false }
      rest = rest.dropFirst(digits.count)
    }
    if rest == "Z" || rest == "z" { return true }
    guard let sign = rest.popFirst(), sign == "+" || sign == "-" else { return false }
    return rest.count == 5 && isClock(rest, parts: 2)
  }

  static func isDate(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy(isDigit) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && (1...days[month - 1]).contains(day)
  }

  private static func isClock(_ text: Substring, parts count: Int) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == count, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(isDigit) }) else {
      return false
    }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == count else { return false }
    return numbers[0] < 24 && numbers.dropFirst().allSatisfy { $0 < 60 }
  }

  private static func isDigit(_ character: Character) -> Bool {
    // Letters that combine make characters that lie between `0` and `9`, and are no digits.
    character.isASCII && ("0"..."9").contains(character)
  }

  /// A duration as the API server reads it (kube-openapi, strfmt): Go's, and numbers with words for
  /// days, weeks and what is shorter.
  package static func isDuration(_ text: String) -> Bool {
    var rest = text[...]
    if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
    if rest == "0" { return true }
    guard !rest.isEmpty else { return false }
    while !rest.isEmpty {
      let number = rest.prefix { isDigit($0) || $0 == "." }
      guard number.contains(where: isDigit), number.count(where: { $0 == "." }) <= 1 else {
        return false
      }
      rest = rest.dropFirst(number.count).drop { $0 == " " }
      let unit = rest.prefix { $0.isLetter }
      guard units.contains(String(unit)) else { return false }
      rest = rest.dropFirst(unit.count)
    }
    return true
  }

  private static let units: Set<String> = [
    "ns", "nano", "nanos", "nanosec", "nanosecs", "nanosecond", "nanoseconds", "us", "µs", "μs",
    "micro", "micros", "microsec", "microsecs", "microsecond", "microseconds", "ms", "milli",
    "millis", "millisec", "millisecs", "millisecond", "milliseconds", "s", "sec", "secs", "second",
    "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours", "d",
    "day", "days", "w", "wk", "wks", "week", "weeks",
  ]

  /// Standard base64 with padding; line breaks are skipped, as Go does (RFC 4648, section 4).
  package static func isBase64(_ text: String) -> Bool {
    let bytes = text.utf8.filter { $0 != 0x0A && $0 != 0x0D }
    guard bytes.count % 4 == 0 else { return false }
    let padding = bytes.suffix(2).count { $0 == 0x3D }
    return bytes.dropLast(padding).allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F: true
      default: false
      }
    } && (padding == 0 || bytes.last == 0x3D)
  }

  package static func isIPv4(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.count) && part.allSatisfy(isDigit) && (Int(part) ?? 256) < 256
          && (part.count == 1 || part.first != "0")
      }
  }

  package static func isIPv6(_ text: Substring) -> Bool {
    guard text.contains(":"), !text.contains(":::"), text.count <= 45 else { return false }
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard text.contains("::") ? halves.count <= 2 : true else { return false }
    var groups = 0
    for (position, half) in halves.enumerated() where !half.isEmpty {
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        let isLast = position == halves.count - 1 && index == parts.count - 1
        if isLast, part.contains(".") {
          guard isIPv4(part) else { return false }
          groups += 2
        } else {
          guard (1...4).contains(part.count), part.allSatisfy({ $0.isASCII && $0.isHexDigit })
          else {
            return false
          }
          groups += 1
        }
      }
    }
    return text.contains("::") ? groups < 8 : groups == 8
  }

  package static func isCIDR(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count <= 3, parts[1].allSatisfy(isDigit),
      let length = Int(parts[1])
    else { return false }
    return isIPv4(parts[0]) ? length <= 32 : isIPv6(parts[0]) && length <= 128
  }

  /// An absolute URI or an absolute path, as Go's `url.ParseRequestURI` takes it.
  package static func isURI(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return false }
    if text.hasPrefix("/") { return true }
    guard let colon = text.firstIndex(of: ":"), let first = text.first, first.isASCII,
      first.isLetter
    else { return false }
    return text[..<colon].allSatisfy {
      $0.isASCII && ($0.isLetter || isDigit($0) || "+-.".contains($0))
    }
  }

  /// Names of hosts (RFC 1123, section 2.1).
  package static func isHostname(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 253 else { return false }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.allSatisfy { $0.isASCII && ($0.isLetter || isDigit($0) || $0 == "-") }
    }
  }

  static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && isHostname(String(parts[1]))
  }

  static func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let lengths = parts.map(\.count)
    return (lengths == [8, 4, 4, 4, 12] || lengths == [32])
      && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
  }

  static func isMAC(_ text: String) -> Bool {
    let parts = text.split { $0 == ":" || $0 == "-" }
    return [6, 8, 20].contains(parts.count)
      && parts.allSatisfy { $0.count == 2 && $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
  }
}
