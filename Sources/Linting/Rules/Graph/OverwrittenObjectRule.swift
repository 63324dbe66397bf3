import Diagnostics

/// Secrets and ConfigMaps of the tree that Infisical's operator writes too.
struct OverwrittenObjectRule: GraphRule {
  static let info = RuleInfo(
    .infisical, 118, "overwritten-object",
    summary: "The tree sets data of an object that is the target of an Infisical resource.",
    why:
      "The official operator removes the tree's keys at its first sync, and the next apply restores them; redoubt-operator refuses to take over the object.",
    sources: [
      .infisicalOperator(
        "InfisicalStaticSecret and InfisicalSecret controllers (the data of a target are replaced")
    ],
    bad: [
      .init(
        ExampleObject.stream(
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: oven, namespace: apps}
          data: {temperature: "220"}
          """,
          ExampleObject.staticSecret
            .changing(
              "metadata: {name: web, namespace: apps}",
              to: "metadata: {name: oven, namespace: apps}"
            )
            .changing(
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
              to:
                "  targets: [{name: oven, namespace: apps, kind: ConfigMap, creationPolicy: Owner}]  # here"
            ))),
      .init(
        ExampleObject.stream(
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: oven, namespace: apps}
          data: {temperature: "220", token: ""}
          """,
          ExampleObject.legacySecret
            .changing(
              "metadata: {name: web, namespace: apps}",
              to: "metadata: {name: oven, namespace: apps}"
            )
            .changing(
              "  managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]",
              to: """
                  managedKubeConfigMapReferences:
                    - configMapName: oven  # here
                      configMapNamespace: apps
                      template: {data: {token: "{{ .TOKEN.Value }}"}}
                """))),
    ],
    good: [
      // It is there for its annotations alone.
      .init(
        ExampleObject.stream(
          """
          apiVersion: v1
          kind: Secret
          metadata:
            name: oven
            namespace: apps
            annotations: {secrets.infisical.com/allowed-namespaces: bakery}
          """,
          ExampleObject.staticSecret
            .changing(
              "metadata: {name: web, namespace: apps}",
              to: "metadata: {name: oven, namespace: apps}"
            )
            .changing(
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
              to: "  targets: [{name: oven, namespace: apps, kind: Secret, creationPolicy: Orphan}]"
            ))),
      // Of the same name, but elsewhere.
      .init(
        ExampleObject.stream(
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: oven, namespace: bakery}
          data: {temperature: "220"}
          """,
          ExampleObject.staticSecret
            .changing(
              "metadata: {name: web, namespace: apps}",
              to: "metadata: {name: oven, namespace: apps}"
            )
            .changing(
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
              to:
                "  targets: [{name: oven, namespace: apps, kind: ConfigMap, creationPolicy: Owner}]"
            ))),
    ])

  private static let mostKeys = 3

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for object in graph.objects {
      for output in object.outputs {
        let target = output.object
        let found = graph.find(target.kind, target.namespace, target.name, from: object)
        guard let filled = found.first else { continue }
        let lost = (filled.keys ?? []).filter { output.keys?.contains($0) != true }
        guard !lost.isEmpty else { continue }
        let names = lost.prefix(Self.mostKeys).map { "`\($0)`" }.joined(separator: ", ")
        let rest = lost.count - Self.mostKeys
        findings.report(
          Diagnostic(
            Self.info,
            "\(target.kind) `\(target.name)` sets its own keys: \(names)"
              + (rest > 0 ? " and \(rest) more" : ""), at: target.span
          ).label(filled.place, "the \(target.kind)")
            .help("move these keys to Infisical, or use another target name"),
          object.identity)
      }
    }
  }
}
