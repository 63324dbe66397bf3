/// Texts (sprig 3.3.0, strings.go).
///
/// Go counts bytes where these functions count.
enum SprigStrings {
  static let all: [GoFunction] =
    [
      mapping("trim") { GoText.trim($0) },
      mapping("upper") { GoString($0.text.uppercased()) },
      mapping("lower") { GoString($0.text.lowercased()) },
      mapping("title") { GoText.title($0) }, mapping("untitle") { GoText.untitle($0) },
      mapping("nospace") { GoText.filter($0) { !$0.properties.isWhitespace } },
      mapping("initials") { GoText.initials($0) }, mapping("swapcase") { GoText.swapCase($0) },
      GoFunction("trunc", [.int, .string]) { arguments throws(TemplateError) in
        let count = arguments.int()
        let bytes = arguments.string().bytes
        if count < 0, bytes.count + count > 0 { return bytes.suffix(-count).string }
        return count >= 0 && bytes.count > count ? bytes.prefix(count).string : bytes[...].string
      },
      GoFunction("substr", [.int, .int, .string]) { arguments throws(TemplateError) in
        let (start, end) = (arguments.int(), arguments.int())
        let bytes = arguments.string().bytes
        let from = max(0, start)
        let to = end < 0 || end > bytes.count ? bytes.count : end
        guard from <= to, from <= bytes.count else {
          throw TemplateError("runtime error: slice bounds out of range [\(from):\(to)]")
        }
        return bytes[from..<to].string
      },
      GoFunction("repeat", [.int, .string]) { arguments throws(TemplateError) in
        let count = arguments.int()
        let bytes = arguments.string().bytes
        guard count >= 0 else { throw TemplateError("strings: negative Repeat count") }
        let size = count.multipliedReportingOverflow(by: max(1, bytes.count))
        try arguments.budget.permit(size.overflow ? .max : size.partialValue)
        guard count > 0, !bytes.isEmpty else { return .string(GoString([])) }
        // Doubling: the time of a tenant's template is charged, so it is not spent byte by byte.
        var text = Array(bytes)
        while text.count < size.partialValue {
          text.append(contentsOf: text.prefix(size.partialValue - text.count))
        }
        return .string(GoString(text))
      },
      GoFunction("trimAll", [.string, .string], trimAll),
      GoFunction("trimall", [.string, .string], trimAll),
      GoFunction("trimSuffix", [.string, .string]) { arguments throws(TemplateError) in
        let end = arguments.string().bytes
        let bytes = arguments.string().bytes
        let ends = bytes.count >= end.count && bytes.suffix(end.count).elementsEqual(end)
        return (ends ? bytes.dropLast(end.count) : bytes[...]).string
      },
      GoFunction("trimPrefix", [.string, .string]) { arguments throws(TemplateError) in
        let start = arguments.string().bytes
        let bytes = arguments.string().bytes
        return (bytes.starts(with: start) ? bytes.dropFirst(start.count) : bytes[...]).string
      },
      GoFunction("contains", [.string, .string]) { arguments throws(TemplateError) in
        let part = arguments.string()
        return .bool(ByteSearch(part.bytes).first(in: arguments.string().bytes) != nil)
      },
      GoFunction("hasPrefix", [.string, .string]) { arguments throws(TemplateError) in
        let start = arguments.string()
        return .bool(arguments.string().bytes.starts(with: start.bytes))
      },
      GoFunction("hasSuffix", [.string, .string]) { arguments throws(TemplateError) in
        let end = arguments.string()
        return .bool(arguments.string().bytes.reversed().starts(with: end.bytes.reversed()))
      },
      GoFunction("replace", [.string, .string, .string]) { arguments throws(TemplateError) in
        let (old, new) = (arguments.string(), arguments.string())
        return .string(try GoText.replace(old, new, in: arguments.string(), arguments.budget))
      },
      GoFunction("quote", rest: .any) { arguments throws(TemplateError) in
        try joined(arguments.rest(), arguments.budget) { value, budget throws(TemplateError) in
          Array(GoPrint.quoted(try SprigValues.text(value, budget)).utf8)
        }
      },
      GoFunction("squote", rest: .any) { arguments throws(TemplateError) in
        try joined(arguments.rest(), arguments.budget) { value, budget throws(TemplateError) in
          [0x27] + (try GoPrint.bytes(value, budget)) + [0x27]
        }
      },
      GoFunction("cat", rest: .any) { arguments throws(TemplateError) in
        guard
          case .string(let text) = try joined(
            arguments.rest(), arguments.budget,
            { value, budget throws(TemplateError) in try GoPrint.bytes(value, budget) })
        else { return .text("") }
        return .string(GoText.trim(text))
      },
      GoFunction("indent", [.int, .string]) { arguments throws(TemplateError) in
        .string(try indent(arguments.int(), arguments.string(), arguments.budget))
      },
      GoFunction("nindent", [.int, .string]) { arguments throws(TemplateError) in
        let text = try indent(arguments.int(), arguments.string(), arguments.budget)
        return .string(GoString([0x0A] + text.bytes))
      },
      GoFunction("plural", [.string, .string, .int], makes: .selection) {
        arguments throws(TemplateError) in
        let (one, many) = (arguments.string(), arguments.string())
        return .string(arguments.int() == 1 ? one : many)
      },
      GoFunction("toString", [.any]) { arguments throws(TemplateError) in
        .string(try SprigValues.text(arguments.next(), arguments.budget))
      },
      GoFunction("toStrings", [.any]) { arguments throws(TemplateError) in
        .list(of: try SprigValues.texts(arguments.next(), arguments.budget).map(GoValue.string))
      },
      GoFunction("join", [.string, .any]) { arguments throws(TemplateError) in
        let separator = arguments.string().bytes
        let budget = arguments.budget
        let parts = try SprigValues.texts(arguments.next(), budget).map(\.bytes)
        var size = 0
        for part in parts {
          size += part.count + separator.count
          try budget.permit(size)
        }
        return .string(GoString(Array(parts.joined(separator: separator))))
      },
      GoFunction("sortAlpha", [.any]) { arguments throws(TemplateError) in
        let texts = try SprigValues.texts(arguments.next(), arguments.budget)
        // Each is compared about as often as their number has bits.
        for text in texts { try arguments.budget.spend(20 + text.bytes.count / 4) }
        return .list(of: texts.sorted().map(GoValue.string))
      },
      GoFunction("splitList", [.string, .string]) { arguments throws(TemplateError) in
        let separator = arguments.string()
        return .list(
          of: try GoText.split(arguments.string(), separator, arguments.budget)
            .map(GoValue.string))
      },
      GoFunction("split", [.string, .string]) { arguments throws(TemplateError) in
        let separator = arguments.string()
        return numbered(try GoText.split(arguments.string(), separator, arguments.budget))
      },
      GoFunction("splitn", [.string, .int, .string]) { arguments throws(TemplateError) in
        let (separator, count) = (arguments.string(), arguments.int())
        return numbered(
          try GoText.split(arguments.string(), separator, arguments.budget, most: count))
      },
      GoFunction("abbrev", [.int, .string]) { arguments throws(TemplateError) in
        let width = arguments.int()
        let text = arguments.string()
        return .string(width < 4 ? text : GoText.abbreviate(text, 0, width))
      },
      GoFunction("abbrevboth", [.int, .int, .string]) { arguments throws(TemplateError) in
        let (left, right) = (arguments.int(), arguments.int())
        let text = arguments.string()
        return .string(
          right < 4 || (left > 0 && right < 7) ? text : GoText.abbreviate(text, left, right))
      },
    ]

