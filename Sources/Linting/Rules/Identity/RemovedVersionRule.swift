import Diagnostics
import Schema
import YAMLSyntax

/// Versions of an API that the target no longer serves.
struct RemovedVersionRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 205, "removed-version",
    summary:
      "The API version of an object is not served by the target version of Kubernetes.",
    why: "The apply fails: the server does not know the kind.",
    sources: [
      .kubernetes("Deprecated API Migration Guide", "reference/using-api/deprecation-guide/")
    ],
    counterparts: ["kube-linter no-extensions-v1beta", "kube-score stable-version"],
    bad: [
      .init(
        """
        apiVersion: policy/v1beta1  # here
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: apps}
        spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
        """)
    ],
    good: [
      .init(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: apps}
        spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
        """)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    let identity = target.object.identity
    if let removed = RemovedKinds.find(identity.apiVersion, identity.kind) {
      guard removed.removed <= target.version else { return }
      let span = target.object.node["apiVersion"]?.span
      var finding = Diagnostic(
        Self.info,
        "`\(identity.kind)` of `\(identity.apiVersion)` was removed in \(removed.removed)",
        at: span)
      finding = finding.help(
        removed.replacement.map { "use `apiVersion: \($0)`; fields may have changed" }
          ?? "there is no replacement")
      if let replacement = removed.replacement, let span {
        finding = finding.fix(
          FixIt("write `\(replacement)`", .unsafe, [TextEdit(span, replacement)]))
      }
      return findings.report(finding, target.object)
    }
    guard let kind = target.kind, kind.isBuiltIn, kind.until != nil || kind.since != nil else {
      return
    }
    let span = target.object.node["apiVersion"]?.span
    if let until = kind.until, until < target.version {
      findings.report(
        Diagnostic(
          Self.info, "`\(identity.kind)` of `\(identity.apiVersion)` is served only until \(until)",
          at: span
        ).help("move to a later API version"), target.object)
    }
    if let since = kind.since, since > target.version {
      findings.report(
        Diagnostic(
          Self.info, "`\(identity.kind)` of `\(identity.apiVersion)` is served since \(since)",
          at: span
        ).help("set another `--kubernetes-version`, or use an older API version"),
        target.object)
    }
  }
}
