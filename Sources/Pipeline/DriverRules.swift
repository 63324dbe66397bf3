package import Diagnostics

/// Findings about a run as a whole.
extension RuleInfo {
  package static let collidingOutput = RuleInfo(
    .file, 1, "colliding-output",
    summary: "Two objects of a site have the same kind and name.",
    why: "One of them would replace the other in the cluster.",
    sources: [.redoubt("layout of the tree", "docs/architecture.md")])

  package static let noInput = RuleInfo(
    .file, 7, "no-input",
    summary: "No path leads to a YAML file.",
    why: "A run that checked nothing must not look like a run that found nothing.",
    sources: [.redoubt("command line", "README.md")])

  /// Every rule of this file.
  package static let driverRules: [RuleInfo] = [collidingOutput, noInput]
}
