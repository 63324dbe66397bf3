package import Diagnostics

/// Findings about the output as a whole.
extension RuleInfo {
  package static let collidingOutput = RuleInfo(
    .file, 1, "colliding-output",
    summary: "Two objects of a site have the same kind and name.",
    why: "One of the two would replace the other in the cluster.",
    source: "Redoubt: layout of the tree, architecture section 1.10")

  /// Every rule of this file.
  package static let outputRules: [RuleInfo] = [collidingOutput]
}
