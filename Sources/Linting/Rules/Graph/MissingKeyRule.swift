import Diagnostics

/// Keys that a Secret or ConfigMap does not have.
struct MissingKeyRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 107, "missing-key",
    summary: "A reference uses a key that its Secret or ConfigMap does not have.",
    why: "The container does not start.",
    sources: [
      .kubernetes(
        "Configure a Pod to Use a ConfigMap",
        "tasks/configure-pod-container/configure-pod-configmap/")
    ],
    bad: [
      .init(
        ExampleObject.stream(
          ExampleObject.pod
            .changing(
              "    image: registry.example.com/web:1.4",
              to: """
                    image: registry.example.com/web:1.4
                    env:
                    - name: MODE
                      valueFrom:
                        configMapKeyRef: {name: web, key: mod}  # here
                """),
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: web, namespace: apps}
          data: {mode: fast}
          """))
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.pod
            .changing(
              "    image: registry.example.com/web:1.4",
              to: """
                    image: registry.example.com/web:1.4
                    env:
                    - name: MODE
                      valueFrom:
                        configMapKeyRef: {name: web, key: mode}
                """),
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: web, namespace: apps}
          data: {mode: fast}
          """))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for object in graph.objects {
      for reference in object.references {
        guard let key = reference.key, !reference.isOptional, reference.kind != "Service" else {
          continue
        }
        let found = graph.find(reference.kind, reference.namespace, reference.name, from: object)
        guard let keys = found.first?.keys, found.count == 1, !keys.isEmpty, !keys.contains(key),
          // An operator may add keys to it.
          !graph.isProduced(reference, from: object)
        else { continue }
        let near = Suggestion.nearest(to: key, in: keys)
        findings.report(
          Diagnostic(Self.info, "`\(reference.name)` has no key `\(key)`", at: reference.span)
            .label(found.first?.place, "the \(reference.kind)")
            .help(near.map { "did you mean `\($0)`?" } ?? "add the key"), object.identity)
      }
    }
  }
}
