package import Diagnostics

extension RuleInfo {
  package static let unknownWord = RuleInfo(
    .schema, 6, "unknown-word",
    summary: "A value is not allowed for the field.",
    why: "The API server rejects the object.",
    sources: [
      .openAPI("`enum`"),
      .document(
        "validation of the API server",
        "https://github.com/kubernetes/kubernetes/tree/master/pkg/apis/core/validation"),
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
            imagePullPolicy: always  # here
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
