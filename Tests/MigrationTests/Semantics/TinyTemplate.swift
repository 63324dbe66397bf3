import Foundation

/// A small interpreter of Go templates: as much as migrated resources and their generator use.
///
/// Written against the documentation of text/template and sprig, not against the product.
struct TinyTemplate {
  /// How a record prints as a whole: v1alpha1 prints value and path in braces.
  let printsRecordsInBraces: Bool

  indirect enum Value {
    case text([UInt8])
    case record(FakeSecret)
    case list([Value])
    case flag(Bool)
    case root([String: FakeSecret])
    case function(String)
  }

  enum Problem: Error { case syntax(String) }

  private enum Piece {
    case text(String)
    case action(String)
  }

  func render(_ template: String, _ secrets: [String: FakeSecret]) throws -> [UInt8] {
    var pieces = Self.pieces(template)[...]
    var output: [UInt8] = []
    try run(&pieces, ["$": .root(secrets)], secrets, isActive: true, &output)
    return output
  }

  /// Runs to the end, or to the `end` of the block at hand.
  private func run(
    _ pieces: inout ArraySlice<Piece>, _ scope: [String: Value], _ root: [String: FakeSecret],
    isActive: Bool, _ output: inout [UInt8]
  ) throws {
    while let piece = pieces.popFirst() {
      switch piece {
      case .text(let text): if isActive { output += text.utf8 }
      case .action(let source):
        if source.hasPrefix("/*") { continue }
        if source == "end" { return }
        if source.hasPrefix("if ") {
          let holds = try isActive && truth(evaluate(String(source.dropFirst(3)), scope, root))
          try run(&pieces, scope, root, isActive: holds, &output)
        } else if source.hasPrefix("range $key, $secret := .") {
          let body = pieces
          for key in root.keys.sorted() {
            pieces = body
            var inner = scope
            inner["$key"] = .text(Array(key.utf8))
            inner["$secret"] = root[key].map { .record($0) }
            try run(&pieces, inner, root, isActive: isActive, &output)
          }
        } else if isActive {
          output += print(try evaluate(source, scope, root))
        }
      }
    }
  }

  private func truth(_ value: Value) -> Bool {
    if case .flag(let flag) = value { return flag }
    return !print(value).isEmpty
  }

  private func print(_ value: Value) -> [UInt8] {
    switch value {
    case .text(let bytes): return bytes
    case .record(let secret):
      return printsRecordsInBraces
        ? Array("{".utf8) + secret.value + Array(" \(secret.path)}".utf8) : secret.value
    case .flag(let flag): return Array((flag ? "true" : "false").utf8)
    default: return []
    }
  }

  // MARK: Expressions

  private func evaluate(
    _ source: String, _ scope: [String: Value], _ root: [String: FakeSecret]
  ) throws -> Value {
    var tokens = try Self.tokens(source)[...]
    return try pipeline(&tokens, scope, root)
  }

  private func pipeline(
    _ tokens: inout ArraySlice<String>, _ scope: [String: Value], _ root: [String: FakeSecret]
  ) throws -> Value {
    var piped: Value?
    repeat {
      var arguments: [Value] = []
      while let token = tokens.first, token != "|", token != ")" {
        arguments.append(try operand(&tokens, scope, root))
      }
      guard case .function(let name)? = arguments.first else {
        guard let only = arguments.first else { throw Problem.syntax("empty command") }
        piped = only
        continue
      }
      let values = Array(arguments.dropFirst()) + [piped].compactMap(\.self)
      piped = try call(name, values)
    } while tokens.popFirstIf("|")
    return piped ?? .text([])
  }

  private func operand(
    _ tokens: inout ArraySlice<String>, _ scope: [String: Value], _ root: [String: FakeSecret]
  ) throws -> Value {
    guard let token = tokens.popFirst() else { throw Problem.syntax("operand expected") }
    if token == "(" {
      let value = try pipeline(&tokens, scope, root)
      guard tokens.popFirst() == ")" else { throw Problem.syntax("missing )") }
      if let next = tokens.first, next.hasPrefix("."), next.count > 1 {
        tokens.removeFirst()
        return try member(value, next.dropFirst().split(separator: ".").map(String.init))
      }
      return value
    }
    if token.hasPrefix("\"") { return .text(Self.unquote(token)) }
    if token == "." { return .root(root) }
    if token.hasPrefix(".") {
      return try member(.root(root), token.dropFirst().split(separator: ".").map(String.init))
    }
    if token.hasPrefix("$") {
      let parts = token.split(separator: ".").map(String.init)
      guard let value = scope[parts[0]] else { throw Problem.syntax(token) }
      return try member(value, Array(parts.dropFirst()))
    }
    return .function(token)
  }

