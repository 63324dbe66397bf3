import Diagnostics
import YAMLSyntax

/// Containers that may take all memory of a node.
struct MemoryLimitRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 302, "no-memory-limit", .warning,
    summary: "A container has no memory limit or no memory request.",
    why: "A single leak can take down the node and everything on it.",
    sources: [
      .kubernetes(
        "Resource Management for Pods and Containers",
        "concepts/configuration/manage-resources-containers/")
    ],
    counterparts: ["kube-linter unset-memory-requirements", "kube-score container-resources"],
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
                  resources: {limits: {memory: 256Mi}}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all
    where container.resources?["limits"]?["memory"] == nil
      && pod.spec["resources"]?["limits"]?["memory"] == nil
    {
      findings.report(
        Diagnostic(
          Self.info, "container `\(container.title)` has no memory limit", at: container.place
        )
        .help("set `resources.limits.memory`"), target.object)
    }
  }
}
