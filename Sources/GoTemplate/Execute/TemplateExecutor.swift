/// Executes the tree of a template (Go 1.25, text/template, exec.go).
struct TemplateExecutor {
  /// What happens to a key that a map has not.
  enum MissingKey: Sendable {
    /// An error.
    case error
    /// `<no value>`, as Go does by itself.
    case noValue
  }

  /// How the nodes of a loop ended.
  private enum Flow {
    case normal, breaks, continues
  }

  private let definitions: [String: [TemplateNode]]
  private let functions: [String: GoFunction]
  private let missingKey: MissingKey
  private var output: [UInt8] = []
  private var variables: [(name: String, value: GoValue)] = []
  private let budget: TemplateBudget
  private var depth = 0

  /// Blocks, pipelines in parentheses and calls of templates in each other; the stack has room for more.
  private static let mostDepth = 300

  init(
    definitions: [String: [TemplateNode]], functions: [String: GoFunction],
    missingKey: MissingKey, budget: TemplateBudget
  ) {
    self.definitions = definitions
    self.functions = functions
    self.missingKey = missingKey
    self.budget = budget
  }

  mutating func run(_ nodes: [TemplateNode], _ data: GoValue) throws(TemplateError) -> [UInt8] {
    variables = [("$", data)]
    _ = try walk(nodes, data)
    return output
  }

  private func step(_ place: TemplateError.Place) throws(TemplateError) {
    do {
      try budget.spend()
    } catch {
      throw error.at(place)
    }
  }

  private mutating func write(_ bytes: [UInt8]) throws(TemplateError) {
    try budget.allocate(bytes.count)
    try budget.spend(bytes: bytes.count)
    output += bytes
  }

  /// What `body` gives one level further down; `leave()` must follow.
  private mutating func enter(_ place: TemplateError.Place?) throws(TemplateError) {
    guard depth < Self.mostDepth else {
      throw TemplateError(
        "exceeded maximum template depth (\(Self.mostDepth))", at: place, isLimit: true)
    }
    depth += 1
  }

  private mutating func leave() { depth -= 1 }

  // MARK: Nodes

  private mutating func walk(
    _ nodes: [TemplateNode], _ dot: GoValue
  ) throws(TemplateError) -> Flow {
    try enter(nil)
    defer { leave() }
    for node in nodes {
      let flow = try walk(node, dot)
      if flow != .normal { return flow }
    }
    return .normal
  }

  private mutating func walk(_ node: TemplateNode, _ dot: GoValue) throws(TemplateError) -> Flow {
    try budget.spend()
    switch node {
    case .text(let text): try write(Array(text.utf8))
    case .action(let pipeline):
      let value = try evaluate(pipeline, dot)
      guard pipeline.variables.isEmpty else { break }
      do {
        try write(GoPrint.output(value, budget))
      } catch {
        throw error.at(pipeline.place)
      }
    case .condition(let branch): return try choose(branch, dot, isWith: false)
    case .with(let branch): return try choose(branch, dot, isWith: true)
    case .range(let branch): return try range(branch, dot)
    case .template(let name, let pipeline, let place):
      try invoke(
        name,
        try pipeline.map { (pipeline) throws(TemplateError) in try evaluate(pipeline, dot) }
          ?? .missing, place)
    case .breaks: return .breaks
    case .continues: return .continues
    }
    return .normal
  }

  private mutating func choose(
    _ branch: TemplateBranch, _ dot: GoValue, isWith: Bool
  ) throws(TemplateError) -> Flow {
    let known = variables.count
    defer { variables.removeSubrange(known...) }
    let value = try evaluate(branch.pipeline, dot, toleratesMissing: true)
    if value.isTrue { return try walk(branch.body, isWith ? value : dot) }
    return try walk(branch.otherwise, dot)
  }

  private mutating func invoke(
    _ name: String, _ dot: GoValue, _ place: TemplateError.Place
  ) throws(TemplateError) {
    guard let nodes = definitions[name] else {
      throw TemplateError("template \"\(name)\" not defined", at: place)
    }
    try enter(place)
    defer { leave() }
    let outer = variables
    // Those who called count on their variables when the template fails, too.
    defer { variables = outer }
    variables = [("$", dot)]
    do {
      _ = try walk(nodes, dot)
    } catch {
      throw error.at(place)
    }
  }

  private mutating func range(
    _ branch: TemplateBranch, _ dot: GoValue
  ) throws(TemplateError) -> Flow {
    let known = variables.count
    defer { variables.removeSubrange(known...) }
    let value = try evaluate(branch.pipeline, dot, setsVariables: false, toleratesMissing: true)
    let pairs: [(GoValue, GoValue)]
    switch value {
    case .list(let items): pairs = items.enumerated().map { (.integer($0.offset), $0.element) }
    case .dictionary(let dictionary):
      pairs = dictionary.keys.map { (.string($0), dictionary[$0] ?? .null) }
    case .integer(let count, let width):
      do {
        try budget.spend(count)
        try budget.allocate(count, of: 2 * MemoryLayout<GoValue>.stride)
      } catch {
        throw error.at(branch.pipeline.place)
      }
      pairs = (0..<max(0, count)).map { (.integer($0, width), .integer($0, width)) }
    case .missing, .null: pairs = []
    default:
      throw TemplateError(
        "range can't iterate over \(try GoPrint.text(value, budget))", at: branch.pipeline.place)
    }
    guard !pairs.isEmpty else { return try walk(branch.otherwise, dot) }
    let isInteger = if case .integer = value { true } else { false }
    for (key, item) in pairs {
      try step(branch.pipeline.place)
      let mark = variables.count
      bind(branch.pipeline, key, isInteger ? key : item)
      let flow = try walk(branch.body, item)
      variables.removeSubrange(mark...)
      if flow == .breaks { break }
    }
    return .normal
  }

