package import Diagnostics

extension RuleInfo {
  package static let unusedBaseline = RuleInfo(
    .kubernetes, 3, "unused-baseline-entry", .note,
    summary: "The baseline lists findings that are gone.",
    why: "A baseline that is not renewed would hide them when they come back.",
    sources: [.redoubt("lint, baseline", "docs/lint.md#baseline")])
}
