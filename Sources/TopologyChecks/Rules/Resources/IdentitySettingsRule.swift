import Diagnostics
import TopologyModel

/// Identities that lack what their method needs.
struct IdentitySettingsRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 22, "missing-identity-settings",
    summary: "A machine identity lacks what its method needs, or its connection is not clear.",
    why: "The identity would be admitted and never get ready.",
    source: "Infisical kubernetes-operator v0.11.5, InfisicalAuth controller",
    bad: [
      .init("infisicalResources: {identities: [{name: apps, method: universal}]}"),
      .init(
        "infisicalResources: {identities: [{name: apps, method: kubernetes, serviceAccount: apps}]}"
      ),
      .init(
        """
        infisicalResources:
          connections: [{name: a}, {name: b}]
          identities: [{name: apps, method: universal, credentials: creds}]
        """),
    ],
    good: [
      .init(
        """
        infisicalResources:
          identities:
            - name: apps
              method: kubernetes
              serviceAccount: apps
              identityId: {name: identity, key: identityId}
        """)
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let resources = topology.infisicalResources else { return }
    for identity in resources.identities {
      let method = identity.method.value
      let needs: [(String, Bool)] = [
        ("credentials", method.needsCredentials && identity.credentials == nil),
        ("identityId", method.needsIdentity && identity.identityId == nil),
        ("serviceAccount", method == .kubernetes && identity.serviceAccount == nil),
        (
          "serviceAccountKeyFilePath",
          method == .gcpIam && identity.serviceAccountKeyFilePath == nil
        ),
      ]
      for (field, isMissing) in needs where isMissing {
        findings.report(
          Diagnostic(
            Self.info, "method `\(method.rawValue)` needs `\(field)`", at: identity.method.span
          ).help("add \(field) to identity `\(identity.name.value)`"))
      }
      if resources.connection(of: identity) == nil {
        findings.report(
          Diagnostic(
            Self.info, "there are several connections, and none is chosen", at: identity.name.span
          ).help("add connection"))
      }
    }
    for secret in resources.staticSecrets where resources.identity(of: secret) == nil {
      findings.report(
        Diagnostic(
          Self.info,
          resources.identities.isEmpty
            ? "there is no identity to read with"
            : "there are several identities, and none is chosen", at: secret.name.span
        ).help("add an identity, and name it"))
    }
  }
}
