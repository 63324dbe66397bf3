package import Diagnostics

extension RuleInfo {
  package static let unusableDefinition = RuleInfo(
    .definition, 1, "unusable-definition",
    summary: "The schema of a CustomResourceDefinition is invalid.",
    why: "The API server rejects the definition; its objects are not checked until it is fixed.",
    sources: [
      .kubernetes(
        "structural schemas of CustomResourceDefinitions",
        "tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema"
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
                      colors: {type: array}  # here
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec: {}
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
                      colors: {type: array, items: {type: string}}
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec: {}
        """)
    ])
}
