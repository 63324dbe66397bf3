import Diagnostics
import YAMLSyntax

/// What a demoted primary hands to its successor (CloudNativePG 1.30, replica_cluster): the position that the successor must have replayed, exactly.
package struct PromotionToken: Hashable, Sendable {
  package let databaseSystemIdentifier: String
  package let timeline: Int
  package let redoLocation: String
  package let redoWALFile: String
  /// RFC 3339.
  package let timeOfLatestCheckpoint: String
  package let operatorVersion: String

  /// What is wrong with a text that should be a token.
  package enum Problem: Error, Hashable {
    /// No base64, no JSON, or not the six strings (rule TOK-002).
    case unreadable(String)
    /// The six strings contradict each other (rule TOK-003).
    case inconsistent(String)
  }

  private static let keys = [
    "databaseSystemIdentifier", "latestCheckpointTimelineID", "latestCheckpointREDOLocation",
    "redoWalFile", "timeOfLatestCheckpoint", "operatorVersion",
  ]

  /// Reads and checks a token.
  package static func parse(_ text: String) -> Result<PromotionToken, Problem> {
    guard let bytes = Base64.decode(text) else {
      return .failure(.unreadable("is not base64"))
    }
    var map = SourceMap()
    var bag = DiagnosticBag()
    let stream = YAMLParser().parse(map.add(path: "token", bytes: bytes), into: &bag)
    guard bytes.first == 0x7B, !bag.hasErrors, let root = stream.documents.first?.root,
      root.entries != nil
    else { return .failure(.unreadable("does not contain a JSON object")) }
    var values: [String] = []
    for key in keys {
      guard let value = root[key]?.scalar?.text, !value.isEmpty else {
        return .failure(.unreadable("does not contain `\(key)`"))
      }
      values.append(value)
    }
    guard let timeline = Int(values[1]), timeline > 0 else {
      return .failure(.inconsistent("timeline `\(values[1])` is not a number from 1"))
    }
    let token = PromotionToken(
      databaseSystemIdentifier: values[0], timeline: timeline, redoLocation: values[2],
      redoWALFile: values[3], timeOfLatestCheckpoint: values[4], operatorVersion: values[5])
    if let contradiction = token.contradiction { return .failure(.inconsistent(contradiction)) }
    return .success(token)
  }

  /// The segment file name is timeline, high and low half of the position, eight hexadecimal digits
  /// each, with segments of 16 MiB.
  private var contradiction: String? {
    let digits = Array(redoWALFile)
    guard digits.count == 24, digits.allSatisfy(\.isHexDigit),
      let fileTimeline = Int(String(digits[0..<8]), radix: 16),
      let high = UInt64(String(digits[8..<16]), radix: 16),
      let low = UInt64(String(digits[16..<24]), radix: 16)
    else { return "`redoWalFile` \(redoWALFile) is not a WAL file name" }
    guard fileTimeline == timeline else {
      return
        "`redoWalFile` is on timeline \(fileTimeline), but the token is on timeline \(timeline)"
    }
    let parts = redoLocation.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let upper = UInt64(parts[0], radix: 16),
      let lower = UInt64(parts[1], radix: 16), upper <= 0xFFFF_FFFF, lower <= 0xFFFF_FFFF
    else { return "position `\(redoLocation)` is not a WAL position" }
    guard upper == high, lower >> 24 == low else {
      return "position \(redoLocation) is not in WAL file \(redoWALFile)"
    }
    return nil
  }
}

/// Base64 (RFC 4648, section 4), strict: padded, one line.
enum Base64 {
  static func decode(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard !digits.isEmpty, digits.count.isMultiple(of: 4) else { return nil }
    let padding = digits.reversed().prefix { $0 == 0x3D }.count
    guard padding <= 2 else { return nil }
    var output: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for digit in digits.dropLast(padding) {
      guard let value = value(digit) else { return nil }
      buffer = (buffer << 6 | value) & 0xFF_FFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        output.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    return output
  }

  private static func value(_ digit: UInt8) -> UInt32? {
    switch digit {
    case 0x41...0x5A: UInt32(digit - 0x41)
    case 0x61...0x7A: UInt32(digit - 0x61 + 26)
    case 0x30...0x39: UInt32(digit - 0x30 + 52)
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}
