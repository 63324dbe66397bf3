/// Reads templates into trees (Go 1.25, text/template/parse, parse.go).
struct TemplateParser {
  private let tokens: [TemplateToken]
  private var cursor = 0
  /// Variables that are in scope, as the parser of Go knows them.
  private var variables = ["$"]
  private var loops = 0
  private var depth = 0
  private let functions: Set<String>
  private(set) var definitions: [String: [TemplateNode]] = [:]

  init(_ text: String, functions: Set<String>) throws(TemplateError) {
    tokens = try TemplateLexer.tokens(text)
    self.functions = functions
  }

  /// What ends a list of nodes.
  private enum Ending: Equatable {
    case end, otherwise, file
  }

  /// The template itself; `definitions` holds those it defines.
  mutating func parse() throws(TemplateError) -> [TemplateNode] {
    let (nodes, ending, place) = try list()
    guard ending == .file else {
      throw TemplateError("unexpected {{\(ending == .end ? "end" : "else")}}", at: place)
    }
    return nodes
  }

  /// Blocks and parentheses in each other; templates that people write have five.
  private static let mostDepth = 200
  private static let mostVariables = 1000

  /// Goes one level down; `leave()` must follow.
  private mutating func enter() throws(TemplateError) {
    guard depth < Self.mostDepth else {
      throw TemplateError(
        "the template is nested more than \(Self.mostDepth) levels deep", at: token.place)
    }
    depth += 1
  }

  private mutating func leave() { depth -= 1 }

  // MARK: Tokens

  private var token: TemplateToken { tokens[min(cursor, tokens.count - 1)] }

  private mutating func skipSpace() { while token.kind == .space { cursor += 1 } }

  private func peekWord(_ word: String) -> Bool {
    var index = cursor
    while index < tokens.count, tokens[index].kind == .space { index += 1 }
    return index < tokens.count && tokens[index].kind == .word(word)
  }

  private func unexpected(_ context: String) -> TemplateError {
    TemplateError("unexpected \(Self.name(token.kind)) in \(context)", at: token.place)
  }

  private static func name(_ kind: TemplateToken.Kind) -> String {
    switch kind {
    case .text: "text"
    case .open: "{{"
    case .close: "{{end of action}}"
    case .space: "space"
    case .leftParenthesis: "("
    case .rightParenthesis: ")"
    case .pipe: "|"
    case .comma: ","
    case .declare: ":="
    case .assign: "="
    case .bool(let value): "\(value)"
    case .character: "character constant"
    case .number(let text): "number \(text)"
    case .string: "string"
    case .field(let name): "field .\(name)"
    case .variable(let name): "variable \(name)"
    case .dot: "."
    case .word(let word): "<\(word)>"
    case .end: "EOF"
    }
  }

  private mutating func expectClose(_ context: String) throws(TemplateError) {
    skipSpace()
    guard token.kind == .close else { throw unexpected(context) }
    cursor += 1
  }

  // MARK: Nodes

  private mutating func list() throws(TemplateError) -> (
    [TemplateNode], Ending, TemplateError.Place
  ) {
    try enter()
    defer { leave() }
    var nodes: [TemplateNode] = []
    while true {
      switch token.kind {
      case .end: return (nodes, .file, token.place)
      case .text(let text):
        nodes.append(.text(text))
        cursor += 1
      case .open:
        let place = token.place
        cursor += 1
        skipSpace()
        if peekWord("end") {
          cursor += 1
          try expectClose("end")
          return (nodes, .end, place)
        }
        if peekWord("else") {
          cursor += 1
          return (nodes, .otherwise, place)
        }
        if let node = try action(place) { nodes.append(node) }
      default: throw unexpected("input")
      }
    }
  }

