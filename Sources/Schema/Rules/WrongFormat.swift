package import Diagnostics

extension RuleInfo {
  package static let wrongFormat = RuleInfo(
    .schema, 7, "wrong-format",
    summary: "A value is not written in the format of its field.",
    why: "The API server cannot read the value and rejects the object.",
    sources: [
      .openAPI("`format`"),
      .kubernetes("Quantity", "reference/kubernetes-api/common-definitions/quantity/"),
    ],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          containers:
          - name: web
            image: registry.example.com/web:1.4
            resources:
              limits: {memory: 512MB}  # here
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
            resources:
              limits: {memory: 512Mi}
        """)
    ])
}
