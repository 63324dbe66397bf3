/// Why a template cannot be parsed or executed, with its place.
package struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Place in the text of the template: line and column from 1, columns in characters.
  package struct Place: Hashable, Sendable {
    package let line: Int
    package let column: Int
    /// Byte offset in the text.
    package let offset: Int
  }

  /// What is wrong, in lower case, without the place.
  package let message: String
  /// Where; nil inside of a function, until the executor adds the place of its call.
  package private(set) var place: Place?

  /// Whether the template used more than it may; such a message depends on no secret's content.
  package let isLimit: Bool

  /// The function that nobody defines, where that is the fault.
  package private(set) var undefinedFunction: String?

  /// A call of a function that nobody defines, in Go's words.
  static func undefined(_ function: String, at place: Place?) -> TemplateError {
    var error = TemplateError("function \"\(function)\" not defined", at: place)
    error.undefinedFunction = function
    return error
  }

  package init(_ message: String, at place: Place? = nil, isLimit: Bool = false) {
    self.message = message
    self.place = place
    self.isLimit = isLimit
  }

  /// The same error at a place, unless it has one.
  func at(_ place: Place) -> TemplateError {
    var copy = self
    if copy.place == nil { copy.place = place }
    return copy
  }

  package var description: String {
    place.map { "\($0.line):\($0.column): \(message)" } ?? message
  }
}
