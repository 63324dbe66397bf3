package import Diagnostics

/// Fills a ``FieldBlock`` from mappings and reports every fault at its place.
///
/// A decoder looks a field up in `layers`, first to last: the block as written, then the blocks that
/// it inherits from. Faults are reported for the first layer only; the others were decoded, and
/// reported, where they stand.
package struct FieldDecoder: FieldVisitor {
  /// What went wrong, for the stages behind.
  package struct Outcome: Sendable {
    package var diagnostics = DiagnosticBag()
    /// Whether some value is a placeholder, so that rules about values would mislead.
    package var isIncomplete = false
  }

  private let layers: [YAMLNode]
  private let ownsFirst: Bool
  private let outer: YAMLNode?
  private let path: FieldPath
  private let place: SourceSpan?
  private let isTemplate: Bool
  private let rules: FieldRules
  /// Entries of the first layer that some field asked for.
  private var claimed = 0
  private var missing: [(name: String, diagnostic: Diagnostic)] = []
  private var outcome = Outcome()

  private init(
    layers: [YAMLNode], ownsFirst: Bool, outer: YAMLNode?, path: FieldPath, place: SourceSpan?,
    isTemplate: Bool, rules: FieldRules
  ) {
    self.layers = layers
    self.ownsFirst = ownsFirst
    self.outer = outer
    self.path = path
    self.place = place
    self.isTemplate = isTemplate
    self.rules = rules
  }

  /// Decodes `node`, a mapping whose merge keys are resolved; faults carry the codes of `rules`.
  package static func decode<Block: FieldBlock>(
    _: Block.Type, from node: YAMLNode, path: String, rules: FieldRules
  ) -> (block: Block, outcome: Outcome) {
    var block = Block()
    let decoder = FieldDecoder(
      layers: [node], ownsFirst: true, outer: nil, path: .root(path), place: node.span,
      isTemplate: false,
      rules: rules)
    let outcome = decoder.run(&block)
    return (block, outcome)
  }

  private consuming func run(_ block: inout some FieldBlock) -> Outcome {
    var decoder = self
    block.span = decoder.layers.first?.span
    block.visit(&decoder)
    let reportsUnknown =
      decoder.ownsFirst && !type(of: block).isOpen
      && decoder.claimed != decoder.layers.first?.entries?.count ?? 0
    let suggested = reportsUnknown ? decoder.reportUnknownFields(FieldNames.names(of: block)) : []
    // A misspelt required field is one fault, not two.
    for fault in decoder.missing where !suggested.contains(fault.name) {
      decoder.outcome.diagnostics.report(fault.diagnostic)
    }
    return decoder.outcome
  }

  // MARK: Fields

  @specialized(where Value == String)
  package mutating func scalar<Value: FieldValue>(
    _ name: String, _ value: inout Located<Value>, _ presence: Presence, _ summary: String
  ) {
    guard let found = find(name) else { return missing(name, presence, Value.typeName, summary) }
    do throws(ScalarReading.Fault) {
      value.value = try read(found, name)
      value.span = found.node.span
    } catch {
      report(error, found)
    }
  }

  @specialized(where Value == String)
  package mutating func scalar<Value: FieldValue>(
    _ name: String, _ value: inout Located<Value>?, _ summary: String
  ) {
    guard let found = find(name) else { return }
    do throws(ScalarReading.Fault) {
      value = Located(try read(found, name), at: found.node.span)
    } catch {
      report(error, found)
    }
  }

  package mutating func scalars<Value: FieldValue>(
    _ name: String, _ values: inout [Located<Value>], _ presence: Presence, _ summary: String
  ) {
    guard let found = find(name) else { return missing(name, presence, "a list", summary) }
    guard let items = list(found, name) else { return }
    if items.isEmpty, presence == .required {
      report(
        rules.missingField, found, "`\(path(name))` is empty", "list at least one: \(summary)")
    }
    values = []
    for item in items {
      let found = Found(node: item, isOwn: found.isOwn)
      do throws(ScalarReading.Fault) {
        values.append(Located(try read(found, name), at: item.span))
      } catch {
        report(error, found)
      }
    }
  }

  package mutating func strings(
    _ name: String, _ values: inout [StringPair], _ presence: Presence, _ summary: String
  ) {
    guard let found = find(name) else { return missing(name, presence, "a mapping", summary) }
    guard let entries = found.node.entries else {
      return report(rules.wrongType, found, "`\(path(name))` must be a mapping", "")
    }
    values = entries.compactMap { entry in
      guard let key = entry.key.scalar?.text else { return nil }
      guard let scalar = entry.value.scalar, scalar.resolved() != .null else {
        report(
          rules.wrongType, Found(node: entry.value, isOwn: found.isOwn),
          "`\(path(name)).\(key)` must be a string, not \(entry.value.kindDescription)",
          "quote the value")
        return nil
      }
      return StringPair(
        Located(key, at: entry.key.span), Located(scalar.text, at: entry.value.span))
    }
  }

  package mutating func form<Form: FieldForm>(
    _ name: String, _ value: inout Form, _ presence: Presence, _ summary: String
  ) {
    guard let found = find(name) else { return missing(name, presence, Form.typeName, summary) }
    do throws(ValueProblem) {
      value = try Form(reading: found.node)
    } catch {
      report(rules.wrongType, found, "`\(path(name))` \(error.message)", error.help)
    }
  }

  package mutating func block<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ presence: Presence, _ summary: String
  ) {
    if layers.count == 1, let found = find(name) {
      enter(.field(path, name), found, &value)
      return
    }
    let nodes = layers.count == 1 ? [] : findAll(name)
    guard !nodes.isEmpty else {
      missing(name, presence, "a mapping", summary)
      if presence == .optional, !isTemplate { descend(.field(path, name), [], &value) }
      return
    }
    descend(.field(path, name), nodes, &value)
  }

  package mutating func block<Block: FieldBlock>(
    _ name: String, _ value: inout Block?, _ summary: String
  ) {
    if layers.count == 1 {
      guard let found = find(name) else { return }
      var block = Block()
      if enter(.field(path, name), found, &block) { value = block }
      return
    }
    let nodes = findAll(name)
    guard !nodes.isEmpty else { return }
    var block = Block()
    if descend(.field(path, name), nodes, &block) { value = block }
  }

  package mutating func blocks<Block: FieldBlock>(
    _ name: String, _ values: inout [Block], _ presence: Presence, _ summary: String
  ) {
    guard let found = find(name) else { return missing(name, presence, "a list", summary) }
    guard let items = list(found, name) else { return }
    values = items.enumerated().compactMap { position, item in
      var block = Block()
      let found = Found(node: item, isOwn: found.isOwn)
      return enter(.item(path, name, position), found, &block) ? block : nil
    }
  }

  package mutating func inherited<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ summary: String
  ) {
    var nodes = findAll(name)
    if let node = outer?[name], node.entries != nil {
      nodes.append(Found(node: node, isOwn: false))
    }
    descend(.field(path, name), nodes, &value)
  }

  package mutating func shared<Block: FieldBlock>(
    _ name: String, _ value: inout Block, _ summary: String
  ) {
    let nodes = findAll(name)
    if !nodes.isEmpty { descend(.field(path, name), nodes, &value, isTemplate: true) }
  }

  // MARK: Look-up

  private struct Found {
    let node: YAMLNode
    /// Whether faults in it are ours to report.
    let isOwn: Bool
  }

  private mutating func findAll(_ name: String) -> [Found] {
    var result: [Found] = []
    for (position, layer) in layers.enumerated() {
      guard let node = layer[name] else { continue }
      if position == 0 { claimed += 1 }
      // `key:` with nothing behind it means: not set.
      if node.isNull { continue }
      result.append(Found(node: node, isOwn: ownsFirst && position == 0))
    }
    return result
  }

  private mutating func find(_ name: String) -> Found? {
    guard layers.count == 1 else { return findAll(name).first }
    guard let node = layers[0][name] else { return nil }
    claimed += 1
    guard !node.isNull else { return nil }
    return Found(node: node, isOwn: ownsFirst)
  }

  private func path(_ name: String) -> String { path.appending(name) }

  /// Decodes a block that is written in one place only.
  @discardableResult
  private mutating func enter<Block: FieldBlock>(
    _ path: FieldPath, _ found: Found, _ block: inout Block
  ) -> Bool {
    guard found.node.isMapping else { return descend(path, [found], &block) }
    let decoder = FieldDecoder(
      layers: [found.node], ownsFirst: found.isOwn, outer: layers.first, path: path,
      place: found.node.span, isTemplate: isTemplate, rules: rules)
    take(decoder.run(&block))
    return true
  }

  private mutating func take(_ inner: Outcome) {
    if !inner.diagnostics.diagnostics.isEmpty {
      outcome.diagnostics.append(contentsOf: inner.diagnostics)
    }
    outcome.isIncomplete = outcome.isIncomplete || inner.isIncomplete
  }

  @discardableResult
  private mutating func descend<Block: FieldBlock>(
    _ path: FieldPath, _ nodes: [Found], _ block: inout Block, isTemplate: Bool? = nil
  ) -> Bool {
    for found in nodes where !found.node.isMapping {
      report(
        rules.wrongType, found,
        "`\(path.text)` must be a mapping, not \(found.node.kindDescription)", "")
      return false
    }
    let decoder = FieldDecoder(
      layers: nodes.map(\.node), ownsFirst: nodes.first?.isOwn ?? false, outer: layers.first,
      path: path, place: nodes.first?.node.span ?? ownPlace,
      isTemplate: isTemplate ?? self.isTemplate, rules: rules)
    take(decoder.run(&block))
    return true
  }

  private mutating func list(_ found: Found, _ name: String) -> [YAMLNode]? {
    guard let items = found.node.items else {
      report(
        rules.wrongType, found,
        "`\(path(name))` must be a list, not \(found.node.kindDescription)",
        "write each item on its own line, after `- `")
      return nil
    }
    return items
  }

  private func read<Value: FieldValue>(
    _ found: Found, _ name: String
  ) throws(ScalarReading.Fault) -> Value {
    try ScalarReading.read(Value.self, from: found.node, path: path(name), rules: rules)
  }

  // MARK: Faults

  private mutating func report(_ fault: ScalarReading.Fault, _ found: Found) {
    outcome.isIncomplete = true
    if found.isOwn { outcome.diagnostics.report(fault.diagnostic) }
  }

  private mutating func report(_ rule: RuleInfo, _ found: Found, _ message: String, _ help: String)
  {
    outcome.isIncomplete = true
    guard found.isOwn else { return }
    outcome.diagnostics.report(
      Diagnostic(rule, message, at: found.node.span).help(help.isEmpty ? nil : help))
  }

  private mutating func missing(
    _ name: String, _ presence: Presence, _ type: String, _ summary: String
  ) {
    guard presence == .required, !isTemplate else { return }
    outcome.isIncomplete = true
    let diagnostic = Diagnostic(
      rules.missingField, "missing required field `\(path(name))`\(rules.missingReason)",
      at: ownPlace
    ).help("add `\(name)`, \(type): \(summary)")
    missing.append((name, diagnostic))
  }

  /// Where this block is, shortly: its first key.
  private var ownPlace: SourceSpan? { layers.first?.entries?.first?.key.span ?? place }

  /// Reports the fields of the first layer that nobody asked for; the result is what was suggested.
  private mutating func reportUnknownFields(_ known: [String]) -> [String] {
    let unknown = (layers.first?.entries ?? []).filter { entry in
      entry.key.scalar.map { !known.contains($0.text) } ?? false
    }
    guard !unknown.isEmpty else { return [] }
    let place = path.text
    var seen: Set<String> = []
    var suggested: [String] = []
    for entry in unknown {
      guard let name = entry.key.scalar?.text, seen.insert(name).inserted else { continue }
      let suggestion = Suggestion.nearest(to: name, in: known)
      var diagnostic = Diagnostic(
        rules.unknownField, "unknown field `\(name)`\(place.isEmpty ? "" : " in `\(place)`")",
        at: entry.key.span)
      if let suggestion {
        suggested.append(suggestion)
        diagnostic = diagnostic.help("did you mean `\(suggestion)`?")
        if let span = entry.key.span {
          diagnostic = diagnostic.fix(
            FixIt("rename to `\(suggestion)`", .unsafe, [TextEdit(span, suggestion)]))
        }
      } else {
        diagnostic = diagnostic.note("known fields: \(known.joined(separator: ", "))")
          .help("remove it, or use a known field")
      }
      outcome.diagnostics.report(diagnostic)
    }
    return suggested
  }
}
