import Crypto
import FoundationEssentials
import Seams

/// The etag of a target's content, as the official operator computes it for v1beta1 (v0.11.5): the same
/// data has the same etag, so that moving over restarts nothing.
enum ContentTag {
  /// `W/"secrets-<length>-<CRC-32>"` over the text in which Go prints a map of byte slices.
  static func tag(_ data: [String: [UInt8]]) -> String {
    var text = Array("map[".utf8)
    let keys = data.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    for (position, key) in keys.enumerated() {
      if position > 0 { text.append(0x20) }
      text += Array(key.utf8) + Array(":[".utf8)
      for (index, byte) in (data[key] ?? []).enumerated() {
        if index > 0 { text.append(0x20) }
        text += Array(String(byte).utf8)
      }
      text.append(0x5D)
    }
    text.append(0x5D)
    let digits = String(crc32(text), radix: 16, uppercase: true)
    let checksum = String(repeating: "0", count: 8 - digits.utf8.count) + digits
    return "W/\"secrets-\(text.count)-\(checksum)\""
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1
    }
  }

  /// CRC-32 of IEEE 802.3.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
  }

  /// The annotation of a workload that says for which etag of a target it was rolled out.
  ///
  /// The part behind the slash has at most 63 bytes; for long names it is cut and ends with a hash, as
  /// in the official operator since PR #109.
  static func workloadAnnotation(_ name: String) -> String {
    let lead = Annotations.prefix + "managed-secret."
    guard name.utf8.count > 48 else { return lead + name }
    let hash = Hex.text(SHA256.hash(data: Data(name.utf8)).prefix(4))
    return lead + String(decoding: name.utf8.prefix(39), as: UTF8.self) + "-" + hash
  }
}
