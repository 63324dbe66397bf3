/// A minor version of Kubernetes 1.
package struct KubernetesVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let minor: Int

  package init(minor: Int) {
    self.minor = minor
  }

  /// Reads `1.34`, `v1.34` or `1.34.2`; nil for anything else.
  package init?(_ text: String) {
    let parts = (text.hasPrefix("v") ? text.dropFirst() : text[...]).split(
      separator: ".", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts[0] == "1", let minor = Int(parts[1]),
      parts.count == 2 || Int(parts[2]) != nil
    else { return nil }
    self.minor = minor
  }

  package var description: String { "1.\(minor)" }

  package static func < (left: Self, right: Self) -> Bool { left.minor < right.minor }
}
