import ArgumentParser
import Logging
import Seams
import YAMLSyntax

/// How log lines look.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

/// Minimum level of log lines.
enum LogLevel: String, CaseIterable, ExpressibleByArgument {
  case trace, debug, info, notice, warning, error, critical

  var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}

/// Writes log lines to standard error.
///
/// Metadata never holds secrets: what could is of type
/// ``Seams/Sensitive``, which prints nothing.
struct LineLogHandler: LogHandler {
  let label: String
  let format: LogFormat
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let merged = metadata.merging(event.metadata ?? [:]) { $1 }
    let now = SystemTime().wall
    switch format {
    case .text:
      let pairs = merged.sorted { $0.key < $1.key }
        .map { " \($0.key)=\(Self.quoted("\($0.value)"))" }.joined()
      Console.error(
        "\(now.microTime) \(event.level) \(label): \(Self.escaped("\(event.message)"))\(pairs)")
    case .json:
      var entries = [
        YAMLEntry("time", .string(now.microTime)), YAMLEntry("level", .string("\(event.level)")),
        YAMLEntry("logger", .string(label)), YAMLEntry("message", .string("\(event.message)")),
      ]
      for (key, value) in merged.sorted(by: { $0.key < $1.key }) {
        entries.append(YAMLEntry(.string(key), .string("\(value)")))
      }
      Console.error(String(decoding: YAMLNode.mapping(entries).json, as: UTF8.self))
    }
  }

  /// What others wrote must not look like a line of ours.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _
      where scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .lineSeparator
        || scalar.properties.generalCategory == .paragraphSeparator:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"\(escaped(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")))\""
  }
}
