package import YAMLSyntax

/// A container image with a tag, and possibly a digest.
///
/// A tag is required: CloudNativePG derives the PostgreSQL version from it, and its webhook rejects
/// `latest` and a bare digest (rules PG-017, APP-011). Grammar: OCI distribution reference.
public struct ImageReference: Hashable, Sendable, CustomStringConvertible {
  /// Registry and path.
  public let repository: String
  /// Tag, never `latest`.
  public let tag: String
  /// `sha256:…`, when pinned.
  public let digest: String?

  /// Checks the grammar; nil when `text` is not a usable reference.
  public init?(_ text: String) {
    try? self.init(parsing: text)
  }

  private init(repository: String, tag: String) {
    self.repository = repository
    self.tag = tag
    digest = nil
  }

  static func constant(_ repository: String, _ tag: String) -> ImageReference {
    ImageReference(repository: repository, tag: tag)
  }

  /// The reference as Kubernetes takes it.
  public var description: String {
    "\(repository):\(tag)" + (digest.map { "@\($0)" } ?? "")
  }

  /// The version that the tag begins with: 7.2.11 of `7.2.11-alpine`; nil when it begins otherwise.
  package var leadingVersion: Version? {
    tag.split(separator: "-").first.flatMap { Version(String($0)) }
  }

  /// Release of Debian that the tag ends with, for example trixie of `16.10-standard-trixie`; nil when it
  /// names none (postgres-containers, "Images").
  package var distribution: String? {
    tag.split(separator: "-").last.map(String.init).flatMap {
      ["bullseye", "bookworm", "trixie"].contains($0) ? $0 : nil
    }
  }

  /// What CloudNativePG's build of PostgreSQL contains: `standard` of `16.10-standard-trixie`; nil when the
  /// tag does not say.
  package var flavour: String? {
    tag.split(separator: "-").map(String.init).first {
      ["minimal", "standard", "system"].contains($0)
    }
  }

  /// The number that the tag starts with, for example 16 of `16.10-standard-trixie`.
  package var majorVersion: Int? {
    Int(tag.drop { $0 == "v" }.prefix { $0.isASCII && $0.isWholeNumber })
  }
}

extension ImageReference: FieldValue {
  package static var typeName: String { "an image reference" }
  package init(parsing text: String) throws(ValueProblem) {
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    guard let name = halves.first, halves.count <= 2, !name.isEmpty else {
      throw ValueProblem("is not a valid image reference", help: "write repository:tag")
    }
    if halves.count == 2 {
      let hex = halves[1].dropFirst(7)
      guard halves[1].hasPrefix("sha256:"), hex.count == 64, hex.allSatisfy(\.isHexDigit) else {
        throw ValueProblem(
          "has an invalid digest", help: "a digest is `sha256:` followed by 64 hex digits")
      }
    }
    let lastPart = name.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let colon = lastPart.firstIndex(of: ":") else {
      throw ValueProblem(
        "has no tag", help: "write repository:tag, or repository:tag@sha256:… to pin the image")
    }
    let tag = String(lastPart[lastPart.index(after: colon)...])
    let repository = String(name.dropLast(tag.count + 1))
    guard Self.isTag(tag), Self.isRepository(repository) else {
      let isCapital = repository.contains { $0.isASCII && $0.isUppercase }
      throw ValueProblem(
        "is not a valid image reference",
        help: isCapital ? "write the repository in lower case" : "write repository:tag")
    }
    guard tag != "latest" else {
      throw ValueProblem(
        "is a moving tag: what runs would depend on when it was pulled", help: "use a version")
    }
    self.repository = repository
    self.tag = tag
    digest = halves.count == 2 ? String(halves[1]) : nil
  }

  package var fieldText: String { description }

  private static func isTag(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { isWord($0) || $0 == 0x2E || $0 == 0x2D }
      && text.utf8.first.map(isWord) == true
  }

  /// A registry host, with a dot or a port, may have capitals; the path behind it may not (OCI
  /// distribution specification 1.1, "Pulling manifests").
  private static func isRepository(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.enumerated().allSatisfy { position, part in
      let isHost =
        position == 0 && parts.count > 1
        && (part.contains(".") || part.contains(":") || part == "localhost")
      return !part.isEmpty
        && part.utf8.allSatisfy { byte in
          if !isHost, (0x41...0x5A).contains(byte) { return false }
          return isWord(byte) || byte == 0x2E || byte == 0x2D || (isHost && byte == 0x3A)
        }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x5F
  }
}
