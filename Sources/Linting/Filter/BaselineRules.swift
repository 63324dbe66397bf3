package import Diagnostics

extension RuleInfo {
  package static let unusedBaseline = RuleInfo(
    .kubernetes, 3, "unused-baseline-entry", .note,
    summary: "The baseline lists findings that no longer exist.",
    why: "An outdated baseline would hide them if they return.",
    sources: [.redoubt("lint, baseline", "docs/lint.md#baseline")])
}
