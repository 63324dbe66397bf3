public import Diagnostics

/// A mapping of a document as a value type.
///
/// Its fields are declared once, in ``visit(_:)``: that one declaration decodes, describes and (for
/// resources) encodes.
package protocol FieldBlock: Sendable {
  /// The block before anything is read: defaults in optional fields, placeholders in required ones.
  ///
  /// Placeholders never reach output: a missing required field is an error, which ends the pipeline.
  init()
  /// One sentence about the block.
  static var summary: String { get }
  /// Whether fields that the block does not name are none of its business.
  static var isOpen: Bool { get }
  /// How many of them a list may hold, for schemas; nil means any number.
  static var mostInList: Int? { get }
  /// What must hold between the fields of a block, for schemas.
  static var invariants: [FieldInvariant] { get }
  /// Where the block was written; nil when it consists of defaults.
  var span: SourceSpan? { get set }
  /// Names every field, in canonical order.
  mutating func visit(_ fields: inout some FieldVisitor)
}

extension FieldBlock {
  package static var isOpen: Bool { false }
  package static var mostInList: Int? { nil }
  package static var invariants: [FieldInvariant] { [] }
}

/// A condition on a block in the Common Expression Language, as CustomResourceDefinitions carry it.
package struct FieldInvariant: Hashable, Sendable {
  /// Expression over `self`, the block.
  package let rule: String
  /// What to tell anyone who breaks it.
  package let message: String

  package init(_ rule: String, _ message: String) {
    self.rule = rule
    self.message = message
  }
}

/// Whether a field may be left out.
package enum Presence: Hashable, Sendable {
  /// The current value is the default.
  case optional
  /// A guess could lose data, or there is none to make.
  case required
}

/// Walks the fields of a ``FieldBlock``.
package protocol FieldVisitor {
  /// A scalar with a default, or a required one.
  mutating func scalar<Value: FieldValue>(
    _ name: String, _ value: inout Located<Value>, _ presence: Presence, _ summary: String)
  /// A scalar without a default.
  mutating func scalar<Value: FieldValue>(
    _ name: String, _ value: inout Located<Value>?, _ summary: String)
  /// A list of scalars.
  mutating func scalars<Value: FieldValue>(
    _ name: String, _ values: inout [Located<Value>], _ presence: Presence, _ summary: String)
  /// A mapping of free keys to strings, in the order of the source.
  mutating func strings(
    _ name: String, _ values: inout [StringPair], _ presence: Presence, _ summary: String)
  /// A value that reads its node itself.
  mutating func form<Form: FieldForm>(
    _ name: String, _ value: inout Form, _ presence: Presence, _ summary: String)
  /// A nested block that is always there, if only with defaults.
  mutating func block<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ presence: Presence, _ summary: String)
  /// A nested block that may be absent.
  mutating func block<Block: FieldBlock>(
    _ name: String, _ value: inout Block?, _ summary: String)
  /// A list of blocks.
  mutating func blocks<Block: FieldBlock>(
    _ name: String, _ values: inout [Block], _ presence: Presence, _ summary: String)
  /// A block whose fields fall back on those of the block of the same name further out.
  mutating func inherited<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ summary: String)
  /// A block that others inherit from: nothing in it is required here.
  mutating func shared<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ summary: String)
  /// Fields that came with `version` of the upstream software.
  mutating func since(_ version: String, _ fields: (inout Self) -> Void)
}

extension FieldVisitor {
  package mutating func since(_ version: String, _ fields: (inout Self) -> Void) { fields(&self) }

  package mutating func strings(_ name: String, _ values: inout [StringPair], _ summary: String) {
    strings(name, &values, .optional, summary)
  }

  package mutating func scalar<Value: FieldValue>(
    _ name: String, _ value: inout Located<Value>, _ summary: String
  ) {
    scalar(name, &value, .optional, summary)
  }

  package mutating func scalars<Value: FieldValue>(
    _ name: String, _ values: inout [Located<Value>], _ summary: String
  ) {
    scalars(name, &values, .optional, summary)
  }

  package mutating func block<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ summary: String
  ) {
    block(name, &value, .optional, summary)
  }

  package mutating func blocks<Block: FieldBlock>(
    _ name: String, _ values: inout [Block], _ summary: String
  ) {
    blocks(name, &values, .optional, summary)
  }
}

/// One pair of a mapping with free keys.
public struct StringPair: Hashable, Sendable {
  /// The key with its place.
  public var key: Located<String>
  /// The value with its place.
  public var value: Located<String>

  /// A pair; literals have no place.
  public init(_ key: Located<String>, _ value: Located<String>) {
    self.key = key
    self.value = value
  }
}
