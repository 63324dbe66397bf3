import Diagnostics
import InfisicalModel
import TestSupport
import Testing
import YAMLSyntax

/// Decoding and encoding come from the same declaration.
@Suite("Infisical resources")
struct ResourceRoundTripTests {
  private func roundTrip<Spec: ResourceSpec>(_: Spec.Type, _ text: String) throws {
    let node = try #require(ParsedText(text).root)
    let (resource, outcome) = Resource<Spec>.decode(node)
    #expect(
      outcome.diagnostics.diagnostics.isEmpty, "\(outcome.diagnostics.diagnostics.map(\.message))")
    let printed = YAMLPrinter.print(resource.yaml)
    #expect(String(decoding: printed, as: UTF8.self) == text)
  }

  @Test("a canonical static secret reads and prints as it is")
  func staticSecret() throws {
    try roundTrip(
      InfisicalStaticSecretSpec.self,
      """
      apiVersion: secrets.infisical.com/v1beta1
      kind: InfisicalStaticSecret
      metadata:
        name: web
        namespace: apps
        labels:
          team: web
      spec:
        infisicalAuthRef:
          name: apps
          namespace: apps
        syncOptions:
          refreshInterval: 5m
          instantUpdates: true
        sources:
        - projectId: p
          environmentSlug: prod
          secretPath: /
          tagSlugs:
          - a
          recursive: true
        targets:
        - name: web
          namespace: apps
          kind: Secret
          creationPolicy: Owner
          secretType: Opaque
          template:
            engineVersion: v1
            data: |
              {{ range $k, $v := . }}{{ $k }}: x
              {{ end }}
          metadata:
            labels: {}
            annotations:
              a: b
      status:
        conditions:
        - type: secrets.infisical.com/LastReconcileStatus
          status: "True"
          reason: OK
          message: ""
          lastTransitionTime: 2026-01-01T00:00:00Z
          observedGeneration: 3

      """.replacing(
        "lastTransitionTime: 2026-01-01T00:00:00Z",
        with: "lastTransitionTime: \"2026-01-01T00:00:00Z\""))
  }

  @Test("a canonical identity and generator read and print as they are")
  func others() throws {
    try roundTrip(
      InfisicalAuthSpec.self,
      """
      apiVersion: secrets.infisical.com/v1beta1
      kind: InfisicalAuth
      metadata:
        name: apps
      spec:
        infisicalConnectionRef:
          name: main
        method: jwt
        jwt:
          identityIdRef:
            name: a
            key: id
          jwtRef:
            name: a
            key: token

      """)
    try roundTrip(
      ClusterGeneratorSpec.self,
      """
      apiVersion: secrets.infisical.com/v1alpha1
      kind: ClusterGenerator
      metadata:
        name: g
      spec:
        kind: Password
        generator:
          passwordSpec:
            length: 32
            digits: 4
            noUpper: true
            allowRepeat: false

      """)
  }

  @Test("values that the API server would refuse are found at their places")
  func faults() throws {
    let text = """
      apiVersion: secrets.infisical.com/v1beta1
      kind: InfisicalStaticSecret
      metadata: {name: web}
      spec:
        infisicalAuthRef: {name: apps, nmespace: apps}
        syncOptions: {refreshInterval: 0m}
        sources: [{projectId: 5, environmentSlug: "", secretPath: /}]
        targets: [{name: web, kind: secret, creationPolicy: Owner}]
      """
    let parsed = ParsedText(text)
    let outcome = Resource<InfisicalStaticSecretSpec>.decode(try #require(parsed.root)).outcome
    let codes = outcome.diagnostics.sorted.map { "\($0.code) \($0.message)" }
    #expect(
      codes == [
        "INF001 unknown field `nmespace` in `spec.infisicalAuthRef`",
        "INF004 `0m` is not a valid refresh interval",
        "INF003 `spec.sources[0].projectId` must be a string, not an integer",
        "INF004 `spec.sources[0].environmentSlug` must not be empty",
        "INF004 `secret` is not a kind of target",
      ])
  }
}