  private mutating func action(_ place: TemplateError.Place) throws(TemplateError) -> TemplateNode?
  {
    guard case .word(let word) = token.kind else { return try plainAction() }
    switch word {
    case "if": return .condition(try branch("if"))
    case "range": return .range(try branch("range"))
    case "with": return .with(try branch("with"))
    case "define":
      try definition(place)
      return nil
    case "block": return try block(place)
    case "template": return try invocation(place)
    case "break", "continue":
      cursor += 1
      guard loops > 0 else { throw TemplateError("{{\(word)}} outside {{range}}", at: place) }
      try expectClose(word)
      return word == "break" ? .breaks(place) : .continues(place)
    default: return try plainAction()
    }
  }

  private mutating func plainAction() throws(TemplateError) -> TemplateNode {
    .action(try pipeline("command", until: .close))
  }

  private mutating func branch(_ word: String) throws(TemplateError) -> TemplateBranch {
    // A chain of `else if` nests as well, in the tree.
    try enter()
    cursor += 1
    let known = variables.count
    defer {
      variables.removeSubrange(known...)
      leave()
    }
    let pipeline = try pipeline(word, until: .close)
    if word == "range" { loops += 1 }
    var (body, ending, place) = try list()
    if word == "range" { loops -= 1 }
    var otherwise: [TemplateNode] = []
    if ending == .otherwise {
      let nested = word == "if" || word == "with" ? word : ""
      if !nested.isEmpty, peekWord(nested) {
        skipSpace()
        // `else if` closes with the `end` of the whole.
        otherwise = [word == "if" ? .condition(try branch("if")) : .with(try branch("with"))]
        return TemplateBranch(pipeline: pipeline, body: body, otherwise: otherwise)
      }
      try expectClose("else")
      (otherwise, ending, place) = try list()
      guard ending != .otherwise else {
        throw TemplateError("expected end; found {{else}}", at: place)
      }
    }
    guard ending == .end else { throw TemplateError("unexpected EOF", at: place) }
    return TemplateBranch(pipeline: pipeline, body: body, otherwise: otherwise)
  }

  private mutating func name(_ context: String) throws(TemplateError) -> String {
    skipSpace()
    guard case .string(let name) = token.kind else { throw unexpected("\(context) clause") }
    cursor += 1
    return name
  }

  private mutating func definition(_ place: TemplateError.Place) throws(TemplateError) {
    cursor += 1
    let name = try name("define")
    try expectClose("define clause")
    definitions[name] = try body(place)
  }

  /// The body of a definition: it sees no variables of outside.
  private mutating func body(_ place: TemplateError.Place) throws(TemplateError) -> [TemplateNode] {
    let outer = (variables, loops)
    (variables, loops) = (["$"], 0)
    defer { (variables, loops) = outer }
    let (nodes, ending, end) = try list()
    guard ending == .end else { throw TemplateError("unexpected EOF", at: end) }
    return nodes
  }

  private mutating func block(_ place: TemplateError.Place) throws(TemplateError) -> TemplateNode {
    cursor += 1
    let name = try name("block")
    let pipeline = try pipeline("block clause", until: .close)
    definitions[name] = try body(place)
    return .template(name: name, pipeline, place)
  }

  private mutating func invocation(
    _ place: TemplateError.Place
  ) throws(TemplateError) -> TemplateNode {
    cursor += 1
    let name = try name("template")
    skipSpace()
    if token.kind == .close {
      cursor += 1
      return .template(name: name, nil, place)
    }
    return .template(name: name, try pipeline("template clause", until: .close), place)
  }

  // MARK: Pipelines

  private mutating func pipeline(
    _ context: String, until end: TemplateToken.Kind
  ) throws(TemplateError) -> TemplatePipeline {
    try enter()
    defer { leave() }
    skipSpace()
    let place = token.place
    let (names, isAssignment) = try declarations(context)
    var commands: [TemplateCommand] = []
    while true {
      skipSpace()
      if token.kind == end {
        cursor += 1
        break
      }
      commands.append(try command(context, until: end))
    }
    guard !commands.isEmpty else { throw TemplateError("missing value for \(context)", at: place) }
    for command in commands.dropFirst() {
      if case .constant = command.operands[0].term, command.operands[0].fields.isEmpty {
        throw TemplateError(
          "non executable command in pipeline stage \(commands.count)", at: command.place)
      }
    }
    return TemplatePipeline(
      place: place, variables: names, isAssignment: isAssignment, commands: commands)
  }

