package import Diagnostics

extension RuleInfo {
  package static let deprecatedField = RuleInfo(
    .schema, 16, "deprecated-field", .note,
    summary: "A field is deprecated.",
    why: "It still works, but a later version may ignore it.",
    sources: [
      .kubernetes("API reference", "reference/kubernetes-api/"),
      .document(
        "CustomResourceDefinitions of the operators",
        "https://github.com/cloudnative-pg/cloudnative-pg/tree/v1.30.0/config/crd/bases"),
    ],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          serviceAccount: web  # here
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
          serviceAccountName: web
          containers:
          - name: web
            image: registry.example.com/web:1.4
        """)
    ])
}
