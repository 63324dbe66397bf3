import Foundation
import TestSupport
import Testing

/// The ValidatingAdmissionPolicy, evaluated on objects as the API server does.
@Suite("Admission policy")
struct OwnerPolicyTests {
  /// A verdict, what it is about, and the object (with its former state, if it is an update).
  private static let cases: [(verdict: String, about: String, yaml: String)] = [
    (
      "deny: ", "an owned Secret in another namespace",
      """
      object: {kind: InfisicalStaticSecret, metadata: {namespace: apps}, spec: {targets: [{name: a, namespace: other, creationPolicy: Owner}]}}
      """
    ),
    (
      "allow", "owned targets in the same namespace, named or not",
      """
      object: {kind: InfisicalStaticSecret, metadata: {namespace: apps}, spec: {targets: [{name: a, creationPolicy: Owner}, {name: b, namespace: apps, creationPolicy: Owner}]}}
      """
    ),
    (
      "deny: ", "one name twice, once with the namespace and once without",
      """
      object: {kind: InfisicalStaticSecret, metadata: {namespace: apps}, spec: {targets: [{name: a, creationPolicy: Orphan}, {name: a, namespace: apps, creationPolicy: Orphan}]}}
      """
    ),
    (
      "allow", "a legacy list in the same namespace",
      """
      object: {kind: InfisicalSecret, metadata: {namespace: apps}, spec: {managedKubeSecretReferences: [{secretName: a, secretNamespace: apps, creationPolicy: Owner}]}}
      """
    ),
    (
      "deny: ", "a legacy ConfigMap in another namespace",
      """
      object: {kind: InfisicalSecret, metadata: {namespace: apps}, spec: {managedKubeConfigMapReferences: [{configMapName: a, configMapNamespace: other, creationPolicy: Owner}]}}
      """
    ),
    (
      "allow", "the empty blocks that Go clients send",
      """
      object: {kind: InfisicalSecret, metadata: {namespace: apps}, spec: {managedSecretReference: {secretName: "", secretNamespace: "", creationPolicy: Owner}}}
      """
    ),
    (
      "deny: ", "a dynamic secret in another namespace",
      """
      object: {kind: InfisicalDynamicSecret, metadata: {namespace: apps}, spec: {managedSecretReference: {secretName: a, secretNamespace: other, creationPolicy: Owner}}}
      """
    ),
    (
      "allow, not looked at", "a finalizer taken off an object from before the policy",
      """
      object: {kind: InfisicalDynamicSecret, metadata: {namespace: apps, finalizers: []}, spec: {managedSecretReference: {secretName: a, secretNamespace: other, creationPolicy: Owner}}}
      old: {kind: InfisicalDynamicSecret, metadata: {namespace: apps, finalizers: [x]}, spec: {managedSecretReference: {secretName: a, secretNamespace: other, creationPolicy: Owner}}}
      """
    ),
    (
      "allow, not looked at", "no spec",
      "object: {kind: InfisicalSecret, metadata: {namespace: apps}}"
    ),
  ]

  @Test(
    "what is owned lies in its owner's namespace, and old objects can still be deleted",
    .enabled(if: Tool.find("python") != nil, "python is absent"))
  func verdicts() throws {
    let python = try #require(Tool.find("python"))
    let folder = try TemporaryFolder()
    try folder.write(Self.cases.map(\.yaml).joined(separator: "\n---\n") + "\n", to: "cases.yaml")
    let policy = try #require(
      Repository.files(below: "schemas/crds").first { $0.hasPrefix("policies/") })
    let result = try python.run([
      Repository.path("Tests/Oracles/policy_check.py"),
      Repository.path("schemas/crds/\(policy)"), folder.path("cases.yaml"),
    ])
    #expect(result.status == 0, "\(result.errors)")
    let verdicts = result.output.split(separator: "\n").map(String.init)
    #expect(verdicts.count == Self.cases.count)
    for (verdict, expected) in zip(verdicts, Self.cases) {
      let holds =
        expected.verdict.hasSuffix(" ")
        ? verdict.hasPrefix(expected.verdict) : verdict == expected.verdict
      #expect(holds, "\(expected.about): \(verdict)")
    }
  }
}
