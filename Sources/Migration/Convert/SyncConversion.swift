import Diagnostics
import InfisicalModel

/// Intervals, with the defaults that were in force written out.
enum SyncConversion {
  static func convert(_ spec: InfisicalSecretSpec, _ notes: inout FieldNotes) -> SyncOptions {
    var options = SyncOptions()
    options.span = spec.syncConfig?.span
    options.instantUpdates = spec.syncConfig.map(\.instantUpdates) ?? spec.instantUpdates
    if spec.syncConfig != nil {
      for span in [spec.resyncInterval?.span, spec.instantUpdates?.span] {
        notes.dropped(span, "replaced by syncConfig; the operator ignored it")
      }
    }
    let fallback =
      options.instantUpdates?.value == true
      ? RefreshInterval.standardWithEvents : RefreshInterval.standard
    if let config = spec.syncConfig {
      options.refreshInterval = interval(config.resyncInterval, fallback, &notes)
    } else {
      options.refreshInterval = seconds(spec.resyncInterval, fallback, &notes)
    }
    return options
  }

  private static func interval(
    _ text: Located<String>?, _ fallback: RefreshInterval, _ notes: inout FieldNotes
  ) -> Located<RefreshInterval> {
    guard let text, !text.value.isEmpty else { return standard(nil, fallback, &notes) }
    guard let value = try? RefreshInterval(parsing: text.value) else {
      // `0m` and negative numbers were taken, and meant "never again".
      let isNever =
        text.value.hasPrefix("-") || text.value.utf8.dropLast().allSatisfy { $0 == 0x30 }
      notes.changed(
        text.span, "not a valid interval in v1beta1; the default \(fallback.text) is used",
        warning: isNever && text.value != "0s"
          ? "`\(text.value)` disabled refreshes, and becomes \(fallback.text)" : nil)
      return Located(fallback, at: text.span)
    }
    return Located(value, at: text.span)
  }

  private static func seconds(
    _ number: Located<Int>?, _ fallback: RefreshInterval, _ notes: inout FieldNotes
  ) -> Located<RefreshInterval> {
    guard let number else { return standard(nil, fallback, &notes) }
    guard let value = RefreshInterval(seconds: number.value) else {
      notes.changed(
        number.span, "below five seconds, the operator used the default \(fallback.text)")
      return Located(fallback, at: number.span)
    }
    return Located(value, at: number.span)
  }

  private static func standard(
    _ span: SourceSpan?, _ fallback: RefreshInterval, _ notes: inout FieldNotes
  ) -> Located<RefreshInterval> {
    notes.defaulted(
      "InfisicalStaticSecret.spec.syncOptions.refreshInterval", fallback.text,
      "the default that applied; v1beta1 has none")
    return Located(fallback, at: span)
  }
}