  private static func mapping(
    _ name: String, _ transform: @escaping @Sendable (GoString) -> GoString
  ) -> GoFunction {
    GoFunction(name, [.string]) { arguments throws(TemplateError) in
      .string(transform(arguments.string()))
    }
  }

  /// Values that are there, as `transform` writes them, with blanks between them.
  private static func joined(
    _ values: [GoValue], _ budget: TemplateBudget,
    _ transform: (GoValue, TemplateBudget) throws(TemplateError) -> [UInt8]
  ) throws(TemplateError) -> GoValue {
    var output: [UInt8] = []
    var isFirst = true
    for value in values where !value.isNothing {
      if !isFirst { output.append(0x20) }
      isFirst = false
      output += try transform(value, budget)
      try budget.permit(output.count)
    }
    return .string(GoString(output))
  }

  private static let trimAll: GoFunction.Body = { arguments throws(TemplateError) in
    let set = Set(arguments.text().unicodeScalars)
    var scalars = Array(arguments.text().unicodeScalars)[...]
    while let first = scalars.first, set.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, set.contains(last) { scalars.removeLast() }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return .text(String(text))
  }

  private static func indent(
    _ count: Int, _ text: GoString, _ budget: TemplateBudget
  ) throws(TemplateError) -> GoString {
    guard count >= 0 else { throw TemplateError("strings: negative Repeat count") }
    let lines = text.bytes.count { $0 == 0x0A } + 1
    let size = count.multipliedReportingOverflow(by: lines)
    try budget.permit(size.overflow ? .max : size.partialValue)
    let pad = [UInt8](repeating: 0x20, count: count)
    return GoString(pad + text.bytes.flatMap { $0 == 0x0A ? [0x0A] + pad : [$0] })
  }

  /// Parts by their numbers, with an underscore in front.
  private static func numbered(_ parts: [GoString]) -> GoValue {
    let dictionary = GoDictionary()
    for (position, part) in parts.enumerated() {
      dictionary[GoString("_\(position)")] = .string(part)
    }
    return .dictionary(dictionary)
  }
}

extension ArraySlice<UInt8> {
  fileprivate var string: GoValue { .string(GoString(Array(self))) }
}
