import Crypto
import FoundationEssentials
package import Seams
import YAMLSyntax

/// One secret of a folder.
package struct FetchedSecret: Hashable, Sendable {
  package let key: String
  /// Nil when the identity may list the secret, but not read its value.
  package let value: Sensitive<String>?
  package let path: String
  /// What the server says about this value without saying it: identifier, version and time.
  ///
  /// Nil when it says nothing.
  package let revision: String?
}

/// What one fetch gave.
package struct Snapshot: Sendable {
  /// SHA-256 of the answer: equal for equal content.
  package let digest: String
  /// Secrets of the folder itself, in the order of the server.
  package let direct: [FetchedSecret]
  /// Secrets of its imports, in the order of imports.
  package let imported: [FetchedSecret]

  /// Whether there is no secret at all.
  ///
  /// Infisical answers so for a folder that does not exist, and for one whose secrets
  /// the identity may not see.
  package var isEmpty: Bool { direct.isEmpty && imported.isEmpty }
}

/// Reads the answer of `GET /v4/secrets`.
enum SecretsReply {
  /// Values in one answer: a secret has about twenty, and a target of 1 MiB seldom a thousand.
  private static let mostValues = 100_000

  static func digest(_ bytes: [UInt8]) -> String {
    Hex.text(SHA256.hash(data: bytes))
  }

  static func read(_ bytes: [UInt8], digest: String) throws(InfisicalError) -> Snapshot {
    guard let root = try? JSONReader.parse(bytes, mostValues: mostValues),
      let secrets = root["secrets"]?.items
    else {
      throw InfisicalError(.unreadable, "the response is not a list of secrets")
    }
    var imported: [FetchedSecret] = []
    for item in root["imports"]?.items ?? [] {
      let path = item.text("secretPath") ?? "/"
      imported += try (item["secrets"]?.items ?? []).compactMapTyped {
        node throws(InfisicalError) in
        try secret(node, path: path)
      }
    }
    let direct = try secrets.compactMapTyped { node throws(InfisicalError) in
      try secret(node, path: "/")
    }
    return Snapshot(digest: digest, direct: direct, imported: imported)
  }

  /// Nil for personal overrides: they belong to a person.
  private static func secret(
    _ node: YAMLNode, path: String
  ) throws(InfisicalError) -> FetchedSecret? {
    if node.text("type") == "personal" { return nil }
    guard let key = node.text("secretKey") else {
      throw InfisicalError(.unreadable, "a secret in the response has no key")
    }
    let isHidden = node.flag("secretValueHidden") ?? false
    // An empty value may come as null.
    let value = isHidden ? nil : Sensitive(node.text("secretValue") ?? "")
    return FetchedSecret(
      key: key, value: value, path: node.text("secretPath") ?? path, revision: revision(node))
  }
}

extension SecretsReply {
  private static func revision(_ node: YAMLNode) -> String? {
    let parts = ["id", "_id", "version", "updatedAt"].map { node[$0]?.scalar?.text ?? "" }
    // Without a version or a time a changed value would go unnoticed.
    return parts[2].isEmpty && parts[3].isEmpty ? nil : parts.joined(separator: "/")
  }
}

extension Array {
  fileprivate func compactMapTyped<Result, Failure: Error>(
    _ transform: (Element) throws(Failure) -> Result?
  ) throws(Failure) -> [Result] {
    var results: [Result] = []
    for element in self {
      if let result = try transform(element) { results.append(result) }
    }
    return results
  }
}
