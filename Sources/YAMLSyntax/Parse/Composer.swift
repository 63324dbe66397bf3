internal import CLibYAML
import Diagnostics

/// Builds trees from libyaml events with an explicit stack, so that no input can exhaust ours.
struct Composer {
  /// A collection that is still open.
  private struct Frame {
    let isMapping: Bool
    let start: SourceSpan
    let properties: [YAMLNode.Property]
    var items: [YAMLNode] = []
    var entries: [YAMLEntry] = []
    var key: YAMLNode?
    /// Where names were first seen; filled only when a mapping is long enough for a scan to be slow.
    var names: [String: SourceSpan?] = [:]
    /// Nodes inside, aliases expanded.
    var weight = 1
  }

  private struct Anchored {
    let node: YAMLNode
    let weight: Int
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let base: Int
  private let file: SourceFileID
  private let limits: YAMLLimits
  private var map: CharacterMap
  private var stack: [Frame] = []
  private var anchors: [String: Anchored] = [:]
  private var openAnchors: [String] = []
  private var aliasedNodes = 0
  /// Beginnings and ends of nodes so far.
  private var events = 0
  private var root: YAMLNode?
  private var hasMergeKeys = false
  private var documentStart = 0

  init(
    bytes: UnsafeBufferPointer<UInt8>, base: Int, file: SourceFileID, isASCII: Bool,
    limits: YAMLLimits
  ) {
    self.bytes = bytes
    self.base = base
    self.file = file
    self.limits = limits
    map = CharacterMap(bytes, isASCII: isASCII)
  }

  /// Reads to the end of the stream, or to a problem; then the result is the offset to resume behind.
  ///
  /// Each document is handed over as soon as it is whole.
  mutating func compose(
    into bag: inout DiagnosticBag, each body: (YAMLDocument, inout DiagnosticBag) -> Void
  ) -> Int? {
    var reader = EventReader(bytes)
    while reader.advance() {
      let start = map.offset(ofCharacter: reader.startIndex)
      let end = map.offset(ofCharacter: reader.endIndex)
      let span = SourceSpan(file: file, start: base + start, end: base + end)
      events += 1
      guard events <= limits.nodes else {
        bag.report(
          Diagnostic(.yamlLimit, "the text has more than \(limits.nodes) nodes", at: span)
            .help("split the document"))
        return nil
      }
      switch reader.event.type {
      case YAML_STREAM_END_EVENT: return nil
      case YAML_DOCUMENT_START_EVENT: beginDocument(at: span)
      case YAML_DOCUMENT_END_EVENT: body(endDocument(at: span), &bag)
      case YAML_SCALAR_EVENT: scalar(reader.event.data.scalar, span, &bag)
      case YAML_ALIAS_EVENT:
        let name = string(reader.event.data.alias.anchor) ?? ""
        guard alias(name, span, &bag) else { return base + end }
      case YAML_SEQUENCE_START_EVENT:
        let data = reader.event.data.sequence_start
        let isFlow = data.style == YAML_FLOW_SEQUENCE_STYLE
        guard
          open(
            isMapping: false, span, properties(data.anchor, data.tag, isFlow), &bag)
        else { return base + end }
      case YAML_MAPPING_START_EVENT:
        let data = reader.event.data.mapping_start
        let isFlow = data.style == YAML_FLOW_MAPPING_STYLE
        guard
          open(isMapping: true, span, properties(data.anchor, data.tag, isFlow), &bag)
        else { return base + end }
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: close(at: span, &bag)
      default: break
      }
    }
    return report(reader, &bag)
  }

  // MARK: Documents

  private mutating func beginDocument(at span: SourceSpan) {
    root = nil
    anchors = [:]
    openAnchors = []
    aliasedNodes = 0
    hasMergeKeys = false
    documentStart = Int(span.end)
  }

  private mutating func endDocument(at span: SourceSpan) -> YAMLDocument {
    let start = SourceSpan(file: file, start: documentStart, end: documentStart)
    var root = root
    // A document with nothing in it arrives as an empty plain scalar.
    if let scalar = root?.scalar, scalar.text.isEmpty, scalar.style == .plain,
      root?.properties.isEmpty == true
    {
      root = nil
    }
    return YAMLDocument(root: root, span: root?.span ?? start, hasMergeKeys: hasMergeKeys)
  }

  // MARK: Nodes

  private mutating func scalar(
    _ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar, _ span: SourceSpan,
    _ bag: inout DiagnosticBag
  ) {
    let style: YAMLScalar.Style =
      switch data.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      default: .plain
      }
    let text = string(data.value, data.length) ?? ""
    let node = YAMLNode(
      .scalar(YAMLScalar(text, style)), at: span,
      properties: properties(data.anchor, data.tag, false))
    remember(node, weight: 1)
    add(node, weight: 1, &bag)
  }

  private mutating func alias(
    _ name: String, _ span: SourceSpan, _ bag: inout DiagnosticBag
  ) -> Bool {
    guard let anchored = anchors[name] else {
      let isOpen = openAnchors.contains(name)
      bag.report(
        Diagnostic(
          .yamlAlias,
          isOpen
            ? "the alias `*\(name)` is inside the node that it refers to"
            : "undefined anchor `&\(name)`", at: span
        ).help(isOpen ? "write the value out" : "define `&\(name)` above, in the same document"))
      return false
    }
    aliasedNodes += anchored.weight
    guard aliasedNodes <= limits.aliasedNodes else {
      bag.report(
        Diagnostic(
          .yamlLimit,
          "aliases expand this document by more than \(limits.aliasedNodes) nodes", at: span
        ).help("write the values out, or split the document"))
      return false
    }
    var node = anchored.node
    node.span = span
    node.properties = [.alias(name)]
    add(node, weight: anchored.weight, &bag)
    return true
  }

