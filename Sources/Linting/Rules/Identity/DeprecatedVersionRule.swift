import Diagnostics
import Schema
import YAMLSyntax

/// Versions of an API that a later Kubernetes drops.
struct DeprecatedVersionRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 206, "deprecated-version", .warning,
    summary: "The API version of an object is deprecated and will be removed.",
    why: "The apply fails after the next cluster upgrade.",
    sources: [
      .kubernetes("Deprecated API Migration Guide", "reference/using-api/deprecation-guide/"),
      .kubernetes("API reference 1.29 to 1.37", "reference/kubernetes-api/"),
    ],
    counterparts: ["kube-score stable-version"],
    bad: [
      .init(
        """
        apiVersion: v1  # here
        kind: Endpoints
        metadata: {name: web, namespace: apps}
        """)
    ],
    good: [
      .init(
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: web, namespace: apps}
        addressType: IPv4
        endpoints: []
        """)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    let identity = target.object.identity
    var span: SourceSpan? { target.object.node["apiVersion"]?.span }
    if let until = target.kind?.until, target.kind?.isBuiltIn == true, until >= target.version {
      findings.report(
        Diagnostic(
          Self.info,
          "`\(identity.kind)` of `\(identity.apiVersion)` is removed in \(KubernetesVersion(minor: until.minor + 1))",
          at: span
        ).help("move to a later API version"), target.object)
    }
    if let removed = RemovedKinds.find(identity.apiVersion, identity.kind),
      removed.removed > target.version
    {
      findings.report(
        Diagnostic(
          Self.info,
          "`\(identity.kind)` of `\(identity.apiVersion)` is removed in \(removed.removed)",
          at: span
        ).help(
          removed.replacement.map { "write `apiVersion: \($0)`" } ?? "there is no replacement"),
        target.object)
    }
    if identity.apiVersion == "v1", identity.kind == "Endpoints", target.version.minor >= 33 {
      findings.report(
        Diagnostic(Self.info, "`Endpoints` are deprecated since 1.33", at: span)
          .help("use an EndpointSlice of `discovery.k8s.io/v1`"), target.object)
    }
  }
}
