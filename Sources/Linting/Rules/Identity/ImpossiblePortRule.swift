import Diagnostics
import YAMLSyntax

/// Ports that do not exist.
struct ImpossiblePortRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 210, "impossible-port",
    summary: "A port number is not between 1 and 65535.",
    why: "The API server rejects the object.",
    sources: [
      .kubernetes("API reference, ContainerPort and ServicePort", "reference/kubernetes-api/")
    ],
    counterparts: ["kube-linter invalid-target-ports"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  ports:
                  - containerPort: 80800  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  ports:
                  - containerPort: 8080
              """))
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    for container in target.pod?.all ?? [] {
      for port in container.ports {
        check(port["containerPort"], target.object, &findings)
        check(port["hostPort"], target.object, &findings, admitsZero: true)
      }
    }
    guard target.object.identity.kind == "Service", target.object.group.isEmpty else { return }
    for port in target.object.spec?["ports"]?.items ?? [] {
      check(port["port"], target.object, &findings)
      check(port["targetPort"], target.object, &findings, admitsZero: true)
    }
  }

  /// Some fields take zero for unset.
  private func check(
    _ port: YAMLNode?, _ object: LintObject, _ findings: inout LintFindings,
    admitsZero: Bool = false
  ) {
    guard let number = port?.number, !(1...65_535).contains(number), !(admitsZero && number == 0)
    else { return }
    findings.report(
      Diagnostic(Self.info, "\(number) is not a valid port", at: port?.span)
        .help("use a number from 1 to 65535"), object)
  }
}
