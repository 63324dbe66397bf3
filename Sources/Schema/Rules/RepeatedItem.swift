package import Diagnostics

extension RuleInfo {
  package static let repeatedItem = RuleInfo(
    .schema, 10, "repeated-item",
    summary: "Two items of a list have the same key.",
    why:
      "Server-side apply (Flux, Argo CD, kubectl) rejects such a list; otherwise one item is lost.",
    sources: [
      .kubernetes(
        "x-kubernetes-list-type", "reference/using-api/server-side-apply/#merge-strategy"),
      .issue("yannh/kubeconform", 188),
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
            ports:
            - {containerPort: 80, protocol: TCP}
            - {containerPort: 80, protocol: TCP}  # here
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
            ports:
            - {containerPort: 80, protocol: TCP}
            - {containerPort: 80, protocol: UDP}
        """)
    ])
}
