import Files
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

  init(color: ColorChoice, isQuiet: Bool, descriptor: Int32 = 2) {
    self.isQuiet = isQuiet
    isColored =
      switch color {
      case .always: true
      case .never: false
      case .auto: getenv("NO_COLOR") == nil && FileSystem.isTerminal(descriptor)
      }
  }

  /// What was done; left out with `--quiet`.
  ///
  /// Beside a report for programs it goes to standard error.
  func summarize(_ text: String, isResult: Bool = true) {
    if !isQuiet { Self.write(text, to: isResult ? 1 : 2) }
  }

  /// A result on standard output; one that is lost is an error.
  func output(_ text: String) throws(FileError) { try output(Array(text.utf8)) }

  /// A result on standard output; one that is lost is an error.
  func output(_ bytes: [UInt8]) throws(FileError) {
    if let reason = Self.writeAll(bytes, to: 1) {
      throw FileError(path: "<stdout>", action: "write", reason: reason)
    }
  }

  func complain(_ text: String) { Self.write(text, to: 2) }

  /// Writes a message; there is nobody to tell when that fails.
  static func write(_ text: String, to descriptor: Int32) {
    _ = writeAll(Array(text.utf8), to: descriptor)
  }

  /// Writes everything; the result is why it failed.
  ///
  /// A reader that went away is not a failure, as pipes expect.
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> String? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0) }
      if count < 0, errno == EPIPE { return nil }
      if count < 0, errno != EINTR { return String(cString: strerror(errno)) }
      rest = rest.dropFirst(max(0, count))
    }
    return nil
  }
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
  write(descriptor, buffer.baseAddress, buffer.count)
}
