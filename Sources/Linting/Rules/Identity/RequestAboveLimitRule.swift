import Diagnostics
import Schema
import YAMLSyntax

/// Requests that are larger than the limit.
struct RequestAboveLimitRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 209, "request-above-limit",
    summary: "A container requests more of a resource than its limit allows.",
    why: "The API server rejects the pod.",
    sources: [
      .kubernetes(
        "Resource Management for Pods and Containers",
        "concepts/configuration/manage-resources-containers/")
    ],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  resources:
                    requests: {memory: 2Gi}  # here
                    limits: {memory: 512Mi}
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  resources:
                    requests: {memory: 256Mi}
                    limits: {memory: 512Mi}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      for entry in container.resources?["requests"]?.entries ?? [] {
        guard let name = entry.key.text, let limit = container.resources?["limits"]?[name],
          let request = entry.value.text.flatMap(Quantity.value),
          let most = limit.text.flatMap(Quantity.value), request > most
        else { continue }
        findings.report(
          Diagnostic(
            Self.info,
            "the \(name) request `\(entry.value.text ?? "")` exceeds the limit `\(limit.text ?? "")`",
            at: entry.value.span
          ).label(limit.span, "the limit").help("lower the request, or raise the limit"),
          target.object)
      }
    }
  }
}
