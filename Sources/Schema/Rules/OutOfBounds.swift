package import Diagnostics

extension RuleInfo {
  package static let outOfBounds = RuleInfo(
    .schema, 9, "out-of-bounds",
    summary: "A number, a length or a count is out of range.",
    why: "The API server rejects the object.",
    sources: [.openAPI("minimum to maxProperties")],
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
                      size: {type: integer, minimum: 1}
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec:
          size: 0  # here
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
                      size: {type: integer, minimum: 1}
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec:
          size: 1
        """)
    ])
}
