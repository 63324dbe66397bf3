package import Diagnostics
package import YAMLSyntax

/// One change of state, linked to the one before.
package struct LockEntry: Sendable {
  package var sequence: Located<Int> = 0
  /// What is under way since, in the words of ``OperationState``.
  package var state: Located<String> = ""
  /// Roles and epochs: `dc1=active/1 dc2=passive/1`.
  package var sites: Located<String> = ""
  /// Hash of the entry before; empty for the first.
  package var previous: Located<String> = ""
  /// Hash of this entry.
  package var hash: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  /// The change that follows `last` and leads to `state`.
  init(_ state: DeploymentState, after last: LockEntry?) {
    sequence = Located((last?.sequence.value ?? 0) + 1)
    self.state = Located(state.operation.description)
    sites = Located(
      state.sites.map { "\($0.id)=\($0.isHeld ? "held" : "\($0.role)")/\($0.epoch)" }.joined(
        separator: " "))
    previous = Located(last?.hash.value ?? "")
    hash = Located(expectedHash)
  }

  /// The sites that the entry names, as written by formats before 3, which kept them nowhere else.
  var siteFacts: [RetiredSite] {
    sites.value.split(separator: " ").compactMap { word in
      guard let equals = word.firstIndex(of: "="), let slash = word.lastIndex(of: "/"),
        let id = SiteID(String(word[..<equals])), let epoch = Int(word[word.index(after: slash)...])
      else { return nil }
      return RetiredSite(id, epoch: epoch)
    }
  }

  var expectedHash: String {
    var copy = self
    copy.hash = ""
    return SHA256.hex(JSONPrinter.print(FieldEncoder.encode(copy)))
  }
}

extension LockEntry: FieldBlock {
  package static let summary = "One change of state."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("sequence", &sequence, .required, "number from 1")
    fields.scalar("state", &state, .required, "operation in progress since then")
    fields.scalar("sites", &sites, .required, "roles and epochs")
    fields.scalar("previous", &previous, .required, "hash of the previous entry")
    fields.scalar("hash", &hash, .required, "hash of this entry")
  }
}

/// A promotion token that was used: never again (rule TOK-005).
package struct LockToken: Sendable {
  package var sha256: Located<String> = ""
  /// The change of state that used it.
  package var sequence: Located<Int> = 0
  package var span: SourceSpan?

  package init() {}

  init(_ token: String, sequence: Int) {
    sha256 = Located(SHA256.hex(Array(token.utf8)))
    self.sequence = Located(sequence)
  }
}

extension LockToken: FieldBlock {
  package static let summary = "A promotion token that was used."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("sha256", &sha256, .required, "hash of the token")
    fields.scalar("sequence", &sequence, .required, "change of state that used it")
  }
}
