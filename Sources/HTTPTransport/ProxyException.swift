/// One entry of `NO_PROXY`, as Go's programs read it (golang.org/x/net/http/httpproxy): `*`, an address, a block of
/// addresses such as `10.0.0.0/8`, a domain with or without a leading dot; all but the block with a port or without.
struct ProxyException: Hashable {
  private enum Host: Hashable {
    case any
    case block(IPAddress, bits: Int)
    case address(IPAddress)
    /// A name; `isOnlyBelow` for one with a leading dot.
    case domain(String, isOnlyBelow: Bool)
  }

  private let host: Host
  private let port: Int?

  /// Nil for an entry that names nothing.
  init?(_ text: String) {
    var rest = Substring(text.filter { $0 != " " && $0 != "\t" })
    guard !rest.isEmpty else { return nil }
    if rest == "*" {
      (host, port) = (.any, nil)
      return
    }
    if let slash = rest.firstIndex(of: "/") {
      guard let address = IPAddress(rest[..<slash]),
        let bits = Int(rest[rest.index(after: slash)...]),
        (0...address.bytes.count * 8).contains(bits)
      else { return nil }
      (host, port) = (.block(address, bits: bits), nil)
      return
    }
    var port: Int?
    if let address = IPAddress(rest.trimmingBrackets) {
      (host, self.port) = (.address(address), nil)
      return
    }
    if let colon = rest.lastIndex(of: ":") {
      guard let number = Int(rest[rest.index(after: colon)...]) else { return nil }
      port = number
      rest = rest[..<colon]
    }
    self.port = port
    if let address = IPAddress(rest.trimmingBrackets) {
      host = .address(address)
      return
    }
    if rest.hasPrefix("*.") { rest.removeFirst() }
    let isOnlyBelow = rest.hasPrefix(".")
    if isOnlyBelow { rest.removeFirst() }
    guard !rest.isEmpty else { return nil }
    host = .domain(String(rest), isOnlyBelow: isOnlyBelow)
  }

  /// Whether requests to `name`, in lower case and without brackets, go without the proxy.
  func covers(_ name: String, _ port: Int) -> Bool {
    if let wanted = self.port, wanted != port { return false }
    switch host {
    case .any: return true
    case .address(let address): return IPAddress(name[...]) == address
    case .block(let block, let bits):
      return IPAddress(name[...])?.begins(with: block, bits: bits) ?? false
    case .domain(let domain, let isOnlyBelow):
      return name.hasSuffix(".\(domain)") || (!isOnlyBelow && name == domain)
    }
  }
}

extension Substring {
  /// Without the brackets around an IPv6 address.
  fileprivate var trimmingBrackets: Substring {
    hasPrefix("[") && hasSuffix("]") ? dropFirst().dropLast() : self
  }
}

/// An address of IPv4 or IPv6.
struct IPAddress: Hashable {
  /// Four or sixteen.
  let bytes: [UInt8]

  /// Nil for what is not an address.
  init?(_ text: Substring) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 4, !text.contains(":") {
      let numbers = parts.compactMap { UInt8($0) }
      guard numbers.count == 4 else { return nil }
      bytes = numbers
      return
    }
    guard text.contains(":") else { return nil }
    let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    var groups: [[UInt16]] = []
    for half in halves {
      let words = half.isEmpty ? [] : half.split(separator: ":", omittingEmptySubsequences: false)
      let numbers = words.compactMap { $0.utf8.count <= 4 ? UInt16($0, radix: 16) : nil }
      guard numbers.count == words.count else { return nil }
      groups.append(numbers)
    }
    let last = groups.count == 2 ? groups[1] : []
    let gap = 8 - groups[0].count - last.count
    guard groups.count == 2 ? gap >= 1 : gap == 0 else { return nil }
    let all = groups[0] + [UInt16](repeating: 0, count: gap) + last
    bytes = all.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }

  /// Whether the first bits are those of `block`.
  func begins(with block: IPAddress, bits: Int) -> Bool {
    guard block.bytes.count == bytes.count else { return false }
    return (0..<bits).allSatisfy { bit in
      let mask = UInt8(0x80) >> UInt8(bit % 8)
      return bytes[bit / 8] & mask == block.bytes[bit / 8] & mask
    }
  }
}
