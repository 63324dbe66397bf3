/// Lists (sprig 3.3.0, list.go).
///
/// Each function that can fail has a twin with `must` in front.
enum SprigLists {
  static let all: [GoFunction] =
    [
      GoFunction("list", rest: .any) { arguments throws(TemplateError) in .list(arguments.rest()) },
      GoFunction("tuple", rest: .any) { arguments throws(TemplateError) in .list(arguments.rest())
      },
      GoFunction("concat", rest: .any) { arguments throws(TemplateError) in
        var result: [GoValue] = []
        for value in arguments.rest() { result += try SprigValues.items(value, "concat") }
        return .list(result)
      },
    ]
    + twins("append", "push") { arguments throws(TemplateError) in
      let items = try SprigValues.items(arguments.next(), "push")
      return .list(items + [arguments.next()])
    }
    + twins("prepend") { arguments throws(TemplateError) in
      let items = try SprigValues.items(arguments.next(), "prepend")
      return .list([arguments.next()] + items)
    }
    + single("first", "find first") { $0.first ?? .null }
    + single("last", "find last") { $0.last ?? .null }
    + single("rest", "find rest") { $0.isEmpty ? .null : .list(Array($0.dropFirst())) }
    + single("initial", "find initial") { $0.isEmpty ? .null : .list(Array($0.dropLast())) }
    + single("reverse", "find reverse") { .list($0.reversed()) }
    + single("compact", "compact") { .list($0.filter { !SprigValues.isEmpty($0) }) }
    + single("uniq", "find uniq") { items in
      var result: [GoValue] = []
      for item in items where !result.contains(where: { SprigValues.areEqual($0, item) }) {
        result.append(item)
      }
      return .list(result)
    }
    + [
      GoFunction("without", [.any], rest: .any, without),
      GoFunction("mustWithout", [.any], rest: .any, without),
      GoFunction("has", [.any, .any], has), GoFunction("mustHas", [.any, .any], has),
      GoFunction("slice", [.any], rest: .any, slice),
      GoFunction("mustSlice", [.any], rest: .any, slice),
      GoFunction("chunk", [.int, .any], chunk), GoFunction("mustChunk", [.int, .any], chunk),
    ]

  private static func twins(_ names: String..., body: @escaping GoFunction.Body) -> [GoFunction] {
    names.flatMap { name in
      [
        GoFunction(name, [.any, .any], body), GoFunction(must(name), [.any, .any], body),
      ]
    }
  }

  private static func must(_ name: String) -> String {
    "must" + name.prefix(1).uppercased() + name.dropFirst()
  }

  private static func single(
    _ name: String, _ action: String, _ transform: @escaping @Sendable ([GoValue]) -> GoValue
  ) -> [GoFunction] {
    [name, must(name)].map { name in
      GoFunction(name, [.any]) { arguments throws(TemplateError) in
        transform(try SprigValues.items(arguments.next(), action))
      }
    }
  }

  private static let without: GoFunction.Body = { arguments throws(TemplateError) in
    let items = try SprigValues.items(arguments.next(), "find without")
    let omitted = arguments.rest()
    return .list(
      items.filter { item in !omitted.contains { SprigValues.areEqual($0, item) } })
  }

  private static let has: GoFunction.Body = { arguments throws(TemplateError) in
    let wanted = arguments.next()
    let haystack = arguments.next()
    if haystack.isNothing { return .bool(false) }
    let items = try SprigValues.items(haystack, "find has")
    return .bool(items.contains { SprigValues.areEqual($0, wanted) })
  }

  private static let slice: GoFunction.Body = { arguments throws(TemplateError) in
    let items = try SprigValues.items(arguments.next(), "slice")
    if items.isEmpty { return .null }
    let bounds = arguments.rest().map(SprigValues.integer)
    let start = bounds.first ?? 0
    let end = bounds.count > 1 ? bounds[1] : items.count
    guard start >= 0, end <= items.count, start <= end else {
      throw TemplateError("runtime error: slice bounds out of range [\(start):\(end)]")
    }
    return .list(Array(items[start..<end]))
  }

  private static let chunk: GoFunction.Body = { arguments throws(TemplateError) in
    let size = arguments.int()
    let items = try SprigValues.items(arguments.next(), "chunk")
    guard size > 0 else { throw TemplateError("runtime error: integer divide by zero") }
    return .list(
      stride(from: 0, to: items.count, by: size).map { start in
        .list(Array(items[start..<min(start + size, items.count)]))
      })
  }
}
