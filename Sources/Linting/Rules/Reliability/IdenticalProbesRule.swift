import Diagnostics
import YAMLSyntax

/// Pods that are killed as soon as they are busy.
struct IdenticalProbesRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 306, "identical-probes", .warning,
    summary: "The liveness and readiness probes of a container are identical.",
    why: "A busy pod is taken out of service and killed at the same time.",
    sources: [
      .document(
        "kube-score, pod-probes-identical",
        "https://github.com/zegl/kube-score/blob/master/README_CHECKS.md"),
      .kubernetes("probes", "concepts/configuration/liveness-readiness-startup-probes/"),
    ],
    counterparts: ["kube-score pod-probes-identical"],
    bad: [
      .init(
        ExampleObject.deployment
          .changing(
            "        image: registry.example.com/web:1.4",
            to: """
                      image: registry.example.com/web:1.4
                      ports: [{containerPort: 8080}]
                      livenessProbe: {tcpSocket: {port: 8080}}  # here
                      readinessProbe: {tcpSocket: {port: 8080}}
              """))
    ],
    good: [
      .init(
        ExampleObject.deployment
          .changing(
            "        image: registry.example.com/web:1.4",
            to: """
                      image: registry.example.com/web:1.4
                      ports: [{containerPort: 8080}]
                      livenessProbe: {tcpSocket: {port: 8080}, failureThreshold: 6}
                      readinessProbe: {tcpSocket: {port: 8080}}
              """))
    ])

  private static func areSame(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
    switch (left.content, right.content) {
    case (.scalar(let left), .scalar(let right)): left.text == right.text
    case (.sequence(let left), .sequence(let right)):
      left.count == right.count && zip(left, right).allSatisfy { areSame($0, $1) }
    case (.mapping(let entries), .mapping(let others)):
      entries.count == others.count
        && entries.allSatisfy { entry in
          guard let key = entry.key.text, let other = right[key] else { return false }
          return areSame(entry.value, other)
        }
    default: false
    }
  }

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard pod.isService else { return }
    for container in pod.containers {
      guard let liveness = container.liveness, let readiness = container.readiness,
        Self.areSame(liveness, readiness)
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "both probes of `\(container.title)` are identical",
          at: liveness.span?.startPoint
        )
        .label(readiness.span?.startPoint, "the other")
        .help("make the liveness probe less strict, or allow more failures"), target.object)
    }
  }
}
