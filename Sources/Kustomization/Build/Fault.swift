import Diagnostics

/// Why a step of a build cannot be done, as the finding that it becomes.
struct Fault: Error {
  var diagnostic: Diagnostic

  init(_ rule: RuleInfo, _ message: String, at span: SourceSpan?) {
    diagnostic = Diagnostic(rule, message, at: span)
  }

  func label(_ span: SourceSpan?, _ text: String) -> Fault {
    guard span != diagnostic.primary?.span else { return self }
    var copy = self
    copy.diagnostic = diagnostic.label(span, text)
    return copy
  }

  func help(_ text: String) -> Fault {
    var copy = self
    copy.diagnostic = diagnostic.help(text)
    return copy
  }
}
