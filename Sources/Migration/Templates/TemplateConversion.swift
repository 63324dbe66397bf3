import Diagnostics
import InfisicalModel
import YAMLSyntax

/// `template` of a target in the words of v1beta1.
struct TemplateConversion {
  /// The only secret that is read, when there is but one.
  let singleSecret: Located<String>?
  /// Where the template goes, for reports.
  let path: String

  struct Result {
    let template: SecretTemplate?
  }

  /// The template, if one is needed; the result is nil when v1beta1 cannot say it.
  func convert(_ legacy: LegacyTemplate?, _ notes: inout FieldNotes) -> Result? {
    defer { for pair in legacy?.data ?? [] { check(pair, &notes) } }
    let takesAll = legacy == nil || legacy?.includeAllSecrets?.value == true
    let data = legacy?.data ?? []
    note(legacy, takesAll: takesAll, &notes)
    if let name = singleSecret { return single(name, takesAll, legacy, &notes) }
    if takesAll {
      guard !data.isEmpty else { return Result(template: nil) }
      return bulk(data, legacy, &notes)
    }
    return Result(template: template(.perKey(data, at: nil), legacy))
  }

  private func note(_ legacy: LegacyTemplate?, takesAll: Bool, _ notes: inout FieldNotes) {
    let span = legacy?.includeAllSecrets?.span
    if !takesAll {
      notes.mapped(span, to: path, "only the keys of the template are written")
    } else if legacy?.data.isEmpty != false {
      notes.mapped(span, to: "(no template)", "without a template every secret is written")
    } else {
      notes.mapped(span, to: "\(path).data", "the template iterates over all keys")
    }
  }

  private func template(_ data: TemplateData, _ legacy: LegacyTemplate?) -> SecretTemplate {
    var template = SecretTemplate()
    template.span = legacy?.span
    template.data = data
    return template
  }

  /// Only one secret: every other one of the folder has to be left out by name.
  private func single(
    _ name: Located<String>, _ takesAll: Bool, _ legacy: LegacyTemplate?, _ notes: inout FieldNotes
  ) -> Result {
    notes.changed(
      name.span, to: "\(path).data",
      "the whole folder is read, and a template selects this secret; a secret that does not exist "
        + "gives \(SecretExpression.missing(name.value)) instead of an error",
      warning: "a single secret can no longer be requested by name")
    var data = legacy?.data ?? []
    if takesAll, !data.contains(where: { $0.key.value == name.value }) {
      let expression = SecretExpression.value(of: name.value)
      data.insert(
        StringPair(name.map { $0 }, Located("{{ \(expression) }}", at: name.span)), at: 0)
    }
    return Result(template: template(.perKey(data, at: nil), legacy))
  }

  private func bulk(
    _ data: [StringPair], _ legacy: LegacyTemplate?, _ notes: inout FieldNotes
  ) -> Result? {
    let pairs = data.map { (key: $0.key.value, template: $0.value.value) }
    guard let text = BulkTemplate.text(pairs) else {
      let culprit = data.first { !(TemplateText($0.value.value)?.isPlain ?? false) }
      let isOpen = culprit.map { TemplateText($0.value.value) == nil } ?? false
      notes.report(
        Diagnostic(
          .untranslatableTemplate,
          isOpen
            ? "unterminated template action"
            : "this template cannot be combined with includeAllSecrets", at: culprit?.value.span
        ).label(legacy?.includeAllSecrets?.span, "every secret as well").help(
          isOpen
            ? "close it with `}}`"
            : "move it to a separate target, or replace if and range with functions"))
      return nil
    }
    let span = data.first?.value.span
    for pair in data {
      notes.mapped(
        pair.value.span, to: "\(path).data",
        "rendered as part of one template for the whole target; a missing secret prints <nil>, "
          + "formerly <no value>")
    }
    return Result(template: template(.bulk(Located(text, at: span)), legacy))
  }

  private func check(_ pair: StringPair, _ notes: inout FieldNotes) {
    guard let parsed = TemplateText(pair.value.value) else { return }
    if let name = singleSecret?.value, parsed.looksBeyond(name) {
      notes.changed(
        pair.value.span,
        "previously only `\(name)` was available, now every secret of the folder is")
    }
    guard let record = parsed.wholeRecords.first else {
      if parsed.mayPrintRecords {
        notes.changed(
          pair.value.span,
          "if it prints whole records: they now print the value, not value and path")
      }
      return
    }
    notes.changed(
      pair.value.span, "`.\(record)` printed value and path in braces, and now prints the value",
      warning: "`.\(record)` now prints something else")
  }
}
