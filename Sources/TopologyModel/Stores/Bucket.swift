public import Diagnostics
package import YAMLSyntax

/// What a bucket holds.
public enum BucketPurpose: String, CaseIterable, Sendable {
  /// WAL and base backups of PostgreSQL.
  case postgres
  /// Dumps of Redis.
  case redis
}

extension BucketPurpose: FieldValue {
  package static var typeName: String { "a bucket purpose" }
}

/// A bucket, or a path in one, of one site for one purpose.
///
/// Written out, never derived: two writers on one archive path destroy it (rule ARC-001).
public struct Bucket: Sendable {
  /// Name of the bucket.
  public var name: Located<BucketName>
  /// Site that writes to it.
  public var site: Located<SiteID>
  /// What it holds.
  public var purpose: Located<BucketPurpose>
  /// Path in the bucket without slashes at its ends; the whole bucket when absent.
  public var path: Located<ObjectPath>?
  /// Where the block was written.
  public var span: SourceSpan?

  /// The whole bucket `name`.
  public init(name: Located<BucketName>, site: Located<SiteID>, purpose: Located<BucketPurpose>) {
    self.name = name
    self.site = site
    self.purpose = purpose
  }

  /// `s3://bucket/path/`, as Barman takes it.
  package var destinationPath: Located<String> {
    guard let path else { return "s3://\(name)/" }
    return "s3://\(name)/\(path)/"
  }
}

extension Bucket: FieldBlock {
  package static let summary = "A bucket of one site for one purpose."

  package init() {
    self.init(
      name: Located(BucketName(unchecked: "unset")), site: Located(SiteID(unchecked: "unset")),
      purpose: Located(.postgres))
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the bucket")
    fields.scalar("site", &site, .required, "site that writes to it")
    fields.scalar("purpose", &purpose, .required, "postgres or redis")
    fields.scalar("path", &path, "path in the bucket")
  }
}

/// A path in a bucket: segments of letters, digits, `.`, `_` and `-`, none of them `.` or `..`.
public struct ObjectPath: Hashable, Sendable, CustomStringConvertible {
  /// The path without slashes at its ends.
  public let description: String

  /// Checks the grammar; nil when `text` is not a path.
  public init?(_ text: String) { try? self.init(parsing: text) }

  init(unchecked text: String) { description = text }
}

extension ObjectPath: FieldValue {
  package static var typeName: String { "an object path" }

  package init(parsing text: String) throws(ValueProblem) {
    let segments = text.split(separator: "/", omittingEmptySubsequences: false)
    let isPath = segments.allSatisfy { segment in
      !segment.isEmpty && segment != "." && segment != ".."
        && segment.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
        }
    }
    guard isPath else {
      throw ValueProblem(
        "is not a valid object path",
        help: "write segments of letters, digits, `.`, `_` and `-`: a/b")
    }
    description = text
  }

  package var fieldText: String { description }
}