  private mutating func bind(_ pipeline: TemplatePipeline, _ key: GoValue, _ item: GoValue) {
    let names = pipeline.variables
    let values = names.count == 2 ? [key, item] : [item]
    for (name, value) in zip(names, values) {
      if pipeline.isAssignment { assign(name, value) } else { variables.append((name, value)) }
    }
  }

  private mutating func assign(_ name: String, _ value: GoValue) {
    guard let index = variables.lastIndex(where: { $0.name == name }) else { return }
    variables[index].value = value
  }

  // MARK: Pipelines

  private mutating func evaluate(
    _ pipeline: TemplatePipeline, _ dot: GoValue, setsVariables: Bool = true,
    toleratesMissing: Bool = false
  ) throws(TemplateError) -> GoValue {
    try enter(pipeline.place)
    defer { leave() }
    var value: GoValue?
    for (position, command) in pipeline.commands.enumerated() {
      let isLast = position == pipeline.commands.count - 1
      value = try evaluate(
        command, dot, final: value, toleratesMissing: toleratesMissing && isLast)
    }
    let result = value ?? .null
    if setsVariables {
      for name in pipeline.variables {
        if pipeline.isAssignment { assign(name, result) } else { variables.append((name, result)) }
      }
    }
    return result
  }

  private mutating func evaluate(
    _ command: TemplateCommand, _ dot: GoValue, final: GoValue?, toleratesMissing: Bool
  ) throws(TemplateError) -> GoValue {
    try step(command.place)
    let first = command.operands[0]
    if case .function(let name) = first.term {
      let value = try call(name, command, dot, final)
      return try fields(first.fields, of: value, first.place, toleratesMissing)
    }
    guard command.operands.count == 1, final == nil else {
      throw TemplateError(
        first.fields.last.map { "\($0) is not a method but has arguments" }
          ?? "can't give argument to non-function", at: first.place)
    }
    if case .none = first.term { throw TemplateError("nil is not a command", at: first.place) }
    return try evaluate(first, dot, toleratesMissing: toleratesMissing)
  }

  private mutating func evaluate(
    _ operand: TemplateOperand, _ dot: GoValue, toleratesMissing: Bool = false
  ) throws(TemplateError) -> GoValue {
    let value: GoValue
    switch operand.term {
    case .dot: value = dot
    case .none: value = .null
    case .constant(let constant): value = constant.value
    case .variable(let name):
      value = variables.last { $0.name == name }?.value ?? .missing
    case .pipeline(let pipeline): value = try evaluate(pipeline, dot)
    case .function(let name):
      value = try call(
        name, TemplateCommand(place: operand.place, operands: [operand]), dot, nil)
    }
    return try fields(operand.fields, of: value, operand.place, toleratesMissing)
  }

  private func fields(
    _ names: [String], of value: GoValue, _ place: TemplateError.Place, _ toleratesMissing: Bool
  ) throws(TemplateError) -> GoValue {
    var value = value
    for name in names {
      value = try field(name, of: value, place)
      if case .missing = value, missingKey == .error, !toleratesMissing {
        throw TemplateError("map has no entry for key \"\(name)\"", at: place)
      }
    }
    return value
  }

  private func field(
    _ name: String, of value: GoValue, _ place: TemplateError.Place
  ) throws(TemplateError) -> GoValue {
    switch value {
    case .dictionary(let dictionary): return dictionary[name] ?? .missing
    case .secret(let secret):
      switch name {
      case "Value": return .string(secret.value)
      case "SecretPath": return .string(secret.path)
      default:
        throw TemplateError("can't evaluate field \(name) in type \(value.typeName)", at: place)
      }
    // A field of what is not there is not there either.
    case .missing: return .missing
    case .null: throw TemplateError("nil data; no entry for key \"\(name)\"", at: place)
    default:
      throw TemplateError("can't evaluate field \(name) in type \(value.typeName)", at: place)
    }
  }

  private mutating func call(
    _ name: String, _ command: TemplateCommand, _ dot: GoValue, _ final: GoValue?
  ) throws(TemplateError) -> GoValue {
    let operands = command.operands.dropFirst()
    if name == "and" || name == "or" {
      return try logical(name, operands, dot, final, command.place)
    }
    guard let function = functions[name] else {
      throw TemplateError.undefined(name, at: command.place)
    }
    var values: [GoValue] = []
    for (position, operand) in operands.enumerated() {
      let value = try evaluate(operand, dot)
      guard case .constant = operand.term else {
        values.append(value)
        continue
      }
      values.append(try function.constant(value, at: position, operand.place))
    }
    if let final { values.append(final) }
    do {
      return try function.call(values, budget)
    } catch {
      throw error.at(command.place)
    }
  }

  /// `and` and `or` stop at the argument that decides.
  private mutating func logical(
    _ name: String, _ operands: ArraySlice<TemplateOperand>, _ dot: GoValue, _ final: GoValue?,
    _ place: TemplateError.Place
  ) throws(TemplateError) -> GoValue {
    var value: GoValue?
    for operand in operands {
      let next = try evaluate(operand, dot, toleratesMissing: true)
      value = next
      if next.isTrue == (name == "or") { return next }
    }
    if let final { return final }
    guard let value else {
      throw TemplateError("wrong number of args for \(name): want at least 1 got 0", at: place)
    }
    return value
  }
}
