import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Templates that never give the same text twice.
struct UnstableTemplateRule: LintRule {
  static let info = RuleInfo(
    .infisical, 110, "unstable-template", .warning,
    summary: "A template uses a function whose result changes at every run.",
    why: "The target changes at every refresh, and workloads with auto-reload restart every time.",
    sources: [
      .infisicalOperator("templating"),
      .document("sprig 3.3.0", "https://masterminds.github.io/sprig/"),
    ],
    bad: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner, template: {engineVersion: v1, data: {A: '{{ randAlphaNum 16 }}'}}}]  # here"
          )),
      .init(
        ExampleObject.stream(
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: apps
            annotations: {secrets.infisical.com/auto-reload: "true"}
          """,
          ExampleObject.staticSecret
            .changing(
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
              to:
                "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner, template: {engineVersion: v1, data: {A: '{{ now | unixEpoch }}'}}}]  # here"
            ))),
    ],
    good: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner, template: {engineVersion: v1, data: {A: '{{ .A.Value | upper }}'}}}]"
          ))
    ])

  /// Functions of sprig that read the clock, random numbers or the network.
  private static let unstable: Set<String> = [
    "now", "ago", "randAlphaNum", "randAlpha", "randAscii", "randNumeric", "randInt", "randBytes",
    "shuffle", "uuidv4", "genPrivateKey", "genCA", "genCAWithKey", "genSelfSignedCert",
    "genSelfSignedCertWithKey", "genSignedCert", "genSignedCertWithKey", "encryptAES", "bcrypt",
    "htpasswd", "getHostByName",
  ]

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.staticSecrets {
      for target in secret.spec.targets {
        let namespace = target.namespace?.value.text ?? secret.namespace ?? ""
        for template in target.template?.data.templates ?? [] {
          check(template, namespace, secret.object, input, &findings)
        }
      }
    }
    for secret in input.secrets {
      for (pair, namespace) in secret.spec.templates {
        check(pair.value, namespace, secret.object, input, &findings)
      }
    }
    for secret in input.pushSecrets {
      for pair in secret.spec.push.secret?.template?.data ?? [] {
        check(pair.value, "", secret.object, input, &findings)
      }
    }
  }

  private func check(
    _ template: Located<String>, _ namespace: String, _ object: LintObject, _ input: LintInput,
    _ findings: inout LintFindings
  ) {
    guard let parsed = TemplateText(template.value),
      let word = parsed.words.first(where: Self.unstable.contains)
    else { return }
    let workload = input.objects.first { other in
      other.identity.namespace == namespace
        && other.node["metadata"]?["annotations"]?["secrets.infisical.com/auto-reload"]?.scalar?
          .text == "true"
    }
    findings.report(
      Diagnostic(Self.info, "the result of `\(word)` changes at every refresh", at: template.span)
        .label(workload?.place, "a workload that uses the target restarts each time")
        .help("store the value in Infisical, where it does not change"), object)
  }
}
