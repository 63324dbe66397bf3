package import Diagnostics

extension RuleInfo {
  package static let unusedIgnore = RuleInfo(
    .kubernetes, 1, "unused-ignore", .warning,
    summary: "A `redoubt:ignore` comment suppresses nothing.",
    why: "The finding was fixed, or the code is misspelled.",
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
    summary: "A `redoubt:ignore` comment has no reason.",
    why: "Nobody can judge later whether the exception still applies.",
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
