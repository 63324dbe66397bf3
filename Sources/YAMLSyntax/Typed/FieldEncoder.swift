package import Diagnostics

/// Writes a ``FieldBlock`` to the syntax tree in canonical order: the third reading of its declaration.
///
/// Absent optional values write nothing; defaults and empty required lists are written out. Every
/// node carries the place that its value came from.
package struct FieldEncoder: FieldVisitor {
  private var mapping = YAMLMapping()

  /// The block as a mapping with the block's own place.
  package static func encode(_ block: some FieldBlock) -> YAMLNode {
    var copy = block
    return encode(inPlace: &copy)
  }

  /// Visiting takes a variable; nested blocks are visited where they are, as copies would cost.
  private static func encode(inPlace block: inout some FieldBlock) -> YAMLNode {
    var encoder = FieldEncoder()
    block.visit(&encoder)
    return .mapping(encoder.mapping.entries, at: block.span)
  }

  @specialized(where Value == String)
  package mutating func scalar<Value: FieldValue>(
    _ name: String, _ value: inout Located<Value>, _ presence: Presence, _ summary: String
  ) {
    mapping.set(name, Self.node(value))
  }

  @specialized(where Value == String)
  package mutating func scalar<Value: FieldValue>(
    _ name: String, _ value: inout Located<Value>?, _ summary: String
  ) {
    mapping.set(name, value.map(Self.node))
  }

  package mutating func scalars<Value: FieldValue>(
    _ name: String, _ values: inout [Located<Value>], _ presence: Presence, _ summary: String
  ) {
    guard !values.isEmpty || presence == .required else { return }
    mapping.set(name, YAMLNode.sequence(values.map(Self.node)))
  }

  package mutating func strings(
    _ name: String, _ values: inout [StringPair], _ presence: Presence, _ summary: String
  ) {
    guard !values.isEmpty || presence == .required else { return }
    mapping.set(name, StringPair.node(values))
  }

  package mutating func form<Form: FieldForm>(
    _ name: String, _ value: inout Form, _ presence: Presence, _ summary: String
  ) {
    mapping.set(name, value.yaml)
  }

  package mutating func block<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ presence: Presence, _ summary: String
  ) {
    let node = Self.encode(inPlace: &value)
    if presence == .required || node.entries?.isEmpty == false { mapping.set(name, node) }
  }

  package mutating func block<Block: FieldBlock>(
    _ name: String, _ value: inout Block?, _ summary: String
  ) {
    guard value != nil else { return }
    mapping.set(name, value.map { Self.encode($0) })
  }

  package mutating func blocks<Block: FieldBlock>(
    _ name: String, _ values: inout [Block], _ presence: Presence, _ summary: String
  ) {
    guard !values.isEmpty || presence == .required else { return }
    mapping.set(
      name, YAMLNode.sequence(values.indices.map { Self.encode(inPlace: &values[$0]) }))
  }

  package mutating func inherited<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ summary: String
  ) {
    block(name, &value, .optional, summary)
  }

  package mutating func shared<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ summary: String
  ) {
    block(name, &value, .optional, summary)
  }

  @specialized(where Value == String)
  private static func node<Value: FieldValue>(_ value: Located<Value>) -> YAMLNode {
    let style: YAMLScalar.Style =
      Value.kind == .integer || Value.kind == .boolean ? .plain : .string
    return YAMLNode(.scalar(YAMLScalar(value.value.fieldText, style)), at: value.span)
  }
}

extension StringPair {
  /// The pairs as a mapping; each key and value carries its own place.
  package static func node(_ pairs: [StringPair], at span: SourceSpan? = nil) -> YAMLNode {
    .mapping(
      pairs.map { pair in
        YAMLEntry(
          .string(pair.key.value, at: pair.key.span), .string(pair.value.value, at: pair.value.span)
        )
      }, at: span)
  }
}
