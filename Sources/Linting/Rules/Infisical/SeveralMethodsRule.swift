import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Resources with more than one authentication method.
struct SeveralMethodsRule: LintRule {
  static let info = RuleInfo(
    .infisical, 111, "several-methods",
    summary: "A resource has several authentication blocks.",
    why:
      "In v1alpha1, a service token wins, or one is chosen at random at each start; in v1beta1, all but one are ignored.",
    sources: [.infisicalOperator("strategy selection (Go map order")],
    bad: [
      .init(
        ExampleObject.legacySecret
          .changing(
            """
                universalAuth:
                  credentialsRef: {secretName: creds, secretNamespace: apps}
                  secretsScope: {projectId: p, envSlug: prod, secretsPath: /}
            """,
            to: """
                  awsIamAuth: {identityId: a, secretsScope: {projectId: p, envSlug: prod, secretsPath: /}}
                  gcpIdTokenAuth: {identityId: b, secretsScope: {projectId: p, envSlug: prod, secretsPath: /}}  # here
              """)),
      .init(
        ExampleObject.auth
          .changing(
            "  awsIam: {identityIdRef: {name: id, namespace: apps, key: identityId}}",
            to: """
                awsIam: {identityIdRef: {name: id, namespace: apps, key: identityId}}
                gcpIdToken: {identityIdRef: {name: id, namespace: apps, key: identityId}}  # here
              """)),
    ],
    good: [
      .init(ExampleObject.legacySecret),
      .init(ExampleObject.auth),
    ])

  private static let legacy = [
    "serviceAccount", "serviceToken", "universalAuth", "kubernetesAuth", "awsIamAuth", "azureAuth",
    "gcpIdTokenAuth", "gcpIamAuth", "ldapAuth",
  ]

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for object in input.objects where object.identity.apiVersion.hasSuffix("/v1alpha1") {
      check(object.node["spec"]?["authentication"], Self.legacy, object, &findings)
    }
    for auth in input.auths {
      check(auth.object.node["spec"], AuthMethod.allCases.map(\.field), auth.object, &findings)
    }
  }

  private func check(
    _ node: YAMLNode?, _ fields: [String], _ object: LintObject, _ findings: inout LintFindings
  ) {
    guard object.identity.apiVersion.hasPrefix(ResourceKind.group) else { return }
    var blocks = (node?.entries ?? []).filter { entry in
      fields.contains(entry.key.scalar?.text ?? "") && Self.saysSomething(entry.value)
    }
    // The older way to name a service token is beside `authentication`, and wins over it.
    if let token = object.node["spec"]?.entry("tokenSecretReference"),
      Self.saysSomething(token.value)
    {
      blocks.append(token)
    }
    guard blocks.count > 1, let first = blocks.first, let second = blocks.dropFirst().first else {
      return
    }
    findings.report(
      Diagnostic(Self.info, "\(blocks.count) authentication methods are set", at: second.key.span)
        .label(first.key.span, "the first one is here").help("keep one of them"), object)
  }

  /// Whether a block has any value; clients written in Go send unused blocks, too.
  private static func saysSomething(_ node: YAMLNode) -> Bool {
    switch node.content {
    case .scalar(let scalar): !scalar.text.isEmpty && scalar.resolved() != .boolean(false)
    case .sequence(let items): items.contains(where: saysSomething)
    case .mapping(let entries): entries.contains { saysSomething($0.value) }
    }
  }
}
