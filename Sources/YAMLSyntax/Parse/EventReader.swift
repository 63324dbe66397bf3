internal import CLibYAML

/// Reads libyaml events from one buffer.
///
/// Owns the C parser and the current event, and frees both; the buffer must outlive the reader.
struct EventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private(set) var event = yaml_event_t()
  private var holdsEvent = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    yaml_parser_initialize(parser)
    // With the encoding given, libyaml keeps a byte order mark as a character, so marks stay exact.
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    if holdsEvent {
      var last = event
      yaml_event_delete(&last)
    }
    yaml_parser_delete(parser)
    parser.deinitialize(count: 1)
    parser.deallocate()
  }

  /// Moves to the next event; false when the parser stopped on a problem.
  mutating func advance() -> Bool {
    if holdsEvent { yaml_event_delete(&event) }
    holdsEvent = yaml_parser_parse(parser, &event) == 1
    return holdsEvent
  }

  var problem: String { parser.pointee.problem.map { String(cString: $0) } ?? "" }
  var context: String { parser.pointee.context.map { String(cString: $0) } ?? "" }
  var problemIndex: Int { Int(parser.pointee.problem_mark.index) }
  var contextIndex: Int { Int(parser.pointee.context_mark.index) }
  var startIndex: Int { Int(event.start_mark.index) }
  var endIndex: Int { Int(event.end_mark.index) }
}

/// A copy of a C string of libyaml; the input was checked to be UTF-8.
func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?, _ length: Int? = nil) -> String? {
  guard let pointer else { return nil }
  guard let length else { return String(cString: pointer) }
  return String(decoding: UnsafeBufferPointer(start: pointer, count: length), as: UTF8.self)
}
