package import Diagnostics

extension RuleInfo {
  package static let missingField = RuleInfo(
    .schema, 4, "missing-object-field",
    summary: "A required field is missing.",
    why: "The API server rejects the object.",
    sources: [.openAPI("`required`")],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          containers:
          - image: registry.example.com/web:1.4  # here
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
