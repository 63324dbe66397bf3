/// The functions that Go's templates have themselves, comparison left out (text/template, "Functions").
enum LogicFunctions {
  /// `and` and `or` are in the executor: they look at no more arguments than they need.
  static let all: [GoFunction] = [
    GoFunction("not", [.any]) { arguments throws(TemplateError) in
      .bool(!arguments.next().isTrue)
    },
    GoFunction("len", [.any]) { arguments throws(TemplateError) in
      switch arguments.next() {
      case .string(let text): return .integer(text.bytes.count)
      case .list(let items): return .integer(items.count)
      case .dictionary(let dictionary): return .integer(dictionary.count)
      case .null: throw TemplateError("len of nil pointer")
      case let other: throw TemplateError("len of type \(other.typeName)")
      }
    },
    GoFunction("index", [.any], rest: .any, makes: .selection) { arguments throws(TemplateError) in
      var value = arguments.next()
      if value.isNothing { throw TemplateError("index of untyped nil") }
      for key in arguments.rest() { value = try item(value, key) }
      return value
    },
    GoFunction("slice", [.any], rest: .any) { arguments throws(TemplateError) in
      try slice(arguments.next(), arguments.rest())
    },
    GoFunction("print", rest: .any) { arguments throws(TemplateError) in
      .string(GoString(try joined(arguments.rest(), arguments.budget)))
    },
    GoFunction("println", rest: .any) { arguments throws(TemplateError) in
      let budget = arguments.budget
      var output: [UInt8] = []
      for (position, value) in arguments.rest().enumerated() {
        if position > 0 { output.append(0x20) }
        output += try GoPrint.bytes(value, budget)
        try budget.permit(output.count)
      }
      return .string(GoString(output + [0x0A]))
    },
    GoFunction("printf", [.string], rest: .any) { arguments throws(TemplateError) in
      let budget = arguments.budget
      return .string(
        GoString(try GoFormat.format(arguments.text(), arguments.rest(), budget)))
    },
    GoFunction("html", rest: .any) { arguments throws(TemplateError) in
      .text(
        replace(
          try evaluated(arguments.rest(), arguments.budget),
          [
            ("\u{0}", "\u{FFFD}"), ("\"", "&#34;"), ("'", "&#39;"), ("&", "&amp;"), ("<", "&lt;"),
            (">", "&gt;"),
          ]))
    },
    GoFunction("js", rest: .any) { arguments throws(TemplateError) in
      .text(
        replace(
          try evaluated(arguments.rest(), arguments.budget),
          [
            ("\\", "\\\\"), ("'", "\\'"), ("\"", "\\\""), ("<", "\\u003C"), (">", "\\u003E"),
            ("&", "\\u0026"), ("=", "\\u003D"), ("\n", "\\u000A"), ("\r", "\\u000D"),
            ("\t", "\\u0009"),
          ]))
    },
    GoFunction("urlquery", rest: .any) { arguments throws(TemplateError) in
      .text(query(try evaluated(arguments.rest(), arguments.budget)))
    },
    GoFunction("call", [.any], rest: .any) { arguments throws(TemplateError) in
      throw TemplateError("non-function of type \(arguments.next().typeName)")
    },
  ]

  /// `fmt.Sprint`: a blank between two operands of which none is a string.
  static func joined(
    _ values: [GoValue], _ budget: TemplateBudget
  ) throws(TemplateError) -> [UInt8] {
    var output: [UInt8] = []
    var wasString = true
    for value in values {
      var isString = false
      if case .string = value { isString = true }
      if !isString, !wasString { output.append(0x20) }
      output += try GoPrint.bytes(value, budget)
      try budget.permit(output.count)
      wasString = isString
    }
    return output
  }

  private static func evaluated(
    _ values: [GoValue], _ budget: TemplateBudget
  ) throws(TemplateError) -> String {
    String(decoding: try joined(values, budget), as: UTF8.self)
  }

  private static func replace(_ text: String, _ pairs: [(Unicode.Scalar, String)]) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      result += pairs.first { $0.0 == scalar }?.1 ?? String(scalar)
    }
    return result
  }

  /// A text as it is in the query of a URL (`url.QueryEscape`).
  static func query(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      case 0x20: result += "+"
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }

  private static func item(
    _ value: GoValue, _ key: GoValue
  ) throws(TemplateError) -> GoValue {
    switch value {
    case .dictionary(let dictionary):
      guard case .string(let name) = key else {
        throw TemplateError("value has type \(key.typeName); should be string")
      }
      // The zero value of an interface prints nothing useful: the key is not there.
      return dictionary[name] ?? .missing
    case .list(let items):
      return items[try position(key, below: items.count)]
    case .string(let text):
      return .integer(Int(text.bytes[try position(key, below: text.bytes.count)]), .uint8)
    case .missing, .null: throw TemplateError("index of nil pointer")
    default: throw TemplateError("can't index item of type \(value.typeName)")
    }
  }

  private static func position(_ key: GoValue, below count: Int) throws(TemplateError) -> Int {
    guard case .integer(let index, _) = key else {
      throw TemplateError(
        key.isNothing
          ? "cannot index slice/array with nil"
          : "cannot index slice/array with type \(key.typeName)")
    }
    guard index >= 0, index < count else { throw TemplateError("index out of range: \(index)") }
    return index
  }

  private static func slice(
    _ value: GoValue, _ indexes: [GoValue]
  ) throws(TemplateError) -> GoValue {
    guard indexes.count <= 3 else {
      throw TemplateError("too many slice indexes: \(indexes.count)")
    }
    let count: Int
    switch value {
    case .string(let text):
      if indexes.count == 3 { throw TemplateError("cannot 3-index slice a string") }
      count = text.bytes.count
    case .list(let items): count = items.count
    default: throw TemplateError("can't slice item of type \(value.typeName)")
    }
    var bounds = [0, count]
    for (place, index) in indexes.prefix(2).enumerated() {
      bounds[place] = try position(index, below: count + 1)
    }
    guard bounds[0] <= bounds[1] else {
      throw TemplateError("invalid slice index: \(bounds[0]) > \(bounds[1])")
    }
    switch value {
    case .string(let text): return .string(GoString(Array(text.bytes[bounds[0]..<bounds[1]])))
    case .list(let items): return .list(of: items[bounds[0]..<bounds[1]])
    default: return .null
    }
  }
}
