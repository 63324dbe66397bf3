import Diagnostics
import GoTemplate
import YAMLSyntax

/// `toYaml` and `fromYaml` (operator v0.11.5).
enum YAMLFunctions {
  static let all: [GoFunction] = [
    GoFunction("toYaml", [.any]) { arguments throws(TemplateError) in
      .text(lines(node(arguments.next())).joined(separator: "\n"))
    },
    GoFunction("fromYaml", [.string]) { arguments throws(TemplateError) in
      var map = SourceMap()
      let file = map.add(path: "text", bytes: arguments.string().bytes)
      var bag = DiagnosticBag()
      let stream = YAMLParser().parse(file, into: &bag)
      guard !bag.hasErrors, stream.documents.count <= 1 else {
        throw TemplateError("the text is no YAML document")
      }
      guard let root = stream.documents.first?.root, !root.isNull else {
        return .dictionary(GoDictionary())
      }
      guard root.isMapping else { throw TemplateError("the text is no mapping") }
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

  private static func node(_ value: GoValue) -> YAMLNode {
    switch value {
    case .missing, .null: .null
    case .bool(let flag): .boolean(flag)
    case .integer(let number, _): .integer(number)
    case .double, .time: YAMLNode(.scalar(YAMLScalar(value.printed, .plain)))
    case .string(let text): .string(text.text)
    case .list(let items): .sequence(items.map(node))
    case .dictionary(let dictionary):
      .mapping(
        dictionary.keys.map { YAMLEntry(.string($0.text), node(dictionary[$0] ?? .null)) })
    case .secret(let secret):
      secret.printsValue
        ? .string(secret.value)
        : .object(["value": .string(secret.value), "secretpath": .string(secret.path)])
    }
  }

  private static func value(_ node: YAMLNode) -> GoValue {
    switch node.content {
    case .sequence(let items): return .list(items.map(value))
    case .mapping(let entries):
      let dictionary = GoDictionary()
      for entry in entries {
        dictionary[GoString(entry.key.scalar?.text ?? "")] = value(entry.value)
      }
      return .dictionary(dictionary)
    case .scalar(let scalar):
      return switch scalar.resolved() {
      case .null: .null
      case .boolean(let flag): .bool(flag)
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