  private func member(_ value: Value, _ names: [String]) throws -> Value {
    guard let name = names.first else { return value }
    let rest = Array(names.dropFirst())
    switch value {
    case .root(let secrets):
      guard let secret = secrets[name] else { return .text(Array("<no value>".utf8)) }
      return try member(.record(secret), rest)
    case .record(let secret):
      switch name {
      case "Value": return .text(secret.value)
      case "SecretPath": return .text(Array(secret.path.utf8))
      default: throw Problem.syntax(name)
      }
    default: return value
    }
  }

  private func call(_ name: String, _ values: [Value]) throws -> Value {
    func text(_ index: Int) -> String { String(decoding: print(values[index]), as: UTF8.self) }
    switch name {
    case "upper": return .text(Array(text(0).uppercased().utf8))
    case "lower": return .text(Array(text(0).lowercased().utf8))
    case "quote":
      return .text(Array("\"\(text(0))\"".utf8))
    case "b64enc": return .text(Array(Data(print(values[0])).base64EncodedString().utf8))
    case "decodeBase64ToBytes":
      // Go fails here; keys that depend on it are reported as changed, so any result will do.
      return .text([UInt8](Data(base64Encoded: text(0)) ?? Data()))
    case "list": return .list(values)
    case "not": return .flag(!truth(values[0]))
    case "has":
      guard case .list(let items) = values[1] else { throw Problem.syntax("has") }
      return .flag(items.contains { print($0) == print(values[0]) })
    case "index":
      guard case .root(let secrets) = values[0] else { throw Problem.syntax("index") }
      return secrets[text(1)].map { .record($0) } ?? .record(FakeSecret(value: [], path: ""))
    case "printf":
      var rest = values.dropFirst()
      var output: [UInt8] = []
      var format = Array(text(0).utf8)[...]
      while let byte = format.popFirst() {
        guard byte == 0x25, let verb = format.popFirst() else {
          output.append(byte)
          continue
        }
        if verb == 0x25 { output.append(byte) } else { output += print(rest.removeFirst()) }
      }
      return .text(output)
    default: throw Problem.syntax("function \(name)")
    }
  }

  // MARK: Lexer

  private static func pieces(_ template: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = template[...]
    var trims = false
    while let open = rest.range(of: "{{") {
      var text = rest[..<open.lowerBound]
      rest = rest[open.upperBound...]
      guard let close = rest.range(of: "}}") else { break }
      var action = rest[..<close.lowerBound]
      rest = rest[close.upperBound...]
      if trims { text = text.drop(while: \.isWhitespace) }
      if action.hasPrefix("- ") {
        action = action.dropFirst()
        while text.last?.isWhitespace == true { text.removeLast() }
      }
      trims = action.hasSuffix(" -")
      if trims { action = action.dropLast() }
      pieces.append(.text(String(text)))
      pieces.append(.action(action.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
    pieces.append(.text(String(trims ? rest.drop(while: \.isWhitespace) : rest)))
    return pieces
  }

  private static func tokens(_ source: String) throws -> [String] {
    var tokens: [String] = []
    var rest = source[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if "()|".contains(first) {
        tokens.append(String(rest.removeFirst()))
      } else if first == "\"" {
        var token = String(rest.removeFirst())
        while let next = rest.popFirst() {
          token.append(next)
          if next == "\\", let escaped = rest.popFirst() {
            token.append(escaped)
          } else if next == "\"" {
            break
          }
        }
        tokens.append(token)
      } else {
        let word = rest.prefix { !$0.isWhitespace && !"()|".contains($0) }
        rest.removeFirst(word.count)
        tokens.append(String(word))
      }
    }
    return tokens
  }

  private static func unquote(_ token: String) -> [UInt8] {
    var result: [UInt8] = []
    var rest = token.dropFirst().dropLast()
    while let next = rest.popFirst() {
      guard next == "\\", let escaped = rest.popFirst() else {
        result += String(next).utf8
        continue
      }
      switch escaped {
      case "n": result.append(10)
      case "t": result.append(9)
      case "r": result.append(13)
      default: result += String(escaped).utf8
      }
    }
    return result
  }
}

extension ArraySlice<String> {
  fileprivate mutating func popFirstIf(_ token: String) -> Bool {
    guard first == token else { return false }
    removeFirst()
    return true
  }
}
