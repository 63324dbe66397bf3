import Diagnostics
import KubernetesModel
import TestSupport
import Testing
import YAMLSyntax

/// Pods as the model writes them.
@Suite("Kubernetes model")
struct PodTests {
  private let container = Container(
    "web", image: "registry.example.com/web:1.4",
    resources: ResourceRequirements(cpu: "1", memory: "1Gi", memoryLimit: "1Gi"))

  private func node(_ value: some YAMLWritable) throws -> YAMLNode {
    try #require(ParsedText(YAMLPrinter.print(value.yaml)).root)
  }

  @Test("a pod is hardened without being told, and so are its containers")
  func hardened() throws {
    let pod = try node(PodSpec(PodDefaults(imagePullSecrets: []), user: 7, containers: [container]))
    #expect(pod["automountServiceAccountToken"]?.scalar?.text == "false")
    #expect(pod["securityContext"]?["runAsNonRoot"]?.scalar?.text == "true")
    #expect(pod["securityContext"]?["runAsUser"]?.scalar?.text == "7")
    let security = pod["containers"]?.items?.first?["securityContext"]
    #expect(security?["allowPrivilegeEscalation"]?.scalar?.text == "false")
    #expect(security?["readOnlyRootFilesystem"]?.scalar?.text == "true")
    #expect(pod["imagePullSecrets"] == nil)
  }

  @Test("what all pods have in common is in pods and in the kinds of operators")
  func defaults() throws {
    let defaults = PodDefaults(imagePullSecrets: ["one", "two"])
    let pod = try node(PodSpec(defaults, user: 7, containers: [container]))
    let names = pod["imagePullSecrets"]?.items?.map { $0["name"]?.scalar?.text }
    #expect(names == ["one", "two"])
    let pooler = Pooler(
      metadata: ObjectMeta(name: "p", namespace: "n"), cluster: "c", instances: 1,
      poolMode: "session", parameters: [], labels: [], pods: defaults)
    let template = try node(pooler)["spec"]?["template"]?["spec"]
    #expect(template?["imagePullSecrets"]?.items?.count == 2)
  }

  @Test("an object starts with its kind, and absent values write nothing")
  func objects() throws {
    let account = try node(
      PodDisruptionBudget(metadata: ObjectMeta(name: "b", namespace: nil), selector: [("a", "b")]))
    #expect(account["apiVersion"]?.scalar?.text == "policy/v1")
    #expect(account["metadata"]?["namespace"] == nil && account["metadata"]?["labels"] == nil)
  }
}
