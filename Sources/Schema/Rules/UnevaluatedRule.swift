package import Diagnostics

extension RuleInfo {
  package static let unevaluatedRule = RuleInfo(
    .schema, 14, "unevaluated-validation-rule", .note,
    summary: "A validation rule of a definition is not evaluated.",
    why: "The API server may reject what passes here.",
    sources: [.redoubt("lint, validation rules", "docs/lint.md#validation-rules")],
    bad: [
      .init(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: boxes.example.com}
        spec:
          group: example.com
          names: {kind: Box, plural: boxes}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      host: {type: string}
                    x-kubernetes-validations:
                    - rule: url(self.host).getPort() == "443"
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec:
          host: https://example.com  # here
        """)
    ],
    good: [
      .init(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: boxes.example.com}
        spec:
          group: example.com
          names: {kind: Box, plural: boxes}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      host: {type: string}
                    x-kubernetes-validations:
                    - rule: self.host.startsWith("https")
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec:
          host: https://example.com
        """)
    ])
}
