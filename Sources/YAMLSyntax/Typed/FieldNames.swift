import Diagnostics

/// Collects the names of a block's fields, in order; nested blocks are not entered.
struct FieldNames: FieldVisitor {
  private var names: [String] = []

  static func names(of block: some FieldBlock) -> [String] {
    var visitor = FieldNames()
    var copy = block
    copy.visit(&visitor)
    return visitor.names
  }

  mutating func scalar<Value: FieldValue>(
    _ name: String, _ value: inout Located<Value>, _ presence: Presence, _ summary: String
  ) {
    names.append(name)
  }

  mutating func scalar<Value: FieldValue>(
    _ name: String, _ value: inout Located<Value>?, _ summary: String
  ) {
    names.append(name)
  }

  mutating func scalars<Value: FieldValue>(
    _ name: String, _ values: inout [Located<Value>], _ presence: Presence, _ summary: String
  ) {
    names.append(name)
  }

  mutating func strings(
    _ name: String, _ values: inout [StringPair], _ presence: Presence, _ summary: String
  ) {
    names.append(name)
  }

  mutating func form<Form: FieldForm>(
    _ name: String, _ value: inout Form, _ presence: Presence, _ summary: String
  ) {
    names.append(name)
  }

  mutating func block<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ presence: Presence, _ summary: String
  ) {
    names.append(name)
  }

  mutating func block<Block: FieldBlock>(
    _ name: String, _ value: inout Block?, _ summary: String
  ) {
    names.append(name)
  }

  mutating func blocks<Block: FieldBlock>(
    _ name: String, _ values: inout [Block], _ presence: Presence, _ summary: String
  ) {
    names.append(name)
  }

  mutating func inherited<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ summary: String
  ) {
    names.append(name)
  }

  mutating func shared<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ summary: String
  ) {
    names.append(name)
  }
}
