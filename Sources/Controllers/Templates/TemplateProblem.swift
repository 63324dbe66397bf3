import GoTemplate
import Seams

/// The words of a template's error as they may be shown: conditions and Events are read by people who may
/// not read the secrets.
struct TemplateProblem {
  let template: String
  let secrets: MergedSecrets

  /// What a template says itself may be shown; what came from a secret may not, however it was changed
  /// on its way.
  func text(_ error: TemplateError) -> String {
    let place = error.place.map { "\($0.line):\($0.column): " } ?? ""
    return place + safe(error.message)
  }

  private func safe(_ message: String) -> String {
    let lead = "error calling fail: "
    if message.hasPrefix(lead), !template.contains(message.dropFirst(lead.count)) {
      return lead + "its words are not shown, as they may hold a secret"
    }
    let text = withoutQuoted(message)
    let isLeaky = secrets.secrets.values.contains { secret in
      let value = secret.value.reveal()
      return value.utf8.count >= 4 && text.contains(value)
    }
    return isLeaky ? "the error is not shown, as its words may hold a secret" : text
  }

  /// The message with quoted texts left out that do not stand in the template.
  private func withoutQuoted(_ message: String) -> String {
    let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.enumerated().map { position, part in
      let isQuoted = position % 2 == 1 && position < parts.count - 1
      return isQuoted && !template.contains(part) ? "…" : String(part)
    }.joined(separator: "\"")
  }
}
