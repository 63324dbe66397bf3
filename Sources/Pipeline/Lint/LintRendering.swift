package import Diagnostics

/// What building the kustomizations of a run told, beside their objects.
package struct LintRendering: Sendable {
  /// Faults of the kustomizations themselves.
  package var faults: [Diagnostic] = []
  /// Every file that was read, by its number; those of the run have the positions of ``LintPlan/files``.
  package var read = SourceMap()
  /// Files whose objects are judged as they are deployed.
  package var built: Set<Int> = []

  package init() {}
}
