import YAMLSyntax

/// A message of an event stream (WHATWG HTML, "Server-sent events").
package struct StreamMessage: Hashable, Sendable {
  package var event: String
  package var data: String
}

/// Cuts an event stream into messages.
///
/// Old servers send a bare `1` without a line's end as heart-beat: bytes are a sign of life whatever
/// they say, so that the parser only has to survive them.
package struct EventParser: Sendable {
  /// Bytes of one message.
  ///
  /// Of a longer one only that it came is told: everything that the stream covers is fetched.
  static let mostBytes = 256 << 10

  private var line: [UInt8] = []
  /// Whether the line has bytes, kept or not.
  private var isBlank = true
  private var event = ""
  private var data: [String] = []
  /// Bytes of the message so far, its lines and what is not kept of them.
  private var size = 0
  private var endsWithReturn = false

  package init() {}

  /// The messages that `chunk` completes.
  package mutating func take(_ chunk: [UInt8]) -> [StreamMessage] {
    var messages: [StreamMessage] = []
    for byte in chunk {
      switch byte {
      case 0x0A where endsWithReturn: endsWithReturn = false
      case 0x0A, 0x0D:
        endsWithReturn = byte == 0x0D
        if let message = endLine() { messages.append(message) }
      default:
        endsWithReturn = false
        isBlank = false
        size += 1
        if size <= Self.mostBytes { line.append(byte) }
      }
    }
    return messages
  }

  private mutating func endLine() -> StreamMessage? {
    let text = String(decoding: line, as: UTF8.self)
    line = []
    guard !isBlank else {
      defer {
        event = ""
        data = []
        size = 0
      }
      // Cut short, its data would say something else.
      if size > Self.mostBytes { return StreamMessage(event: event, data: "") }
      return event.isEmpty && data.isEmpty
        ? nil : StreamMessage(event: event, data: data.joined(separator: "\n"))
    }
    isBlank = true
    let field = text.prefix { $0 != ":" }
    var value = text.dropFirst(field.count + 1)
    if value.first == " " { value.removeFirst() }
    // Heart-beats of old servers stand before the name of the field.
    switch field.drop(while: { $0 == "1" }) {
    case "event": event = String(value)
    // An empty line takes room as well.
    case "data":
      size += 16
      if size <= Self.mostBytes { data.append(String(value)) }
    default: break
    }
    return nil
  }
}

/// A place where secrets changed.
package struct ChangedPlace: Hashable, Sendable {
  package let environment: String
  package let path: String

  /// The places that a message names; nil when it names none that can be read, so that everything
  /// that the stream covers has to be fetched.
  package static func places(in message: StreamMessage) -> [ChangedPlace]? {
    guard let root = try? JSONReader.parse(Array(message.data.utf8), mostValues: 10_000),
      let payload = root.at("data", "payload")
    else { return nil }
    let places = (payload.items ?? [payload]).map { node -> ChangedPlace? in
      guard let environment = node.text("environment"), let path = node.text("secretPath") else {
        return nil
      }
      return ChangedPlace(environment: environment, path: path)
    }
    let known = places.compactMap(\.self)
    return known.count == places.count && !known.isEmpty ? known : nil
  }
}
