internal import CSchemaFacts

/// The files of `schemas/kubernetes`, which the binary carries.
package enum EmbeddedFacts: CaseIterable, Sendable {
  /// Kinds of Kubernetes itself.
  case kubernetes
  /// Kinds of the operators that Redoubt emits resources for.
  case operators

  /// All bytes; they live as long as the program.
  package var bytes: UnsafeBufferPointer<UInt8> {
    switch self {
    case .kubernetes:
      UnsafeBufferPointer(
        start: redoubt_kubernetes_facts(), count: Int(redoubt_kubernetes_facts_size()))
    case .operators:
      UnsafeBufferPointer(
        start: redoubt_operator_facts(), count: Int(redoubt_operator_facts_size()))
    }
  }

  /// The offset of the line break at or behind `offset`.
  func lineEnd(from offset: Int) -> Int {
    let bytes = bytes
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return end
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}
