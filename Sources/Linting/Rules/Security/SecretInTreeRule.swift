import Diagnostics
import YAMLSyntax

/// Secrets that lie in the repository.
struct SecretInTreeRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 412, "secret-in-tree", .warning,
    summary: "A Secret contains values.",
    why: "Base64 hides nothing: anyone who can read the repository or its history has them.",
    sources: [
      .kubernetes("Good practices for Secrets", "concepts/security/secrets-good-practices/")
    ],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: db, namespace: apps}
        stringData:  # here
          password: correct-horse
        """)
    ],
    good: [
      .init(ExampleObject.secret)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard target.object.identity.kind == "Secret", target.object.identity.apiVersion == "v1" else {
      return
    }
    for field in ["data", "stringData"] {
      guard let entry = target.object.node.entry(field) else { continue }
      let values = (entry.value.entries ?? []).filter { $0.value.text?.isEmpty == false }
      guard !values.isEmpty, target.object.node["sops"] == nil else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "this Secret contains \(values.count == 1 ? "a value" : "\(values.count) values")",
          at: entry.key.span
        )
        .help("store it in Infisical: an InfisicalStaticSecret writes it to the cluster"),
        target.object)
    }
  }
}
