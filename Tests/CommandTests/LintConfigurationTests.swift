import TestSupport
import Testing

@Suite("Settings of redoubt lint")
struct LintConfigurationTests {
  private let head = "apiVersion: redoubt.dev/v1alpha1\nkind: LintConfiguration\n"
  private let pod = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: default}
    spec:
      containers: [{name: web, image: docker.io/library/web:1.4}]

    """

  private func lint(
    _ settings: String, arguments: [String] = ["."], path: String = ".redoubt.yaml"
  ) throws -> Tool.Result {
    let folder = try TemporaryFolder()
    try folder.write(head + settings, to: path)
    try folder.write(pod, to: "apps/pod.yaml")
    try folder.write(pod, to: "old/pod.yaml")
    return try Tool.redoubt.run(
      ["lint", "--format", "concise"] + arguments, folder: folder.root)
  }

  @Test("severities are changed, and rules switched off")
  func severities() throws {
    let result = try lint("severities: {K8S302: error, K8S211: off, K8S303: note}\n")
    #expect(result.status == 1 && result.output.contains("error: container `web` has no memory"))
    #expect(!result.output.contains("K8S211") && result.output.contains("note: container `web`"))
  }

  @Test("files are left out by pattern")
  func exclude() throws {
    let result = try lint("exclude: [old/**]\n")
    #expect(!result.output.contains("old/pod.yaml") && result.output.contains("apps/pod.yaml"))
  }

  @Test("findings are left out by code, path and object")
  func ignore() throws {
    let result = try lint(
      "ignore: [{code: K8S211, path: 'old/*', kind: Pod, name: w*, reason: it goes away}]\n")
    #expect(!result.output.contains("old/pod.yaml:3:34"))
    #expect(result.output.contains("apps/pod.yaml:3:34: warning: the namespace is `default`"))
  }

  @Test("options of rules are heard")
  func options() throws {
    #expect(try lint("registries: [registry.example.com/]\n").output.contains("[K8S317]"))
    #expect(!(try lint("registries: [docker.io/]\n").output.contains("[K8S317]")))
    #expect(try lint("strict: true\n").status == 1)
  }

  @Test("--config names another file")
  func otherFile() throws {
    let result = try lint(
      "severities: {K8S211: off}\n", arguments: [".", "--config", "ci/lint.yaml"],
      path: "ci/lint.yaml")
    #expect(!result.output.contains("K8S211"))
  }

  @Test(
    "what is wrong with settings is told with its place",
    arguments: [
      ("severities: {K8S999: off}", ":3:14: ", "unknown rule `K8S999`"),
      ("severities: {K8S211: loud}", ":3:22: ", "unknown severity `loud`"),
      ("kubernetesVersion: '1.12'", ":3:20: ", "unknown version"),
      ("exclud: [a]", ":3:1: ", "exclud"),
      ("ignore: [{code: K8S211}]", ":3:11: ", "reason"),
      ("strict: maybe", ":3:9: ", "strict"),
    ])
  func broken(settings: String, place: String, words: String) throws {
    let result = try lint(settings + "\n")
    #expect(result.status == 1 && result.output == "")
    let flat = result.errors.replacing("--> .redoubt.yaml", with: ".redoubt.yaml")
    #expect(flat.contains("error[FIL008]"), "\(result.errors)")
    #expect(flat.contains(place.dropLast(2)) && flat.contains(words), "\(result.errors)")
  }
}
