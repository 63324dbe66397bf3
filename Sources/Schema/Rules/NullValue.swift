package import Diagnostics

extension RuleInfo {
  package static let nullValue = RuleInfo(
    .schema, 11, "null-value",
    summary: "A list item is null where null is not allowed.",
    why: "The API server rejects the object.",
    sources: [
      .kubernetes(
        "Structural schemas of CustomResourceDefinitions, `nullable`",
        "tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting-and-nullable"
      )
    ],
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
                      sizes: {type: array, items: {type: integer}}
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec:
          sizes: [1, null]  # here
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
                      sizes: {type: array, items: {type: integer, nullable: true}}
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec:
          sizes: [1, null]
        """)
    ])
}
