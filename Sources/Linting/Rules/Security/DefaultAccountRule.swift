import Diagnostics
import YAMLSyntax

/// Pods with the account that all share.
struct DefaultAccountRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 413, "default-service-account", .note,
    summary: "A pod uses the service account `default` and gets its token.",
    why: "Permissions granted to one of these pods apply to the whole namespace.",
    sources: [
      .kubernetes(
        "Configure Service Accounts for Pods",
        "tasks/configure-pod-container/configure-service-account/")
    ],
    counterparts: ["kube-linter default-service-account"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                serviceAccountName: default  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                automountServiceAccountToken: false
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    let name = pod.spec["serviceAccountName"] ?? pod.spec["serviceAccount"]
    guard name?.text ?? "default" == "default",
      pod.spec["automountServiceAccountToken"]?.isFalse != true
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "this pod gets the token of the account `default`",
        at: name?.span ?? pod.spec.span?.startPoint
      )
      .help("use a separate account, or set `automountServiceAccountToken: false`"),
      target.object)
  }
}