  /// Variables in front of `:=` or `=`.
  private mutating func declarations(
    _ context: String
  ) throws(TemplateError) -> (names: [String], isAssignment: Bool) {
    var names: [String] = []
    let start = cursor
    while case .variable(let name) = token.kind {
      let place = token.place
      cursor += 1
      skipSpace()
      switch token.kind {
      case .declare, .assign:
        let isAssignment = token.kind == .assign
        names.append(name)
        cursor += 1
        if isAssignment {
          for name in names where !variables.contains(name) {
            throw TemplateError("undefined variable \"\(name)\"", at: place)
          }
        } else {
          variables += names
          guard variables.count <= Self.mostVariables else {
            throw TemplateError("more than \(Self.mostVariables) variables in scope", at: place)
          }
        }
        return (names, isAssignment)
      case .comma where context == "range" && names.isEmpty:
        names.append(name)
        cursor += 1
        skipSpace()
      default:
        cursor = start
        return ([], false)
      }
    }
    cursor = start
    return ([], false)
  }

  private mutating func command(
    _ context: String, until end: TemplateToken.Kind
  ) throws(TemplateError) -> TemplateCommand {
    let place = token.place
    var operands: [TemplateOperand] = []
    while true {
      skipSpace()
      if let operand = try operand() { operands.append(operand) }
      switch token.kind {
      case .space: continue
      case .pipe:
        cursor += 1
        skipSpace()
        guard token.kind != end else {
          throw TemplateError("missing value for \(context)", at: token.place)
        }
      case end: break
      default: throw unexpected("operand")
      }
      break
    }
    guard !operands.isEmpty else { throw TemplateError("empty command", at: place) }
    return TemplateCommand(place: place, operands: operands)
  }

  private mutating func operand() throws(TemplateError) -> TemplateOperand? {
    let place = token.place
    guard let term = try term() else { return nil }
    var fields: [String] = []
    if case .field(let name) = tokens[cursor - 1].kind { fields.append(name) }
    while case .field(let name) = token.kind {
      switch term {
      case .constant, .none: throw TemplateError("unexpected . after a constant", at: token.place)
      default: fields.append(name)
      }
      cursor += 1
    }
    return TemplateOperand(place: place, term: term, fields: fields)
  }

  private mutating func term() throws(TemplateError) -> TemplateOperand.Term? {
    let place = token.place
    switch token.kind {
    case .dot, .field:
      cursor += 1
      return .dot
    case .bool(let value): return constant(.bool(value))
    case .string(let text): return constant(.string(text))
    case .character(let value): return constant(.integer(value))
    case .number(let text):
      switch TemplateLiteral.number(text) {
      case .integer(let value, _): return constant(.integer(value))
      case .double(let value): return constant(.double(value))
      default: throw TemplateError("bad number syntax: \(text)", at: place)
      }
    case .variable(let name):
      guard variables.contains(name) else {
        throw TemplateError("undefined variable \"\(name)\"", at: place)
      }
      cursor += 1
      return .variable(name)
    case .word("nil"):
      cursor += 1
      return TemplateOperand.Term.none
    case .word(let name):
      guard functions.contains(name) else {
        throw TemplateError.undefined(name, at: place)
      }
      cursor += 1
      return .function(name)
    case .leftParenthesis:
      cursor += 1
      return .pipeline(try pipeline("parenthesized pipeline", until: .rightParenthesis))
    default: return nil
    }
  }

  private mutating func constant(_ value: TemplateConstant) -> TemplateOperand.Term {
    cursor += 1
    return .constant(value)
  }
}
