import GoTemplate
import Seams

/// The words of a template's error as they may be shown: conditions and Events are read by people who may
/// not read the secrets.
///
/// An error, and its place, is shown when it is the same with other secrets: then no part of a secret is in it, however
/// it was changed on its way.
enum TemplateProblem {
  /// Bytes of an error: it may repeat a value, and fifty targets may each have one.
  private static let mostBytes = 1000

  /// Begins with the place, or with a blank.
  static func text(_ error: TemplateError, withOtherSecrets other: TemplateError?) -> String {
    // Where it happened may depend on them as well.
    let isSamePlace = other.map { $0.place == error.place && !$0.isLimit } ?? false
    let place = isSamePlace ? error.place.map { "\($0.line):\($0.column): " } ?? " " : " "
    if let other, other.message == error.message {
      return place + error.message.shortened(toBytes: mostBytes)
    }
    return place
      + "the template fails with these secrets; the message is not shown, as it may contain one"
  }
}
