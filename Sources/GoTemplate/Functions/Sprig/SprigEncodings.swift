/// Encodings and JSON (sprig 3.3.0, strings.go and defaults.go).
enum SprigEncodings {
  static let all: [GoFunction] = [
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
    GoFunction("toJson", [.any]) { arguments throws(TemplateError) in
      .text(GoJSON.text(arguments.next()))
    },
    GoFunction("mustToJson", [.any]) { arguments throws(TemplateError) in
      .text(GoJSON.text(arguments.next()))
    },
    GoFunction("toPrettyJson", [.any]) { arguments throws(TemplateError) in
      .text(GoJSON.text(arguments.next(), indent: "  "))
    },
    GoFunction("mustToPrettyJson", [.any]) { arguments throws(TemplateError) in
      .text(GoJSON.text(arguments.next(), indent: "  "))
    },
    GoFunction("toRawJson", [.any]) { arguments throws(TemplateError) in
      .text(GoJSON.text(arguments.next(), escapesHTML: false))
    },
    GoFunction("mustToRawJson", [.any]) { arguments throws(TemplateError) in
      .text(GoJSON.text(arguments.next(), escapesHTML: false))
    },
    GoFunction("fromJson", [.string]) { arguments throws(TemplateError) in
      // What is no JSON is nothing: only the twin says why.
      (try? GoJSON.value(arguments.text())) ?? .null
    },
    GoFunction("mustFromJson", [.string]) { arguments throws(TemplateError) in
      try GoJSON.value(arguments.text())
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
