package import Diagnostics

extension RuleInfo {
  package static let unknownKind = RuleInfo(
    .schema, 2, "unknown-kind",
    summary: "No schema is known for a kind.",
    why:
      "Unchecked objects can be wrong; within the groups of Kubernetes itself, the kind does not exist.",
    sources: [.kubernetes("API reference 1.29 to 1.37", "reference/kubernetes-api/")],
    bad: [
      .init(
        """
        apiVersion: apps/v1
        kind: Deploymnt  # here
        metadata: {name: web, namespace: apps}
        """)
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: web, namespace: apps}
        """)
    ])
}
