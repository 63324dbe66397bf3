package import Diagnostics

extension RuleInfo {
  package static let noBranch = RuleInfo(
    .schema, 15, "no-alternative",
    summary: "A value matches none, or too many, of the alternatives in its schema.",
    why: "The API server rejects the object.",
    sources: [.openAPI("allOf, anyOf, oneOf and not")],
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
                      file: {type: string}
                      address: {type: string}
                    oneOf:
                    - required: [file]
                    - required: [address]
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec: {}  # here
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
                      file: {type: string}
                      address: {type: string}
                    oneOf:
                    - required: [file]
                    - required: [address]
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec: {file: box.txt}
        """)
    ])
}
