package import Diagnostics

extension RuleInfo {
  package static let unknownField = RuleInfo(
    .schema, 3, "unknown-object-field",
    summary: "Unknown field.",
    why: "The API server drops it silently, or rejects it when validation is strict.",
    sources: [
      .kubernetes("API reference", "reference/kubernetes-api/"),
      .kubernetes(
        "kubectl --validate=strict", "reference/using-api/api-concepts/#field-validation"),
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
            imagePullPolice: Always  # here
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
            imagePullPolicy: Always
        """)
    ])
}
