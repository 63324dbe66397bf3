package import Diagnostics

extension RuleInfo {
  package static let otherVersion = RuleInfo(
    .schema, 12, "field-of-another-version",
    summary: "A field exists only in other versions of Kubernetes.",
    why: "A server of the target version drops or rejects it.",
    sources: [.kubernetes("API reference 1.29 to 1.37", "reference/kubernetes-api/")],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          workloadRef: {name: web, podGroup: web}  # here
          containers:
          - name: web
            image: registry.example.com/web:1.4
        """)
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          containers:
          - name: web
            image: registry.example.com/web:1.4
        """)
    ])
}
