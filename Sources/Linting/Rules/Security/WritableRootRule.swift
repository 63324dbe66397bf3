import Diagnostics
import YAMLSyntax

/// Programs that can be changed while they run.
struct WritableRootRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 404, "writable-root-filesystem", .warning,
    summary: "The root filesystem of a container is writable.",
    why: "An intruder can change the program until the pod ends.",
    sources: [
      .kubernetes("Configure a Security Context", "tasks/configure-pod-container/security-context/")
    ],
    counterparts: [
      "kube-linter no-read-only-root-fs",
      "kube-score container-security-context-readonlyrootfilesystem",
    ],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {readOnlyRootFilesystem: false}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {readOnlyRootFilesystem: true}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard !pod.isWindows else { return }
    for container in pod.all where container.security.readOnlyRoot?.isTrue != true {
      findings.report(
        Diagnostic(
          Self.info, "container `\(container.title)` has a writable root filesystem",
          at: container.security.readOnlyRoot?.span ?? container.place
        ).help("set `readOnlyRootFilesystem: true`, and mount volumes for what it writes"),
        target.object)
    }
  }
}
