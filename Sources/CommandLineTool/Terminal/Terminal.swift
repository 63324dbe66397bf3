import Workspace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard output and standard error; nothing else in the package prints.
struct Terminal: Sendable {
  /// Whether to colour, decided by `--color`, `NO_COLOR` and what is attached.
  let isColored: Bool
  let isQuiet: Bool

  init(color: ColorChoice, isQuiet: Bool) {
    self.isQuiet = isQuiet
    isColored =
      switch color {
      case .always: true
      case .never: false
      case .auto: getenv("NO_COLOR") == nil && FileSystem.isTerminal(2)
      }
  }

  /// A result; kept with `--quiet` only when it is what was asked for.
  func summarize(_ text: String) {
    if !isQuiet { Self.write(text, to: 1) }
  }

  func output(_ text: String) { Self.write(text, to: 1) }

  func output(_ bytes: [UInt8]) { Self.write(bytes, to: 1) }

  func complain(_ text: String) { Self.write(text, to: 2) }

  static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8), to: descriptor)
  }

  /// Writes everything; a reader that went away ends the output quietly, as pipes expect.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0) }
      if count < 0, errno != EINTR { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
  write(descriptor, buffer.baseAddress, buffer.count)
}
