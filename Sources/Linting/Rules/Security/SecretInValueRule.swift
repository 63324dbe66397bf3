import Diagnostics
import YAMLSyntax

/// Secrets in plain sight.
struct SecretInValueRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 411, "secret-in-value", .warning,
    summary: "A variable has a secret in the manifest: by its name, or as a password in a URL.",
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
              """)),
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  env:
                  - {name: DATABASE, value: "postgresql://web:correct-horse@db:5432/web"}  # here
              """)),
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
                  - {name: DATABASE, value: "postgresql://web:$(DB_PASSWORD)@db:5432/web"}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      for variable in container.env {
        guard let name = variable["name"]?.text, let value = variable["value"]?.text,
          !value.isEmpty,
          Self.isSecret(name.uppercased()) && !Self.isHarmless(value) || Self.holdsSecret(value)
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

  /// A private key, or a URL with a password that is written out.
  private static func holdsSecret(_ value: String) -> Bool {
    if value.contains("-----BEGIN"), value.contains("PRIVATE KEY-----") { return true }
    guard let scheme = value.firstRange(of: "://") else { return false }
    let authority = value[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
    guard let at = authority.lastIndex(of: "@"),
      let colon = authority[..<at].firstIndex(of: ":")
    else { return false }
    let password = authority[authority.index(after: colon)..<at]
    // Placeholders of Kubernetes, shells and templates are filled in elsewhere.
    return !password.isEmpty && !["$", "{", "<", "%"].contains { password.hasPrefix($0) }
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
