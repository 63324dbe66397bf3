import Diagnostics
import YAMLSyntax

/// Secrets in plain sight.
struct SecretInValueRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 411, "secret-in-value", .warning,
    summary: "A variable whose name suggests a secret has its value in the manifest.",
    why: "Anyone who can read the repository or the pod has it.",
    sources: [
      .kubernetes("Good practices for Secrets", "concepts/security/secrets-good-practices/")
    ],
    counterparts: ["kube-linter env-var-secret"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  env:
                  - {name: DB_PASSWORD, value: correct-horse}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  env:
                  - {name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      for variable in container.env {
        guard let name = variable["name"]?.text, let value = variable["value"],
          value.text?.isEmpty == false,
          Self.isSecret(name.uppercased()), !Self.isHarmless(value.text ?? "")
        else { continue }
        findings.report(
          Diagnostic(
            Self.info, "`\(name)` has its value in the manifest", at: variable["name"]?.span
          )
          .help("read it from a Secret with `valueFrom.secretKeyRef`"), target.object)
      }
    }
  }

  /// References, paths and switches are no secrets.
  private static func isHarmless(_ value: String) -> Bool {
    value.hasPrefix("$(") || value.hasPrefix("/")
      || ["yes", "no", "true", "false", "1", "0"].contains(value.lowercased())
  }

  private static func isSecret(_ name: String) -> Bool {
    guard !name.hasSuffix("_FILE"), !name.hasSuffix("_PATH"), !name.hasSuffix("_NAME") else {
      return false
    }
    return [
      "PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "ENCRYPTION_KEY",
      "CREDENTIALS",
    ].contains(where: name.hasSuffix)
  }
}
