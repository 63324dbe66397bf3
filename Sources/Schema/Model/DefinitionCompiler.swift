package import Diagnostics
import Patterns
package import YAMLSyntax

/// Turns CustomResourceDefinitions into schemas of a library, and says why one cannot be used.
package struct DefinitionCompiler {
  private var library: SchemaLibrary
  private var bag = DiagnosticBag()
  private var root: YAMLNode = .null
  /// Fields of the version that is under way.
  private var fieldCount = 0

  private init(library: SchemaLibrary) {
    self.library = library
  }

  /// Adds every served version of `object` to `library`.
  package static func compile(
    _ object: YAMLNode, into library: inout SchemaLibrary, _ bag: inout DiagnosticBag
  ) {
    var compiler = DefinitionCompiler(library: library)
    compiler.compile(object)
    library = compiler.library
    bag.append(contentsOf: compiler.bag)
  }

  private mutating func compile(_ object: YAMLNode) {
    root = object
    guard let spec = object["spec"], let group = spec["group"]?.scalar?.text,
      let kind = spec["names"]?["kind"]?.scalar?.text, let versions = spec["versions"]?.items
    else {
      return refuse("missing `spec.group`, `spec.names.kind` or `spec.versions`", object)
    }
    for version in versions {
      guard let name = version["name"]?.scalar?.text, version["served"]?.scalar?.text != "false"
      else { continue }
      guard let schema = version["schema"]?["openAPIV3Schema"] else {
        refuse("version `\(name)` has no `schema.openAPIV3Schema`", version)
        continue
      }
      let before = bag.count(of: .error)
      fieldCount = 0
      let node = compile(schema, isRoot: true)
      guard bag.count(of: .error) == before else { continue }
      guard case .object(let number) = node.form else {
        // A schema without fields takes any object.
        let open = SchemaDefinition(fields: [], keepsUnknown: true, version: library.version)
        add(group, name, kind, spec, library.add(open))
        continue
      }
      add(group, name, kind, spec, number)
    }
  }

  private mutating func add(
    _ group: String, _ version: String, _ kind: String, _ spec: YAMLNode, _ number: Int
  ) {
    library.add(
      apiVersion: "\(group)/\(version)", kind: kind,
      isNamespaced: spec["scope"]?.scalar?.text != "Cluster", definition: number,
      fields: fieldCount)
  }

  private mutating func refuse(_ reason: String, _ node: YAMLNode) {
    let name = root["metadata"]?["name"]?.scalar?.text ?? "?"
    bag.report(
      Diagnostic(
        .unusableDefinition, "the definition `\(name)` is invalid: \(reason)", at: node.span
      ).help("fix the definition; its objects are not checked until then"))
  }

  /// A note about what the server checks and Redoubt does not.
  private mutating func pass(_ reason: String, _ node: YAMLNode) {
    var note = Diagnostic(.unusableDefinition, reason, at: node.span)
      .help("let the API server check it: `kubectl apply --dry-run=server`")
    note.severity = .note
    bag.report(note)
  }

  private mutating func compile(
    _ schema: YAMLNode, isRoot: Bool = false, isBranch: Bool = false
  ) -> SchemaNode {
    guard schema.entries != nil else {
      refuse("a schema must be a mapping, not \(schema.kindDescription)", schema)
      return SchemaNode(.any)
    }
    var parts = limits(schema)
    if isTrue(schema["x-kubernetes-int-or-string"]) {
      return SchemaNode(.integerOrString, limits: SchemaLimits(parts))
    }
    for branch in [SchemaLimits.Branch.all, .any, .one] {
      guard let options = schema[branch.rawValue]?.items else { continue }
      parts.branches.append((branch, options.map { compile($0, isBranch: true) }))
    }
    if let inner = schema["not"] {
      parts.branches.append((.not, [compile(inner, isBranch: true)]))
    }
    var properties = (schema["properties"]?.entries ?? []).map { entry in
      let name = entry.key.scalar?.text ?? ""
      let isMetadata = isRoot && name == "metadata"
      return SchemaField(
        name: name, isRequired: required(schema).contains(name),
        node: isMetadata ? SchemaNode(.freeObject) : compile(entry.value, isBranch: isBranch))
    }
    fieldCount += properties.count
    // Every object has these, whether its definition names them or not.
    if isRoot || isTrue(schema["x-kubernetes-embedded-resource"]), !properties.isEmpty {
      let forms: [(String, SchemaNode.Form)] = [
        ("apiVersion", .string), ("kind", .string), ("metadata", .freeObject),
      ]
      for (name, form) in forms where !properties.contains(where: { $0.name == name }) {
        properties.append(SchemaField(name: name, node: SchemaNode(form)))
      }
    }
    let keepsUnknown = isTrue(schema["x-kubernetes-preserve-unknown-fields"])
    if isBranch {
      parts.required = required(schema)
      parts.fields = properties
    }
    var element: SchemaNode?
    let form: SchemaNode.Form
    switch schema["type"]?.scalar?.text {
    case "object":
      if let extra = schema["additionalProperties"], extra.entries != nil, properties.isEmpty {
        element = compile(extra, isBranch: isBranch)
        form = .map
      } else if properties.isEmpty {
        form = .freeObject
      } else {
        let definition = SchemaDefinition(
          fields: properties, keepsUnknown: keepsUnknown || isTrue(schema["additionalProperties"]),
          version: library.version)
        form = .object(library.add(definition))
      }
    case "array":
      if let items = schema["items"] {
        element = compile(items, isBranch: isBranch)
      } else if !isBranch {
        refuse("a list without `items`", schema)
      }
      form = .list
    case "string": form = .string
    case "integer": form = .integer
    case "number": form = .number
    case "boolean": form = .boolean
    case nil:
      if !isBranch, !keepsUnknown, !isRoot { refuse("a schema without `type`", schema) }
      if let items = schema["items"] { element = compile(items, isBranch: isBranch) }
      form = .any
    case let other?:
      refuse("unknown type `\(other)`", schema["type"] ?? schema)
      form = .any
    }
    return SchemaNode(form, of: element, limits: SchemaLimits(parts))
  }

  // MARK: Constraints

  private mutating func limits(_ schema: YAMLNode) -> SchemaLimits.Parts {
    var parts = SchemaLimits.Parts()
    parts.format = schema["format"]?.scalar?.text
    if let pattern = schema["pattern"]?.scalar {
      do throws(Pattern.Problem) {
        parts.pattern = try Pattern(pattern.text)
      } catch {
        if error.isUnsupported {
          pass(
            "the pattern `\(pattern.text)` is not checked: \(error)", schema["pattern"] ?? schema)
        } else {
          refuse("the pattern `\(pattern.text)` is invalid: \(error)", schema["pattern"] ?? schema)
        }
      }
    }
    parts.words = schema["enum"]?.items?.compactMap(\.scalar?.text) ?? []
    parts.minimum = number(schema["minimum"])
    parts.maximum = number(schema["maximum"])
    parts.isMinimumExclusive = isTrue(schema["exclusiveMinimum"])
    parts.isMaximumExclusive = isTrue(schema["exclusiveMaximum"])
    parts.multipleOf = number(schema["multipleOf"])
    parts.length = range(schema["minLength"], schema["maxLength"])
    parts.items = range(schema["minItems"], schema["maxItems"])
    parts.properties = range(schema["minProperties"], schema["maxProperties"])
    switch schema["x-kubernetes-list-type"]?.scalar?.text {
    case "set": parts.listType = .set
    case "map":
      let keys = schema["x-kubernetes-list-map-keys"]?.items ?? []
      parts.listType = .map(keys.compactMap(\.scalar?.text))
    default: break
    }
    if isTrue(schema["uniqueItems"]) { parts.listType = .set }
    parts.isNullable = isTrue(schema["nullable"])
    parts.standard = schema["default"]
    parts.isEmbedded = isTrue(schema["x-kubernetes-embedded-resource"])
    parts.rules = schema["x-kubernetes-validations"]?.items?.compactMap(expression) ?? []
    return parts
  }

  private func expression(_ rule: YAMLNode) -> SchemaExpression? {
    guard let text = rule["rule"]?.scalar?.text else { return nil }
    let message = rule["message"]?.scalar?.text ?? "the rule `\(text)` does not hold"
    // A rule about a change has nothing to say of a file.
    if text.contains("oldSelf") { return nil }
    do throws(Expression.Problem) {
      return SchemaExpression(
        text: text, message: message, fieldPath: rule["fieldPath"]?.scalar?.text,
        expression: try ExpressionParser.parse(text), obstacle: nil)
    } catch {
      return SchemaExpression(
        text: text, message: message, fieldPath: nil, expression: nil,
        obstacle: error.description)
    }
  }

  private func required(_ schema: YAMLNode) -> [String] {
    schema["required"]?.items?.compactMap(\.scalar?.text) ?? []
  }

  private func isTrue(_ node: YAMLNode?) -> Bool { node?.scalar?.text == "true" }

  private func number(_ node: YAMLNode?) -> Double? { node?.scalar.flatMap { Double($0.text) } }

  private func range(_ low: YAMLNode?, _ high: YAMLNode?) -> ClosedRange<Int>? {
    let least = low?.scalar.flatMap { Int($0.text) }
    let most = high?.scalar.flatMap { Int($0.text) }
    guard least != nil || most != nil else { return nil }
    return (least ?? 0)...max(least ?? 0, most ?? .max)
  }
}
