import Patterns

/// Reads expressions of CEL into trees (cel-spec, langdef.md, "Syntax").
package struct ExpressionParser {
  private let tokens: [ExpressionLexer.Token]
  private var cursor = 0
  private var depth = 0

  private init(_ tokens: [ExpressionLexer.Token]) {
    self.tokens = tokens
  }

  /// The tree of `text`; throws where it leaves what is evaluated.
  package static func parse(_ text: String) throws(Expression.Problem) -> Expression {
    var parser = ExpressionParser(try ExpressionLexer.tokens(text))
    let result = try parser.conditional()
    guard parser.tokens[parser.cursor] == .end else {
      throw Expression.Problem("unexpected input after the expression")
    }
    return result
  }

  /// A call; a pattern that is written out is compiled once, here.
  private static func call(
    _ name: String, _ arguments: [Expression]
  ) throws(Expression.Problem) -> Expression {
    guard name == "matches", arguments.count == 2, case .literal(.string(let text)) = arguments[1]
    else { return .call(name, arguments) }
    do throws(Pattern.Problem) {
      return .matches(arguments[0], try Pattern(text))
    } catch {
      throw Expression.Problem("invalid pattern `\(text)`: \(error)")
    }
  }

  /// Parts that an expression may have: its tree is as deep as a chain is long, and is gone through
  /// by recursion.
  private static let most = 400
  private var count = 0

  private mutating func grow() throws(Expression.Problem) {
    count += 1
    guard count <= Self.most else {
      throw Expression.Problem("the expression is too long", isUnsupported: true)
    }
  }

  private mutating func take(_ symbol: String) -> Bool {
    guard tokens[cursor] == .symbol(symbol) else { return false }
    cursor += 1
    return true
  }

  private mutating func expect(_ symbol: String) throws(Expression.Problem) {
    guard take(symbol) else { throw Expression.Problem("missing `\(symbol)`") }
  }

  private mutating func conditional() throws(Expression.Problem) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 60 else { throw Expression.Problem("the expression is nested too deeply") }
    let condition = try binary(0)
    guard take("?") else { return condition }
    let yes = try conditional()
    try expect(":")
    return .conditional(condition, yes, try conditional())
  }

  private static let levels: [[Expression.Operator]] = [
    [.or], [.and],
    [.equal, .unequal, .lessOrEqual, .greaterOrEqual, .less, .greater, .contained],
    [.plus, .minus], [.times, .divided, .remainder],
  ]

  private mutating func binary(_ level: Int) throws(Expression.Problem) -> Expression {
    guard level < Self.levels.count else { return try unary() }
    var left = try binary(level + 1)
    while let found = operation(level) {
      try grow()
      cursor += 1
      left = .binary(found, left, try binary(level + 1))
    }
    return left
  }

  private func operation(_ level: Int) -> Expression.Operator? {
    switch tokens[cursor] {
    case .symbol(let symbol): Self.levels[level].first { $0.rawValue == symbol }
    case .name("in"): Self.levels[level].first { $0 == .contained }
    default: nil
    }
  }

  private mutating func unary() throws(Expression.Problem) -> Expression {
    var signs: [String] = []
    while case .symbol(let symbol) = tokens[cursor], symbol == "!" || symbol == "-" {
      signs.append(symbol)
      cursor += 1
      guard signs.count < 60 else {
        throw Expression.Problem("the expression is nested too deeply")
      }
    }
    var result = try member()
    for sign in signs.reversed() { result = sign == "!" ? .not(result) : .negative(result) }
    return result
  }

  private mutating func member() throws(Expression.Problem) -> Expression {
    var result = try primary()
    while true {
      try grow()
      if take(".") {
        if take("?") { throw Expression.Problem("optional values are not supported") }
        let name = try word()
        result = take("(") ? try method(name, on: result) : .select(result, Self.plain(name))
      } else if take("[") {
        if take("?") { throw Expression.Problem("optional values are not supported") }
        result = .index(result, try conditional())
        try expect("]")
      } else {
        return result
      }
    }
  }

  private mutating func word() throws(Expression.Problem) -> String {
    guard case .name(let name) = tokens[cursor] else {
      throw Expression.Problem("missing name")
    }
    cursor += 1
    return name
  }

  /// A field name without the escapes that reserved words carry (Kubernetes, "CEL in CRDs").
  private static func plain(_ name: String) -> String {
    guard name.hasPrefix("__"), name.hasSuffix("__"), name.utf8.count > 4 else {
      return name.contains("__") ? unescaped(name) : name
    }
    return String(name.dropFirst(2).dropLast(2))
  }

  private static func unescaped(_ name: String) -> String {
    var rest = name[...]
    var result = ""
    let codes = [
      ("__underscores__", "__"), ("__dot__", "."), ("__dash__", "-"), ("__slash__", "/"),
    ]
    while let first = rest.first {
      if let (code, text) = codes.first(where: { rest.hasPrefix($0.0) }) {
        result += text
        rest = rest.dropFirst(code.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private mutating func arguments(_ closing: String) throws(Expression.Problem) -> [Expression] {
    var result: [Expression] = []
    while !take(closing) {
      result.append(try conditional())
      if !take(",") {
        try expect(closing)
        break
      }
    }
    return result
  }

  private mutating func method(
    _ name: String, on target: Expression
  ) throws(Expression.Problem) -> Expression {
    let arguments = try arguments(")")
    if let macro = Expression.Macro(rawValue: name), arguments.count >= 2 {
      guard case .name(let variable) = arguments[0] else {
        throw Expression.Problem("`\(name)` requires the name of a variable")
      }
      guard arguments.count == 2 || (macro == .map && arguments.count == 3) else {
        throw Expression.Problem("`\(name)` with two variables is not supported")
      }
      return .macro(
        macro, target, variable: variable, arguments[1],
        arguments.count == 3 ? arguments[2] : nil)
    }
    guard ExpressionFunctions.methods[name]?.contains(arguments.count) == true else {
      throw Expression.Problem("the function `\(name)` is not supported")
    }
    return try Self.call(name, [target] + arguments)
  }

  private mutating func primary() throws(Expression.Problem) -> Expression {
    let token = tokens[cursor]
    cursor += 1
    switch token {
    case .string(let text): return .literal(.string(text))
    case .integer(let number): return .literal(.integer(number))
    case .double(let number): return .literal(.double(number))
    case .name("true"): return .literal(.boolean(true))
    case .name("false"): return .literal(.boolean(false))
    case .name("null"): return .literal(.null)
    case .name(let name): return take("(") ? try function(name) : .name(name)
    case .symbol("("):
      let inner = try conditional()
      try expect(")")
      return inner
    case .symbol("["): return .list(try arguments("]"))
    case .symbol("{"): return try mapping()
    default: throw Expression.Problem("missing value")
    }
  }

  private mutating func mapping() throws(Expression.Problem) -> Expression {
    var pairs: [(Expression, Expression)] = []
    while !take("}") {
      let key = try conditional()
      try expect(":")
      pairs.append((key, try conditional()))
      if !take(",") {
        try expect("}")
        break
      }
    }
    return .mapping(pairs)
  }

  private mutating func function(_ name: String) throws(Expression.Problem) -> Expression {
    let arguments = try arguments(")")
    if name == "has" {
      guard arguments.count == 1, case .select(let target, let field) = arguments[0] else {
        throw Expression.Problem("`has` requires one field")
      }
      return .presence(target, field)
    }
    guard ExpressionFunctions.globals[name]?.contains(arguments.count) == true else {
      throw Expression.Problem("the function `\(name)` is not supported")
    }
    return try Self.call(name, arguments)
  }
}
