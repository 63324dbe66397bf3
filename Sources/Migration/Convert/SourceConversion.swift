import Diagnostics
import InfisicalModel

/// `secretsScope` becomes the one source.
enum SourceConversion {
  /// The source; nil when the scope cannot have worked.
  static func convert(
    _ scope: SecretsScope, instantUpdates: Located<Bool>?, _ notes: inout FieldNotes
  ) -> StaticSecretSource? {
    var source = StaticSecretSource()
    source.span = scope.span
    source.projectId = scope.projectId.flatMap { $0.value.isEmpty ? nil : $0 }
    source.projectSlug = scope.projectSlug.flatMap { $0.value.isEmpty ? nil : $0 }
    source.environmentSlug = scope.envSlug.map(FilledText.init)
    source.secretPath = scope.secretsPath.map(FilledText.init)
    source.recursive = scope.recursive
    guard isUsable(scope, source, &notes) else { return nil }
    if let recursive = scope.recursive, recursive.value {
      notes.changed(
        recursive.span,
        "where folders have a key in common, the first in the server's order wins, formerly the last"
      )
    }
    if let instantUpdates, instantUpdates.value, let slug = source.projectSlug {
      notes.changed(
        instantUpdates.span,
        "operator 0.11.5 gets no events for projects that are named by slug: write projectId instead "
          + "of projectSlug `\(slug.value)`",
        warning: "instant updates need the identifier of the project")
    }
    return source
  }

  private static func isUsable(
    _ scope: SecretsScope, _ source: StaticSecretSource, _ notes: inout FieldNotes
  ) -> Bool {
    let place = scope.span
    if (source.projectId == nil) == (source.projectSlug == nil) {
      let isMissing = source.projectId == nil
      notes.report(
        Diagnostic(
          .unusableScope,
          isMissing ? "the project is not named" : "the project is named twice",
          at: isMissing ? place?.startPoint : source.projectSlug?.span
        ).label(isMissing ? nil : source.projectId?.span, "first here")
          .help("give projectId or projectSlug"))
      return false
    }
    for (text, field) in [(scope.envSlug, "envSlug"), (scope.secretsPath, "secretsPath")]
    where text.value.isEmpty {
      notes.report(
        Diagnostic(.unusableScope, "`\(field)` is empty", at: text.span).help("say what to read"))
      return false
    }
    if let name = scope.secretName, !name.value.isEmpty, scope.recursive?.value == true {
      notes.report(
        Diagnostic(
          .unusableScope, "one secret is asked for from many folders", at: name.span
        ).label(scope.recursive?.span, "folders below").help("remove recursive, or secretName"))
      return false
    }
    return true
  }
}
