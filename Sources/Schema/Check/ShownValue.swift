/// A value of the input as a message shows it: one that may be a secret is not shown.
///
/// Messages about values are made of this type alone, so that no report holds a secret.
struct ShownValue: CustomStringConvertible {
  private let text: String
  private let isSecret: Bool

  init(_ text: String, isSecret: Bool) {
    self.text = text
    self.isSecret = isSecret
  }

  var description: String { isSecret ? "this value" : "`\(text)`" }
}
