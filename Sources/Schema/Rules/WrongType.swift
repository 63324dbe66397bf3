package import Diagnostics

extension RuleInfo {
  package static let wrongType = RuleInfo(
    .schema, 5, "wrong-object-type",
    summary: "A value has the wrong type.",
    why: "The API server rejects the object: it does not convert values, not even `1` to a string.",
    sources: [.openAPI("`type`")],
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
            env:
            - name: PORT
              value: 8080  # here
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
            env:
            - name: PORT
              value: "8080"
        """)
    ])
}
