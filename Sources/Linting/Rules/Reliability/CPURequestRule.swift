import Diagnostics
import YAMLSyntax

/// Containers that the scheduler cannot place.
struct CPURequestRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 303, "no-cpu-request", .warning,
    summary: "A container has no CPU request.",
    why: "The scheduler ignores its CPU needs, and it starves when the node is busy.",
    sources: [
      .kubernetes(
        "Resource Management for Pods and Containers",
        "concepts/configuration/manage-resources-containers/")
    ],
    counterparts: ["kube-linter unset-cpu-requirements", "kube-score container-resources"],
    bad: [
      .init(
        ExampleObject.pod
          .changing("  - name: web", to: "  - name: web  # here"))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  resources: {requests: {cpu: 50m}}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.containers
    where container.resources?["requests"]?["cpu"] == nil
      && container.resources?["limits"]?["cpu"] == nil
      && pod.spec["resources"]?["requests"]?["cpu"] == nil
    {
      findings.report(
        Diagnostic(
          Self.info, "container `\(container.title)` has no CPU request", at: container.place
        )
        .help("set `resources.requests.cpu`"), target.object)
    }
  }
}
