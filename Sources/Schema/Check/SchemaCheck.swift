package import Diagnostics
package import YAMLSyntax

/// Holds objects against their schemas, as the API server does in strict mode: one finding a leaf.
package struct SchemaCheck {
  package private(set) var library: SchemaLibrary
  var findings: [Diagnostic] = []
  private var root: YAMLNode = .null
  private var isBuiltIn = true
  /// Validation rules that wait until the rest of the object is known to be right.
  private var pending: [(SchemaExpression, YAMLNode, SchemaNode)] = []
  private var unevaluated: Set<String> = []
  /// The field whose value is looked at.
  private var fieldName = ""
  /// Whether the values that are looked at may be secrets.
  var isSecret: Bool { isInSecret || (mapKey.map(SecretMask.isSecret) ?? false) }
  private var isInSecret = false
  /// The key of the map entry that is looked at; it is judged when a message needs to know.
  private var mapKey: String?

  package init(_ library: SchemaLibrary) {
    self.library = library
  }

  /// The findings of one object; merge keys are resolved.
  package mutating func check(_ object: YAMLNode) -> [Diagnostic] {
    root = object
    findings.removeAll(keepingCapacity: true)
    pending.removeAll(keepingCapacity: true)
    self.object(object)
    if !pending.isEmpty, !findings.contains(where: { $0.severity == .error }) { evaluatePending() }
    return findings
  }

  // MARK: Objects

  private mutating func object(_ node: YAMLNode) {
    guard let version = name("apiVersion", node), let kind = name("kind", node) else { return }
    guard let known = library.kind(version, kind) else {
      unknownKind(version, kind, node)
      if let metadata = node["metadata"], let schema = library.metadata() {
        isBuiltIn = true
        value(metadata, schema, at: node.entry("metadata")?.key.span)
      }
      return
    }
    isBuiltIn = known.isBuiltIn
    isInSecret = version == "v1" && kind == "Secret"
    mapKey = nil
    let definition = library.definition(known.number)
    fields(of: node, definition, keepsUnknown: definition.keepsUnknown, at: node["kind"]?.span)
    guard !known.isBuiltIn, let entry = node.entry("metadata"), let schema = library.metadata()
    else { return }
    isBuiltIn = true
    value(entry.value, schema, at: entry.key.span)
  }

  /// The text of `apiVersion` or `kind`.
  private mutating func name(_ field: String, _ node: YAMLNode) -> String? {
    if let scalar = node[field]?.scalar, !scalar.text.isEmpty { return scalar.text }
    let other = node[field == "kind" ? "apiVersion" : "kind"]?.span ?? node.span?.startPoint
    report(
      Diagnostic(.missingKind, "missing `\(field)`", at: node[field]?.span ?? other)
        .help("add `\(field)`"))
    return nil
  }

  private mutating func unknownKind(_ version: String, _ kind: String, _ node: YAMLNode) {
    // The rules about removed versions say more.
    if RemovedKinds.find(version, kind) != nil { return }
    let group = version.contains("/") ? version.prefix { $0 != "/" } : ""
    // Any other group may be that of a definition, whatever its name ends with.
    let isOurs = library.owns(group: String(group))
    let names = library.names
    let versions = names.filter { $0.kind == kind }.map(\.apiVersion)
    var finding = Diagnostic(
      .unknownKind,
      isOurs
        ? "unknown kind `\(kind)` in `\(version)`"
        : "no schema found for `\(kind)` of `\(version)`: its fields are not checked",
      at: node["kind"]?.span)
    // A definition of that name without the version hints at a version that is no longer served.
    let isNear = versions.contains { $0.prefix { $0 != "/" } == group }
    if !isOurs { finding.severity = isNear ? .warning : .note }
    if !versions.isEmpty {
      finding = finding.help(
        "`\(kind)` exists in \(versions.map { "`\($0)`" }.joined(separator: ", "))")
    } else if isOurs {
      let near = Suggestion.nearest(to: kind, in: names.map(\.kind))
      finding = finding.help(
        near.map { "did you mean `\($0)`?" } ?? "check `apiVersion` and `kind`")
    } else {
      finding = finding.help("pass its CustomResourceDefinition with `--schema`")
    }
    report(finding)
  }

  /// The fields of a mapping; `anchor` is what a finding about the whole points at.
  mutating func fields(
    of node: YAMLNode, _ definition: SchemaDefinition, keepsUnknown: Bool,
    at anchor: SourceSpan?
  ) {
    guard case .mapping(let entries) = node.content else { return }
    // A span lends its elements: copying each node would cost more than the check.
    let span = entries.span
    for index in span.indices {
      guard case .scalar(let key) = span[index].key.content else { continue }
      guard let position = definition.position(of: key.text) else {
        if !keepsUnknown { unknownField(key.text, span[index].key, definition) }
        continue
      }
      let field = definition.fields[position]
      if field.isDeprecated {
        report(
          Diagnostic(.deprecatedField, "`\(field.name)` is deprecated", at: span[index].key.span)
            .help("see the API reference for its replacement"))
      }
      let outer = isInSecret
      if field.isSecret { isInSecret = true }
      fieldName = field.name
      value(span[index].value, field.node, at: span[index].key.span)
      isInSecret = outer
    }
    for position in definition.required { require(definition.fields[position], node, anchor) }
  }

  private mutating func require(_ field: SchemaField, _ node: YAMLNode, _ anchor: SourceSpan?) {
    let found = node[field.name]
    // A null counts as absent, unless it is a value of the field.
    guard found == nil || found?.isNull == true,
      field.node.limits?.isNullable != true || found == nil
    else { return }
    guard field.node.limits?.standard == nil else { return }
    report(
      Diagnostic(
        .missingField, "missing required field `\(field.name)`",
        at: found?.span ?? anchor ?? node.span
      ).help("add `\(field.name)`: \(field.node.description)"))
  }

  private mutating func unknownField(
    _ name: String, _ key: YAMLNode, _ definition: SchemaDefinition
  ) {
    if let other = definition.others.first(where: { $0.name == name }) {
      let when = [
        other.since.map { "since \($0)" }, other.until.map { "until \($0)" },
      ].compactMap(\.self).joined(separator: " ")
      return report(
        Diagnostic(
          .otherVersion, "`\(name)` exists \(when), but the target version is \(library.version)",
          at: key.span
        ).help("remove it, or lint for another version with `--kubernetes-version`"))
    }
    let known = definition.fields.map(\.name)
    var finding = Diagnostic(.unknownField, "unknown field `\(name)`", at: key.span)
    if let near = Suggestion.nearest(to: name, in: known) {
      finding = finding.help("did you mean `\(near)`?")
      if let span = key.span, key.scalar?.style == .plain {
        finding = finding.fix(FixIt("rename it to `\(near)`", .unsafe, [TextEdit(span, near)]))
      }
    } else if known.count <= 12, !known.isEmpty {
      finding = finding.help("known fields: \(known.map { "`\($0)`" }.joined(separator: ", "))")
    } else {
      finding = finding.help("remove it, or check its indentation")
    }
    report(finding)
  }

  // MARK: Values

  /// One value; `anchor` is its key, or the place of its item.
  mutating func value(
    _ node: YAMLNode, _ schema: SchemaNode, at anchor: SourceSpan?, isItem: Bool = false
  ) {
    if node.isNull, admitsNull(node, schema, anchor, isItem: isItem) { return }
    // What a tool fills in later can be anything.
    if case .scalar(let scalar) = node.content, schema.limits != nil || !schema.isString,
      Placeholder.isIn(scalar.text)
    {
      return
    }
    switch schema.form {
    case .any: break
    case .object(let number):
      guard node.isMapping else { return wrongType(node, schema, anchor) }
      let definition = library.definition(number)
      fields(of: node, definition, keepsUnknown: definition.keepsUnknown, at: anchor)
    case .freeObject:
      guard node.isMapping else { return wrongType(node, schema, anchor) }
    case .map:
      guard case .mapping(let entries) = node.content else {
        return wrongType(node, schema, anchor)
      }
      guard let element = schema.element else { break }
      let span = entries.span
      for index in span.indices {
        let outer = mapKey
        if case .scalar(let key) = span[index].key.content { mapKey = key.text }
        value(span[index].value, element, at: span[index].key.span)
        mapKey = outer
      }
    case .list:
      guard case .sequence(let items) = node.content else { return wrongType(node, schema, anchor) }
      guard let element = schema.element else { break }
      let span = items.span
      for index in span.indices {
        value(span[index], element, at: span[index].span?.startPoint, isItem: true)
      }
    case .string, .integer, .number, .boolean, .integerOrString, .quantity:
      guard scalar(node, schema, at: anchor) else { return }
    }
    guard let limits = schema.limits else { return }
    constraints(node, schema, limits, anchor)
  }

  /// Whether a null ends the check of a value.
  ///
  /// The server takes nulls out of the fields of custom resources before it looks at them
  /// (apiextensions-apiserver, `PruneNonNullableNullsWithoutDefaults`); those of its own kinds are
  /// absent for its decoder. In a list a null stays what it is.
  private mutating func admitsNull(
    _ node: YAMLNode, _ schema: SchemaNode, _ anchor: SourceSpan?, isItem: Bool
  ) -> Bool {
    if isBuiltIn || !isItem { return true }
    if case .any = schema.form { return false }
    if schema.limits?.isNullable == true { return true }
    report(
      Diagnostic(
        .nullValue, "expected \(schema.description), found null", at: node.span ?? anchor
      ).help("write \(schema.description), or remove the item"))
    return true
  }

  mutating func wrongType(_ node: YAMLNode, _ schema: SchemaNode, _ anchor: SourceSpan?) {
    // What is in lines of its own is best pointed at by its key.
    let isBlock = node.scalar == nil && !node.properties.contains(.flow)
    var finding = Diagnostic(
      .wrongType, "expected \(schema.description), found \(node.kindDescription)",
      at: isBlock ? anchor ?? node.span?.startPoint : Self.place(of: node))
    if let fix = TypeFix.fix(node, for: schema) {
      finding = finding.help(fix.title).fix(fix)
    } else {
      finding = finding.help("write \(schema.description)")
    }
    report(finding)
  }

  /// A scalar as a whole; of a collection, where it begins.
  static func place(of node: YAMLNode) -> SourceSpan? {
    node.scalar == nil ? node.span?.startPoint : node.span
  }

  private mutating func constraints(
    _ node: YAMLNode, _ schema: SchemaNode, _ limits: SchemaLimits, _ anchor: SourceSpan?
  ) {
    if limits.isEmbedded { embedded(node) }
    ConstraintCheck.check(
      node, schema, limits, isBuiltIn: isBuiltIn, isSecret: isSecret,
      list: ListKeys.Place(field: fieldName, isBuiltIn: isBuiltIn), at: anchor
    ) { report($0) }
    for field in limits.fields {
      if let entry = node.entry(field.name) { value(entry.value, field.node, at: entry.key.span) }
    }
    for name in limits.required where node.entries != nil && node[name] == nil {
      report(
        Diagnostic(.missingField, "missing required field `\(name)`", at: anchor ?? node.span)
          .help("add `\(name)`"))
    }
    if !limits.branches.isEmpty {
      // Defaults are filled in before anything is judged.
      let filled = defaulted(node, schema)
      for (branch, options) in limits.branches { alternatives(branch, options, filled, anchor) }
    }
    for rule in limits.rules { pending.append((rule, node, schema)) }
  }

  /// The node with the defaults of its absent fields.
  private mutating func defaulted(_ node: YAMLNode, _ schema: SchemaNode) -> YAMLNode {
    guard case .object(let number) = schema.form, var entries = node.entries else { return node }
    var isChanged = false
    for field in library.definition(number).fields {
      guard let standard = field.node.limits?.standard else { continue }
      if let found = node[field.name], !found.isNull { continue }
      entries.append(YAMLEntry(YAMLNode(.scalar(YAMLScalar(field.name, .plain))), standard))
      isChanged = true
    }
    guard isChanged else { return node }
    return YAMLNode(.mapping(entries), at: node.span, properties: node.properties)
  }

  private mutating func embedded(_ node: YAMLNode) {
    let outer = (isBuiltIn, isInSecret)
    object(node)
    (isBuiltIn, isInSecret) = outer
  }

  private mutating func alternatives(
    _ branch: SchemaLimits.Branch, _ options: [SchemaNode], _ node: YAMLNode,
    _ anchor: SourceSpan?
  ) {
    let kept = (findings, pending)
    let fits = options.map { option in
      findings = []
      value(node, option, at: anchor)
      return !findings.contains { $0.severity == .error }
    }
    (findings, pending) = kept
    let count = fits.count { $0 }
    let isRight =
      switch branch {
      case .all: count == options.count
      case .any: count > 0
      case .one: count == 1
      case .not: count == 0
      }
    guard !isRight else { return }
    let rule =
      switch branch {
      case .all: "all \(options.count) conditions must hold"
      case .any: "at least one of \(options.count) alternatives must match"
      case .one: "exactly one of \(options.count) alternatives must match"
      case .not: "a forbidden condition holds"
      }
    report(
      Diagnostic(
        .noBranch, branch == .not ? rule : "\(rule), and \(count) \(count == 1 ? "does" : "do")",
        at: anchor ?? node.span
      ).help("see `\(branch.rawValue)` in the definition of the kind"))
  }

  // MARK: Rules

  private mutating func evaluatePending() {
    var evaluator = ExpressionEvaluator(library: library)
    for (rule, node, schema) in pending {
      guard let expression = rule.expression else {
        unevaluated(rule, node, rule.obstacle ?? "unknown rule")
        continue
      }
      do throws(Expression.Problem) {
        if try evaluator.holds(expression, node, schema) { continue }
        report(finding(rule, node).help("change the value so that the rule holds"))
      } catch  where error.isUnsupported {
        unevaluated(rule, node, error.description)
      } catch {
        report(
          finding(rule, node).note("the rule cannot be evaluated: \(error)")
            .help("the API server rejects objects whose rule cannot be evaluated"))
      }
    }
  }

  private mutating func unevaluated(_ rule: SchemaExpression, _ node: YAMLNode, _ why: String) {
    guard unevaluated.insert(rule.text).inserted else { return }
    report(
      Diagnostic(
        .unevaluatedRule, "a validation rule is not evaluated: \(why)", at: Self.place(of: node)
      ).note("rule: \(rule.text)").once(rule.text).help(
        "let the API server check it: `kubectl apply --dry-run=server`"))
  }

  private func finding(_ rule: SchemaExpression, _ node: YAMLNode) -> Diagnostic {
    var place = node
    for name in rule.fieldPath?.split(separator: ".") ?? [] {
      place = place[String(name)] ?? place
    }
    return Diagnostic(.brokenRule, rule.message, at: Self.place(of: place))
      .note("rule: \(rule.text)")
  }

  // MARK: Reports

  mutating func report(_ diagnostic: Diagnostic) {
    guard let span = diagnostic.primary?.span, let path = NodePath.find(span, in: root) else {
      findings.append(diagnostic)
      return
    }
    findings.append(diagnostic.note("at `\(path)`"))
  }
}
