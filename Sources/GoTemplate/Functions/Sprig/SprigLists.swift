/// Lists (sprig 3.3.0, list.go).
///
/// Each function that can fail has a twin with `must` in front.
enum SprigLists {
  static let all: [GoFunction] =
    [
      GoFunction("list", rest: .any) { arguments throws(TemplateError) in
        .list(of: arguments.rest())
      },
      GoFunction("tuple", rest: .any) { arguments throws(TemplateError) in
        .list(of: arguments.rest())
      },
      GoFunction("concat", rest: .any) { arguments throws(TemplateError) in
        var result: [GoValue] = []
        let budget = arguments.budget
        for value in arguments.rest() {
          let items = try SprigValues.items(value, "concat")
          result += items
          try budget.allocate(value.size)
        }
        return .list(of: result)
      },
    ]
    + twins("append", "push") { arguments throws(TemplateError) in
      let items = try SprigValues.items(arguments.next(), "push")
      return .list(of: items + [arguments.next()])
    }
    + twins("prepend") { arguments throws(TemplateError) in
      let items = try SprigValues.items(arguments.next(), "prepend")
      return .list(of: [arguments.next()] + items)
    }
    + single("first", "find first", makes: .selection) { items, _ in items.first ?? .null }
    + single("last", "find last", makes: .selection) { items, _ in items.last ?? .null }
    + single("rest", "find rest") { items, _ in
      items.isEmpty ? .null : .list(of: items.dropFirst())
    }
    + single("initial", "find initial") { items, _ in
      items.isEmpty ? .null : .list(of: items.dropLast())
    }
    + single("reverse", "find reverse") { items, _ in .list(of: items.reversed()) }
    + single("compact", "compact") { items, _ in
      .list(of: items.filter { !SprigValues.isEmpty($0) })
    }
    + single("uniq", "find uniq") { items, budget throws(TemplateError) in
      var result: [GoValue] = []
      for item in items where !(try contains(result, item, budget)) { result.append(item) }
      return .list(of: result)
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
    _ name: String, _ action: String, makes: GoFunction.Making = .new,
    _ transform:
      @escaping @Sendable (GoList, TemplateBudget) throws(TemplateError)
      -> GoValue
  ) -> [GoFunction] {
    [name, must(name)].map { name in
      GoFunction(name, [.any], makes: makes) { arguments throws(TemplateError) in
        try transform(try SprigValues.items(arguments.next(), action), arguments.budget)
      }
    }
  }

  private static func contains(
    _ items: some Sequence<GoValue>, _ wanted: GoValue, _ budget: TemplateBudget
  ) throws(TemplateError) -> Bool {
    for item in items where try SprigValues.areEqual(item, wanted, budget) { return true }
    return false
  }

  private static let without: GoFunction.Body = { arguments throws(TemplateError) in
    let items = try SprigValues.items(arguments.next(), "find without")
    let omitted = arguments.rest()
    let budget = arguments.budget
    var kept: [GoValue] = []
    for item in items where !(try contains(omitted, item, budget)) { kept.append(item) }
    return .list(of: kept)
  }

  private static let has: GoFunction.Body = { arguments throws(TemplateError) in
    let wanted = arguments.next()
    let haystack = arguments.next()
    if haystack.isNothing { return .bool(false) }
    let items = try SprigValues.items(haystack, "find has")
    return .bool(try contains(items, wanted, arguments.budget))
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
    return .list(of: items[start..<end])
  }

  private static let chunk: GoFunction.Body = { arguments throws(TemplateError) in
    let size = arguments.int()
    let items = try SprigValues.items(arguments.next(), "chunk")
    guard size > 0 else { throw TemplateError("runtime error: integer divide by zero") }
    try arguments.budget.allocate(2, of: items.count * MemoryLayout<GoValue>.stride)
    var chunks: [GoValue] = []
    var rest = items[...]
    while !rest.isEmpty {
      chunks.append(.list(of: rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    return .list(of: chunks)
  }
}
