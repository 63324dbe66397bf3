package import Diagnostics

extension RuleInfo {
  package static let unusedIgnore = RuleInfo(
    .kubernetes, 1, "unused-ignore", .warning,
    summary: "A `redoubt:ignore` comment silences nothing.",
    why: "What it once excused is repaired, or its code is misspelt and excuses nothing.",
    sources: [.redoubt("command line", "README.md")],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, namespace: apps}
        # redoubt:ignore SCH003 the field is read by our own controller  # here
        data: {mode: fast}
        """)
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, namespace: apps}
        # redoubt:ignore SCH003 the field is read by our own controller
        mode: fast
        """)
    ])

  package static let ignoreWithoutReason = RuleInfo(
    .kubernetes, 2, "ignore-without-reason", .warning,
    summary: "A `redoubt:ignore` comment gives no reason.",
    why: "Nobody can judge later whether the exception still holds.",
    sources: [.issue("stackrox/kube-linter", 487)],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        # here, in the next line
        # redoubt:ignore K8S211
        metadata: {name: web, namespace: default}
        """)
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        # redoubt:ignore K8S211 the cluster is a sandbox with one namespace
        metadata: {name: web, namespace: default}
        """)
    ])
}
