package import Diagnostics

extension RuleInfo {
  package static let missingKind = RuleInfo(
    .schema, 1, "missing-kind",
    summary: "An object has no `apiVersion` or no `kind`.",
    why: "The API server cannot tell what it is, and rejects the whole apply.",
    sources: [
      .document(
        "Kubernetes API conventions, Types (Kinds)",
        "https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md"
      )
    ],
    bad: [
      .init(
        """
        apiVersion: v1  # here
        metadata: {name: web, namespace: apps}
        data: {mode: fast}
        """)
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, namespace: apps}
        data: {mode: fast}
        """)
    ])
}