  private mutating func open(
    isMapping: Bool, _ span: SourceSpan, _ properties: [YAMLNode.Property],
    _ bag: inout DiagnosticBag
  ) -> Bool {
    guard stack.count < limits.depth else {
      bag.report(
        Diagnostic(
          .yamlLimit, "collections are nested more than \(limits.depth) levels deep", at: span
        ).help("no Kubernetes object is nested this deeply: check the indentation"))
      return false
    }
    for case .anchor(let name) in properties { openAnchors.append(name) }
    stack.append(Frame(isMapping: isMapping, start: span, properties: properties))
    // Most mappings of manifests have a few entries: growing step by step would copy each twice.
    if isMapping { stack[stack.count - 1].entries.reserveCapacity(4) }
    return true
  }

  private mutating func close(at span: SourceSpan, _ bag: inout DiagnosticBag) {
    guard !stack.isEmpty else { return }
    let frame = stack.removeLast()
    var end = span
    if !frame.properties.contains(.flow) {
      // libyaml ends a block collection where the next token starts; ours ends with its last child.
      let last = frame.isMapping ? frame.entries.last?.value.span : frame.items.last?.span
      end = last ?? frame.start
    }
    let node = YAMLNode(
      frame.isMapping ? .mapping(frame.entries) : .sequence(frame.items),
      at: frame.start.extended(to: end), properties: frame.properties)
    for case .anchor(let name) in frame.properties { openAnchors.removeAll { $0 == name } }
    remember(node, weight: frame.weight)
    add(node, weight: frame.weight, &bag)
  }

  private mutating func remember(_ node: YAMLNode, weight: Int) {
    for case .anchor(let name) in node.properties {
      anchors[name] = Anchored(node: node, weight: weight)
    }
  }

  private mutating func add(
    _ node: consuming YAMLNode, weight: Int, _ bag: inout DiagnosticBag
  ) {
    let top = stack.count - 1
    guard top >= 0 else {
      root = node
      return
    }
    stack[top].weight += weight
    if !stack[top].isMapping {
      stack[top].items.append(node)
    } else if let key = stack[top].key.take() {
      stack[top].entries.append(YAMLEntry(key, node))
    } else {
      checkKey(node, top, &bag)
      stack[top].key = node
    }
  }

  private mutating func checkKey(_ key: YAMLNode, _ top: Int, _ bag: inout DiagnosticBag) {
    guard let text = key.scalar?.text else {
      bag.report(
        Diagnostic(.yamlKey, "\(key.kindDescription) cannot be a key", at: key.span)
          .help("use a string as the key"))
      return
    }
    if key.isMergeKey { hasMergeKeys = true }
    guard let first = firstPlace(of: text, key.span, top) else { return }
    bag.report(
      Diagnostic(.yamlDuplicateKey, "duplicate key `\(text)`", at: key.span)
        .label(first, "first here")
        .help("remove one of them"))
  }

  /// Where the mapping on top of the stack already has the key `text`; nil when it is new.
  private mutating func firstPlace(
    of text: String, _ span: SourceSpan?, _ top: Int
  ) -> SourceSpan?? {
    if stack[top].entries.count < 16 {
      return stack[top].entries.first { $0.key.scalar?.text == text }.map(\.key.span)
    }
    if stack[top].names.isEmpty {
      for entry in stack[top].entries {
        guard let name = entry.key.scalar?.text, stack[top].names[name] == nil else { continue }
        stack[top].names[name] = entry.key.span
      }
    }
    if let first = stack[top].names[text] { return first }
    stack[top].names[text] = span
    return nil
  }

  private func properties(
    _ anchor: UnsafeMutablePointer<yaml_char_t>?, _ tag: UnsafeMutablePointer<yaml_char_t>?,
    _ isFlow: Bool
  ) -> [YAMLNode.Property] {
    var properties: [YAMLNode.Property] = isFlow ? [.flow] : []
    if let name = string(anchor) { properties.append(.anchor(name)) }
    if let name = string(tag) { properties.append(.tag(name)) }
    return properties
  }

  // MARK: Problems

  private mutating func report(_ reader: borrowing EventReader, _ bag: inout DiagnosticBag) -> Int {
    let offset = map.offset(ofCharacter: reader.problemIndex)
    let context = map.offset(ofCharacter: reader.contextIndex)
    let isTab = offset < bytes.count && bytes[offset] == 0x09
    let problem = ScannerProblem(problem: reader.problem, context: reader.context)
    let end = offset < bytes.count && bytes[offset] > 0x20 ? offset + 1 : offset
    let span = SourceSpan(file: file, start: base + offset, end: base + end)
    var diagnostic =
      isTab
      ? Diagnostic(.yamlTab, "tabs cannot be used for indentation", at: span).help(
        "indent with spaces")
      : Diagnostic(problem.rule, problem.message, at: span).help(problem.help)
    if !isTab, !reader.context.isEmpty, context < offset {
      let place = SourceSpan(file: file, start: base + context, end: base + context)
      diagnostic = diagnostic.label(place, "opened here")
    }
    bag.report(diagnostic)
    return base + offset
  }
}
