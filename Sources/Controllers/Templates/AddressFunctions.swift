import GoTemplate
import Seams

/// Addresses (sprig 3.3.0, url.go and network.go).
enum AddressFunctions {
  static let all: [GoFunction] = [
    GoFunction("urlParse", [.string]) { arguments throws(TemplateError) in
      .dictionary(try parse(arguments.text()))
    },
    GoFunction("urlJoin", [.dictionary]) { arguments throws(TemplateError) in
      .text(join(arguments.dictionary()))
    },
    GoFunction("getHostByName", [.string], cost: TemplateCost.lookup) {
      arguments throws(TemplateError) in
      do throws(NameLookup.Failure) {
        return .text(try NameLookup.address(of: arguments.text()))
      } catch {
        arguments.budget.notePassing()
        throw TemplateError(error.message)
      }
    },
  ]

  private static let mostBytes = 64 << 10

  private static func parse(_ text: String) throws(TemplateError) -> GoDictionary {
    guard text.utf8.count <= mostBytes else {
      throw TemplateError("unable to parse url: longer than \(mostBytes) bytes")
    }
    guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw TemplateError("unable to parse url: invalid control character")
    }
    var rest = Substring(text)
    var parts: [GoString: GoValue] = [:]
    func set(_ name: String, _ value: some StringProtocol) {
      parts[GoString(name)] = .text(String(value))
    }
    let hash = rest.firstIndex(of: "#")
    set("fragment", hash.map { rest[rest.index(after: $0)...] } ?? "")
    if let hash { rest = rest[..<hash] }
    let scheme = rest.prefix { $0.isLetter || $0.isNumber || "+-.".contains($0) }
    let hasScheme =
      rest.dropFirst(scheme.count).first == ":" && scheme.first?.isLetter == true
    if hasScheme {
      set("scheme", scheme.lowercased())
      rest = rest.dropFirst(scheme.count + 1)
    } else {
      set("scheme", "")
    }
    let mark = rest.firstIndex(of: "?")
    set("query", mark.map { rest[rest.index(after: $0)...] } ?? "")
    if let mark { rest = rest[..<mark] }
    set("opaque", "")
    set("userinfo", "")
    set("host", "")
    set("hostname", "")
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      var authority = rest.prefix { $0 != "/" }
      rest = rest.dropFirst(authority.count)
      if let at = authority.lastIndex(of: "@") {
        set("userinfo", authority[..<at])
        authority = authority[authority.index(after: at)...]
      }
      set("host", authority)
      set("hostname", hostname(authority))
      set("path", rest)
    } else if !hasScheme {
      set("path", rest)
    } else if rest.hasPrefix("/") || rest.isEmpty {
      set("path", rest)
    } else {
      set("opaque", rest)
      set("path", "")
    }
    return GoDictionary(parts)
  }

  private static func hostname(_ authority: Substring) -> Substring {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return authority[authority.index(after: authority.startIndex)..<end]
    }
    return authority.lastIndex(of: ":").map { authority[..<$0] } ?? authority
  }

  private static func join(_ parts: GoDictionary) -> String {
    func part(_ name: String) -> String {
      if case .string(let text)? = parts[name] { text.text } else { "" }
    }
    var output = part("scheme").isEmpty ? "" : part("scheme") + ":"
    if !part("opaque").isEmpty {
      output += part("opaque")
    } else {
      if !part("scheme").isEmpty || !part("host").isEmpty || !part("userinfo").isEmpty {
        if !part("host").isEmpty || !part("path").isEmpty || !part("userinfo").isEmpty {
          output += "//"
        }
        if !part("userinfo").isEmpty { output += part("userinfo") + "@" }
        output += part("host")
      }
      let path = part("path")
      if !path.isEmpty, !path.hasPrefix("/"), !part("host").isEmpty { output += "/" }
      output += path
    }
    if !part("query").isEmpty { output += "?" + part("query") }
    if !part("fragment").isEmpty { output += "#" + part("fragment") }
    return output
  }
}
