package import Diagnostics

/// What a block looks like, for documentation and schemas: the other reading of its declaration.
package struct BlockShape: Sendable {
  package let summary: String
  package let fields: [FieldShape]
  package let invariants: [FieldInvariant]
  /// How many of them a list may hold.
  package let mostInList: Int?
  /// Whether there are fields that the shape does not name.
  package let isOpen: Bool
}

/// One field of a block.
package struct FieldShape: Sendable {
  /// What the field holds.
  package enum Content: Sendable {
    case scalar(
      type: String, kind: ScalarKind, words: [String], pattern: String?, bounds: ScalarBounds)
    case strings
    /// Anything that the value reads itself.
    /// `maxLength` holds where the value is one text.
    case form(type: String, maxLength: Int?)
    case block(BlockShape)
  }

  package let name: String
  package let summary: String
  package let presence: Presence
  package let content: Content
  package let isList: Bool
  /// The default as text; nil when there is none.
  package let defaultText: String?
  /// Whether the block of the same name further out provides defaults.
  package let isInherited: Bool
  /// Whether others inherit from the block, so that nothing in it is required where it is.
  package let isShared: Bool
  /// Version of the upstream software that brought the field; nil when it was always there.
  package let since: String?
}

/// Collects the shape of a ``FieldBlock`` from its declaration.
package struct FieldDescriber: FieldVisitor {
  private var fields: [FieldShape] = []
  private var version: String?

  /// The shape of `Block` with the defaults of a fresh value.
  package static func describe<Block: FieldBlock>(_: Block.Type) -> BlockShape {
    describe(Block())
  }

  private static func describe<Block: FieldBlock>(_ value: Block) -> BlockShape {
    var describer = FieldDescriber()
    var block = value
    block.visit(&describer)
    return BlockShape(
      summary: Block.summary, fields: describer.fields,
      invariants: Block.invariants, mostInList: Block.mostInList, isOpen: Block.isOpen)
  }

  private mutating func add(
    _ name: String, _ summary: String, _ presence: Presence, _ content: FieldShape.Content,
    isList: Bool = false, defaultText: String? = nil, isInherited: Bool = false,
    isShared: Bool = false
  ) {
    fields.append(
      FieldShape(
        name: name, summary: summary, presence: presence, content: content, isList: isList,
        defaultText: presence == .required ? nil : defaultText, isInherited: isInherited,
        isShared: isShared, since: version))
  }

  private func scalarContent<Value: FieldValue>(_: Value.Type) -> FieldShape.Content {
    .scalar(
      type: Value.typeName, kind: Value.kind, words: Value.allowedWords, pattern: Value.pattern,
      bounds: Value.bounds)
  }

  package mutating func scalar<Value: FieldValue>(
    _ name: String, _ value: inout Located<Value>, _ presence: Presence, _ summary: String
  ) {
    add(
      name, summary, presence, scalarContent(Value.self), defaultText: value.value.fieldText)
  }

  package mutating func scalar<Value: FieldValue>(
    _ name: String, _ value: inout Located<Value>?, _ summary: String
  ) {
    add(
      name, summary, .optional, scalarContent(Value.self), defaultText: value?.value.fieldText)
  }

  package mutating func scalars<Value: FieldValue>(
    _ name: String, _ values: inout [Located<Value>], _ presence: Presence, _ summary: String
  ) {
    add(name, summary, presence, scalarContent(Value.self), isList: true)
  }

  package mutating func strings(
    _ name: String, _ values: inout [StringPair], _ presence: Presence, _ summary: String
  ) {
    add(name, summary, presence, .strings)
  }

  package mutating func form<Form: FieldForm>(
    _ name: String, _ value: inout Form, _ presence: Presence, _ summary: String
  ) {
    add(name, summary, presence, .form(type: Form.typeName, maxLength: Form.maxLength))
  }

  package mutating func since(_ version: String, _ fields: (inout Self) -> Void) {
    self.version = version
    fields(&self)
    self.version = nil
  }

  package mutating func block<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ presence: Presence, _ summary: String
  ) {
    add(name, summary, presence, .block(Self.describe(value)))
  }

  package mutating func block<Block: FieldBlock>(
    _ name: String, _ value: inout Block?, _ summary: String
  ) {
    add(name, summary, .optional, .block(Self.describe(Block())))
  }

  package mutating func blocks<Block: FieldBlock>(
    _ name: String, _ values: inout [Block], _ presence: Presence, _ summary: String
  ) {
    add(name, summary, presence, .block(Self.describe(Block())), isList: true)
  }

  package mutating func inherited<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ summary: String
  ) {
    add(name, summary, .optional, .block(Self.describe(value)), isInherited: true)
  }

  package mutating func shared<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ summary: String
  ) {
    add(name, summary, .optional, .block(Self.describe(value)), isShared: true)
  }
}
