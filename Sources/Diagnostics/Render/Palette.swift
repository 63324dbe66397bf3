/// Terminal colours of the text report; `plain` writes none.
package struct Palette: Sendable {
  let isColored: Bool

  /// No escape sequences.
  package static let plain = Palette(isColored: false)
  /// SGR sequences of ECMA-48.
  package static let ansi = Palette(isColored: true)

  func severity(_ severity: Severity, _ text: String) -> String {
    switch severity {
    case .error: wrap("1;31", text)
    case .warning: wrap("1;33", text)
    case .note: wrap("1;36", text)
    }
  }

  func strong(_ text: String) -> String { wrap("1", text) }

  func frame(_ text: String) -> String { wrap("34", text) }

  func secondary(_ text: String) -> String { wrap("36", text) }

  private func wrap(_ code: String, _ text: String) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
