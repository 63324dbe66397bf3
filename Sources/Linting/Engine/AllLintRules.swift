package import Diagnostics

/// Every lint rule, by area.
///
/// A test asserts that no file under `Rules/` is missing here.
package enum AllLintRules {
  package static let all: [any LintRule] = [
    AmbiguousProjectRule(),
    MissingMethodSettingsRule(),
    UnusableIntervalRule(),
    NothingToDoRule(),
    RepeatedTargetRule(),
    TypeOnConfigMapRule(),
    UnreachableOwnerRule(),
    EventsBySlugRule(),
    LongTargetNameRule(),
    UnstableTemplateRule(),
    SeveralMethodsRule(),
    TwoWritersRule(),
    APIInAddressRule(),
    RetiredKindRule(),
    BrokenTemplateRule(),
    ExclusiveTargetsRule(),
    PrintedRecordRule(),
  ]

  /// What the rules are.
  package static var infos: [RuleInfo] { all.map { type(of: $0).info } }
}
