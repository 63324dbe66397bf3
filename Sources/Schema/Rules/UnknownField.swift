package import Diagnostics

extension RuleInfo {
  package static let unknownField = RuleInfo(
    .schema, 3, "unknown-object-field",
    summary: "A field is not in the schema.",
    why: "The API server drops it in silence, or refuses it when validation is strict.",
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
