import Diagnostics
import TopologyModel

/// Identities that lack what their method needs.
struct IdentitySettingsRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 22, "missing-identity-settings",
    summary:
      "A machine identity lacks a setting of its method, has one that the method does not use, or its connection is ambiguous.",
    why: "The identity would be admitted but never become ready.",
    sources: [.infisicalOperator("InfisicalAuth controller")],
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
      settings(identity, &findings)
      if resources.connection(of: identity) == nil {
        findings.report(
          Diagnostic(
            Self.info, "there are several connections, and none is selected", at: identity.name.span
          ).help("set connection"))
      }
    }
    for secret in resources.staticSecrets where resources.identity(of: secret) == nil {
      findings.report(
        Diagnostic(
          Self.info,
          resources.identities.isEmpty
            ? "there is no identity to read with"
            : "there are several identities, and none is selected", at: secret.name.span
        ).help("add an identity, and reference it"))
    }
  }

  /// Every setting belongs to some methods, which need it or may have it.
  private func settings(_ identity: IdentityResource, _ findings: inout Findings) {
    let method = identity.method.value
    let path = identity.serviceAccountKeyFilePath
    let fields: [(name: String, isSet: Bool, place: SourceSpan?, isNeeded: Bool, isUsed: Bool)] = [
      (
        "credentials", identity.credentials != nil, identity.credentials?.span,
        method.needsCredentials, method.needsCredentials
      ),
      (
        "identityId", identity.identityId?.key.value.isEmpty == false, identity.identityId?.span,
        method.needsIdentity, method.needsIdentity
      ),
      (
        "serviceAccount", identity.serviceAccount != nil, identity.serviceAccount?.span,
        method == .kubernetes, method == .kubernetes
      ),
      (
        "audiences", !identity.audiences.isEmpty, identity.audiences.first?.span, false,
        method == .kubernetes
      ),
      ("resource", identity.resource != nil, identity.resource?.span, false, method == .azure),
      (
        "serviceAccountKeyFilePath", path?.value.isEmpty == false, path?.span, method == .gcpIam,
        method == .gcpIam
      ),
    ]
    for field in fields {
      if field.isNeeded, !field.isSet {
        findings.report(
          Diagnostic(
            Self.info, "method `\(method.rawValue)` needs `\(field.name)`",
            at: field.place ?? identity.method.span
          ).help("add \(field.name) to identity `\(identity.name.value)`"))
      } else if field.isSet, !field.isUsed {
        findings.report(
          Diagnostic(
            Self.info, "method `\(method.rawValue)` does not use `\(field.name)`", at: field.place
          ).label(identity.method.span, "").help("remove it, or choose another method"))
      }
    }
  }
}
