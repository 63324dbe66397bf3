package import Diagnostics

extension RuleInfo {
  package static let brokenRule = RuleInfo(
    .schema, 13, "broken-validation-rule",
    summary: "A validation rule of the definition does not hold.",
    why: "The API server rejects the object.",
    sources: [
      .kubernetes(
        "x-kubernetes-validations (CEL)",
        "tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules")
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
                      size: {type: integer}
                      limit: {type: integer}
                    x-kubernetes-validations:
                    - rule: self.size <= self.limit
                      message: a box is no larger than its limit
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec:
          size: 3  # here
          limit: 2
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
                      size: {type: integer}
                      limit: {type: integer}
                    x-kubernetes-validations:
                    - rule: self.size <= self.limit
                      message: a box is no larger than its limit
        ---
        apiVersion: example.com/v1
        kind: Box
        metadata: {name: red, namespace: apps}
        spec:
          size: 2
          limit: 3
        """)
    ])
}
