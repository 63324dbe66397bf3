/// Encodings and JSON (sprig 3.3.0, strings.go and defaults.go).
enum SprigEncodings {
  static let all: [GoFunction] =
    json("toJson") + json("toPrettyJson", indent: "  ") + json("toRawJson", escapesHTML: false)
    + other

  /// What cannot be written as JSON is an empty text: only the twin says why.
  private static func json(
    _ name: String, indent: String? = nil, escapesHTML: Bool = true
  ) -> [GoFunction] {
    let write: GoFunction.Body = { arguments throws(TemplateError) in
      .text(
        try GoJSON.text(
          arguments.next(), arguments.budget, indent: indent, escapesHTML: escapesHTML))
    }
    return [
      GoFunction(name, [.any]) { arguments throws(TemplateError) in
        do {
          return try write(&arguments)
        } catch {
          return .text("")
        }
      },
      GoFunction("mustT" + name.dropFirst(), [.any], write),
    ]
  }

  private static let other: [GoFunction] = [
    GoFunction("b64enc", [.string]) { arguments throws(TemplateError) in
      .text(RadixText.base64.encode(arguments.string().bytes))
    },
    GoFunction("b64dec", [.string]) { arguments throws(TemplateError) in
      decode(.base64, arguments.string())
    },
    GoFunction("b32enc", [.string]) { arguments throws(TemplateError) in
      .text(RadixText.base32.encode(arguments.string().bytes))
    },
    GoFunction("b32dec", [.string]) { arguments throws(TemplateError) in
      decode(.base32, arguments.string())
    },
    GoFunction("fromJson", [.string]) { arguments throws(TemplateError) in
      // What is not JSON is nothing: only the twin says why.
      (try? GoJSON.value(arguments.text(), arguments.budget)) ?? .null
    },
    GoFunction("mustFromJson", [.string]) { arguments throws(TemplateError) in
      try GoJSON.value(arguments.text(), arguments.budget)
    },
  ]

  /// sprig gives the words of the error as the result.
  private static func decode(_ radix: RadixText, _ text: GoString) -> GoValue {
    switch radix.decode(text.bytes) {
    case .success(let bytes): .string(GoString(bytes))
    case .failure(let problem):
      .text("illegal \(radix.name) data at input byte \(problem.offset)")
    }
  }
}
