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
        "if folders share a key, the first in the server's order now wins, not the last"
      )
    }
    if let instantUpdates, instantUpdates.value, let slug = source.projectSlug {
      notes.changed(
        instantUpdates.span,
        "operator 0.11.5 gets no events for projects identified by slug: set projectId instead "
          + "of projectSlug `\(slug.value)`",
        warning: "instant updates require the project ID")
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
          isMissing ? "the source has no project" : "the source has two projects",
          at: isMissing ? place?.startPoint : source.projectSlug?.span
        ).label(isMissing ? nil : source.projectId?.span, "first here")
          .help("set either projectId or projectSlug"))
      return false
    }
    for (text, field) in [(scope.envSlug, "envSlug"), (scope.secretsPath, "secretsPath")]
    where text.value.isEmpty {
      notes.report(
        Diagnostic(.unusableScope, "`\(field)` is empty", at: text.span).help("set what to read"))
      return false
    }
    if let name = scope.secretName, !name.value.isEmpty, scope.recursive?.value == true {
      notes.report(
        Diagnostic(
          .unusableScope, "a single secret is requested from several folders", at: name.span
        ).label(scope.recursive?.span, "subfolders").help("remove recursive, or secretName"))
      return false
    }
    return true
  }
}
