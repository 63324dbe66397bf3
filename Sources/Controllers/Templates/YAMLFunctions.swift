import Diagnostics
import GoTemplate
import YAMLSyntax

/// `toYaml` and `fromYaml` (operator v0.11.5).
enum YAMLFunctions {
  private static var limits: YAMLLimits {
    var limits = YAMLLimits()
    limits.depth = TemplateLimits.mostDepth
    limits.aliasedNodes = 10_000
    return limits
  }

  static let all: [GoFunction] = [
    GoFunction("toYaml", [.any]) { arguments throws(TemplateError) in
      let node = try node(arguments.next(), arguments.budget, depth: 0)
      return .text(lines(node).joined(separator: "\n"))
    },
    GoFunction("fromYaml", [.string]) { arguments throws(TemplateError) in
      let size = arguments.values.first?.size ?? 0
      // A tree with places takes many times as much as its text.
      try arguments.budget.allocate(size, of: 16)
      try arguments.budget.spend(size)
      var map = SourceMap()
      let file = map.add(path: "text", bytes: arguments.string().bytes)
      var bag = DiagnosticBag()
      var parser = YAMLParser()
      parser.limits = limits
      let stream = parser.parse(file, into: &bag)
      guard !bag.hasErrors, stream.documents.count <= 1 else {
        throw TemplateError("invalid YAML document")
      }
      guard let root = stream.documents.first?.root, !root.isNull else {
        return .dictionary(GoDictionary())
      }
      guard root.isMapping else { throw TemplateError("the YAML document is not a mapping") }
      return value(root)
    },
  ]

  /// The layout of yaml.v3: four blanks a level, lists further in than their key.
  private static func lines(_ node: YAMLNode) -> [String] {
    switch node.content {
    case .mapping(let entries) where !entries.isEmpty:
      return entries.flatMap { entry in
        let key = lines(entry.key).first ?? ""
        let inner = lines(entry.value)
        if entry.value.isFilled { return ["\(key):"] + inner.map { "    \($0)" } }
        return ["\(key): \(inner.first ?? "")"] + inner.dropFirst().map { "    \($0)" }
      }
    case .sequence(let items) where !items.isEmpty:
      return items.flatMap { item in
        let inner = lines(item)
        return ["- \(inner.first ?? "")"] + inner.dropFirst().map { "  \($0)" }
      }
    default:
      let text = String(decoding: YAMLPrinter.print(node), as: UTF8.self)
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last?.isEmpty == true { lines.removeLast() }
      // Lines of a block scalar are two blanks in already.
      return lines.prefix(1)
        + lines.dropFirst().map { $0.hasPrefix("  ") ? String($0.dropFirst(2)) : $0 }
    }
  }

  private static func node(
    _ value: GoValue, _ budget: TemplateBudget, depth: Int
  ) throws(TemplateError) -> YAMLNode {
    try budget.descend(to: depth)
    // Every level adds blanks to every line below it.
    try budget.allocate(64 + value.size + 4 * depth)
    switch value {
    case .missing, .null: return .null
    case .bool(let flag): return .boolean(flag)
    case .integer(let number, _): return .integer(number)
    case .double, .time:
      return YAMLNode(.scalar(YAMLScalar(try GoPrint.text(value, budget), .plain)))
    case .string(let text):
      let breaks = text.bytes.count { $0 == 0x0A }
      try budget.allocate(breaks, of: 4 * depth + 32)
      return .string(text.text)
    case .list(let items):
      var nodes: [YAMLNode] = []
      for item in items { nodes.append(try node(item, budget, depth: depth + 1)) }
      return .sequence(nodes)
    case .dictionary(let dictionary):
      var entries: [YAMLEntry] = []
      for key in dictionary.keys {
        try budget.allocate(2 * key.bytes.count + 64)
        entries.append(
          YAMLEntry(
            .string(key.text), try node(dictionary[key] ?? .null, budget, depth: depth + 1)))
      }
      return .mapping(entries)
    case .secret(let secret):
      return secret.printsValue
        ? .string(secret.value.text)
        : .object([
          "value": .string(secret.value.text), "secretpath": .string(secret.path.text),
        ])
    }
  }

  private static func value(_ node: YAMLNode) -> GoValue {
    switch node.content {
    case .sequence(let items): return .list(of: items.map(value))
    case .mapping(let entries):
      let dictionary = GoDictionary()
      for entry in entries {
        dictionary[GoString(entry.key.scalar?.text ?? "")] = value(entry.value)
      }
      return .dictionary(dictionary)
    case .scalar(let scalar):
      return switch scalar.resolved() {
      case .null: .null
      // Only these are booleans to yaml.v3 where no type is asked for: `y`, `no`, `on` are texts.
      case .boolean(let flag):
        ["true", "false"].contains(scalar.text.lowercased()) ? .bool(flag) : .text(scalar.text)
      case .integer(let number): .integer(number)
      case .float(let number): .double(number)
      case .bigInteger, .timestamp, .string: .text(scalar.text)
      }
    }
  }
}

extension YAMLNode {
  /// Whether the node is a mapping or a list with something in it.
  fileprivate var isFilled: Bool { entries?.isEmpty == false || items?.isEmpty == false }
}
