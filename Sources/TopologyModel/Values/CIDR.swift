package import YAMLSyntax

/// An IP network in CIDR notation with no host bits set (RFC 4632, RFC 4291).
public struct CIDR: Hashable, Sendable, CustomStringConvertible {
  /// The network as written.
  public let description: String
  private let address: IPAddress
  private let prefix: Int

  /// Checks the grammar; nil when `text` is not a network.
  public init?(_ text: String) {
    try? self.init(parsing: text)
  }

  private init(_ text: String, _ address: IPAddress, _ prefix: Int) {
    description = text
    self.address = address
    self.prefix = prefix
  }

  /// Stands in required fields until they are read.
  static let placeholder = CIDR("0.0.0.0/32", IPAddress(bytes: [0, 0, 0, 0]), 32)

  /// Whether the network is all addresses of its family.
  package var isEverything: Bool { prefix == 0 }

  /// Whether the two networks share an address.
  package func overlaps(_ other: CIDR) -> Bool {
    guard address.bytes.count == other.address.bytes.count else { return false }
    let bits = min(prefix, other.prefix)
    return (0..<bits).allSatisfy { Self.bit(address, $0) == Self.bit(other.address, $0) }
  }

  private static func bit(_ address: IPAddress, _ index: Int) -> UInt8 {
    address.bytes[index / 8] >> UInt8(7 - index % 8) & 1
  }
}

extension CIDR: FieldValue {
  package static var typeName: String { "a network in CIDR notation" }
  package init(parsing text: String) throws(ValueProblem) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let head = parts.first, let address = IPAddress(head) else {
      throw ValueProblem(
        "is not a valid network", help: "write address/prefix, for example 10.10.0.0/24")
    }
    guard parts.count == 2, parts[1].allSatisfy(\.isWholeNumber), let prefix = Int(parts[1]),
      (0...address.bitCount).contains(prefix)
    else {
      throw ValueProblem(
        "needs a prefix length from 0 to \(address.bitCount)",
        help: parts.count == 1
          ? "for a single address write \(text)/\(address.bitCount)" : "write address/prefix")
    }
    for index in prefix..<address.bitCount where Self.bit(address, index) == 1 {
      throw ValueProblem(
        "has bits set after the prefix: the network is larger than the address suggests",
        help: "use the first address of the network")
    }
    self.address = address
    self.prefix = prefix
    description = text
  }
  package var fieldText: String { description }
}
