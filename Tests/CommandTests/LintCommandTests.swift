import TestSupport
import Testing

@Suite("redoubt lint")
struct LintCommandTests {
  private let good = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: web, namespace: apps}
    data: {mode: fast}

    """
  private let bad = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: web, namespace: apps}
    data: {mode: 3}

    """

  private func lint(
    _ arguments: [String], input: String? = nil, folder: TemporaryFolder
  ) throws -> Tool.Result {
    try Tool.redoubt.run(["lint"] + arguments, input: input, folder: folder.root)
  }

  @Test("clean input ends with 0, findings with 1, misuse with 2, an unreadable path with 3")
  func statuses() throws {
    let folder = try TemporaryFolder()
    try folder.write(good, to: "good.yaml")
    try folder.write(bad, to: "bad.yaml")
    let clean = try lint(["good.yaml"], folder: folder)
    #expect(clean.status == 0 && clean.output == "no findings in 1 file (1 document)\n")
    let found = try lint(["bad.yaml"], folder: folder)
    #expect(found.status == 1)
    #expect(found.output.hasPrefix("error[SCH005]: expected a string, found an integer\n"))
    #expect(found.output.contains("--> bad.yaml:4:14"))
    #expect(found.output.hasSuffix("1 error in 1 file (1 document)\n"))
    #expect(try lint(["good.yaml", "--jobs", "0"], folder: folder).status == 2)
    #expect(try lint(["absent.yaml"], folder: folder).status == 3)
  }

  @Test("the operator's example and its manifests hold no error, and the example no warning")
  func operatorManifests() throws {
    let example = try Tool.redoubt.run(
      ["lint", "--strict", Repository.path("examples/operator")])
    #expect(example.status == 0, "\(example.output)")
    let manifests = try Tool.redoubt.run(["lint", Repository.path("deploy/operator")])
    #expect(manifests.status == 0, "\(manifests.output)")
  }

  @Test("standard input is read from `-`")
  func standardInput() throws {
    let folder = try TemporaryFolder()
    let result = try lint(["-", "--format", "concise"], input: bad, folder: folder)
    #expect(result.status == 1)
    #expect(
      result.output == "<stdin>:4:14: error: expected a string, found an integer [SCH005]\n")
    #expect(try lint(["-", "--fix"], input: bad, folder: folder).status == 2)
  }

  @Test("finding nothing to check is a failure, unless it was asked for")
  func nothing() throws {
    let folder = try TemporaryFolder()
    try folder.write("name: CI\non: [push]\n", to: "work/ci.yaml")
    for path in [".", "work"] {
      let result = try lint([path], folder: folder)
      #expect(result.status == 1 && result.output.contains("error[FIL007]"))
      #expect(result.output.contains("not checked: 1 other YAML file"))
    }
    #expect(try lint(["--allow-empty", "work"], folder: folder).status == 0)
  }

  @Test("a broken document hides none of the others")
  func brokenDocument() throws {
    let folder = try TemporaryFolder()
    try folder.write("\(good)---\na: [1\n---\n\(bad)", to: "all.yaml")
    let result = try lint(["all.yaml", "--format", "concise"], folder: folder)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3 && lines[0].contains("YML") && lines[1].contains("K8S101"))
    #expect(lines[2].contains("SCH005"))
  }

  @Test("Helm templates, kustomizations and values are told apart and counted")
  func otherFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write(good, to: "good.yaml")
    try folder.write("a: {{ .Values.a }}\n", to: "chart/templates/a.yaml")
    try folder.write("{{- if .Values.b }}\nb: 1\n{{- end }}\n", to: "chart/templates/b.yaml")
    try folder.write("a: 1\n", to: "chart/values.yaml")
    try folder.write("resources: [good.yaml]\n", to: "kustomization.yaml")
    let result = try lint(["."], folder: folder)
    #expect(result.status == 0)
    #expect(
      result.output
        == "no findings in 2 files (2 documents); not checked: 2 Helm templates, 1 Helm values file\n"
    )
  }

  @Test("patches and namespaces of kustomizations are understood, and charts are left to Helm")
  func kustomizations() throws {
    let folder = try TemporaryFolder()
    let service =
      "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n"
    for name in ["a", "b"] {
      try folder.write(service, to: "apps/\(name)/service.yaml")
      try folder.write(
        "namespace: \(name)-ns\nresources: [service.yaml]\npatches: [{path: patches/web.yaml}]\n",
        to: "apps/\(name)/kustomization.yaml")
      try folder.write(
        "$patch: delete\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n",
        to: "apps/\(name)/patches/web.yaml")
    }
    try folder.write("apiVersion: v2\nname: x\nversion: 1.0.0\n", to: "chart/Chart.yaml")
    try folder.write(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"{{ .Release.Name }}-X\"}\n",
      to: "chart/templates/deep/map.yaml")
    try folder.write("a: {{ .Image }}\n", to: "other.yaml")
    let result = try lint(["."], folder: folder)
    #expect(result.status == 0, "\(result.output)")
    #expect(
      result.output.hasSuffix(
        "in 6 files (4 documents); not checked: 2 Helm templates, 1 Helm values file\n"
      ), "\(result.output)")
    #expect(!result.output.contains("K8S101"))
  }

  @Test("--fix changes the bytes of its edits only, and reports what is left")
  func fix() throws {
    let folder = try TemporaryFolder()
    let text = "# ä comment\r\napiVersion: v1\r\nkind:   ConfigMap # kept\r\n"
    let rest = "metadata: {name: web, namespace: default}\r\ndata:\r\n  a:   "
    try folder.write(text + rest + "3 # kept\r\n", to: "a.yaml")
    let diff = try lint(["a.yaml", "--diff"], folder: folder)
    #expect(diff.status == 1 && diff.output.contains("+  a:   \"3\" # kept\r\n"))
    #expect(try folder.read("a.yaml") == text + rest + "3 # kept\r\n")
    let result = try lint(["a.yaml", "--fix"], folder: folder)
    #expect(try folder.read("a.yaml") == text + rest + "\"3\" # kept\r\n")
    #expect(result.status == 0 && result.output.contains("K8S211"))
    #expect(result.output.hasSuffix("1 warning in 1 file (1 document); 1 fixed\n"))
  }

  @Test("--strict makes warnings count")
  func strict() throws {
    let folder = try TemporaryFolder()
    let text = good.replacing("namespace: apps", with: "namespace: default")
    try folder.write(text, to: "a.yaml")
    #expect(try lint(["a.yaml"], folder: folder).status == 0)
    #expect(try lint(["a.yaml", "--strict"], folder: folder).status == 1)
  }

  @Test("--complete makes an error of a reference to nothing")
  func complete() throws {
    let folder = try TemporaryFolder()
    let pod = """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: web, namespace: apps}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: absent}
      subjects: [{kind: ServiceAccount, name: web, namespace: apps}]

      """
    try folder.write(pod, to: "a.yaml")
    let open = try lint(["a.yaml"], folder: folder)
    #expect(open.status == 0 && open.output.contains("note[K8S104]"))
    let complete = try lint(["a.yaml", "--complete"], folder: folder)
    #expect(complete.status == 1 && complete.output.contains("error[K8S104]"))
  }

  @Test("a baseline leaves out what it lists, and says when entries fit nothing any more")
  func baseline() throws {
    let folder = try TemporaryFolder()
    try folder.write(bad, to: "a.yaml")
    let written = try lint(["a.yaml", "--write-baseline", "base.json"], folder: folder)
    #expect(written.status == 0 && written.output.hasPrefix("base.json: 1 finding recorded"))
    #expect(try lint(["a.yaml", "--baseline", "base.json"], folder: folder).status == 0)
    // Lines above move the finding, and it stays the same one.
    try folder.write("# one\n# two\n\(bad)---\n\(bad.replacing("web", with: "api"))", to: "a.yaml")
    let moved = try lint(
      ["a.yaml", "--baseline", "base.json", "--format", "concise"], folder: folder)
    #expect(moved.output == "a.yaml:11:14: error: expected a string, found an integer [SCH005]\n")
    try folder.write(good, to: "a.yaml")
    let gone = try lint(["a.yaml", "--baseline", "base.json"], folder: folder)
    #expect(gone.status == 0 && gone.output.contains("note[K8S003]"))
    try folder.write("[]", to: "base.json")
    let wrong = try lint(["a.yaml", "--baseline", "base.json"], folder: folder)
    #expect(wrong.status == 1 && wrong.errors.contains("FIL008"))
  }

  @Test("a comment silences what stands on its line or the next, and an unused one is a finding")
  func ignores() throws {
    let folder = try TemporaryFolder()
    let same = bad.replacing("mode: 3}", with: "mode: 3} # redoubt:ignore SCH005 read as a number")
    let above = bad.replacing(
      "\ndata:", with: "\n# redoubt:ignore SCH005,SCH003 read as a number\ndata:")
    try folder.write(same, to: "same.yaml")
    try folder.write(above, to: "above.yaml")
    let quiet = try lint(["same.yaml"], folder: folder)
    #expect(quiet.status == 0 && quiet.output.hasPrefix("no findings"))
    let unused = try lint(["above.yaml", "--format", "concise"], folder: folder)
    #expect(unused.output.contains("suppresses no finding with the code `SCH003` [K8S001]"))
    #expect(!unused.output.contains("[SCH005]") && unused.status == 0)
  }

  @Test("kube-linter's annotations are understood")
  func annotations() throws {
    let folder = try TemporaryFolder()
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
        namespace: apps
        annotations: {ignore-check.kube-linter.io/unset-memory-requirements: the cache is bounded}
      spec:
        containers: [{name: web, image: registry.example.com/web:1.4}]

      """
    try folder.write(pod, to: "a.yaml")
    let result = try lint(["a.yaml", "--format", "concise"], folder: folder)
    #expect(!result.output.contains("K8S302") && result.output.contains("K8S303"))
  }

  @Test("definitions of the tree and of --schema are used, and a broken one says why")
  func definitions() throws {
    let folder = try TemporaryFolder()
    let crd = """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: boxes.example.com}
      spec:
        group: example.com
        names: {kind: Box, plural: boxes}
        scope: Namespaced
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema: {type: object, properties: {size: {type: integer}}}

      """
    let box =
      "apiVersion: example.com/v1\nkind: Box\nmetadata: {name: a, namespace: b}\nsize: big\n"
    try folder.write(box, to: "objects/box.yaml")
    try folder.write(crd, to: "crds/box.yaml")
    let alone = try lint(["objects", "--format", "concise"], folder: folder)
    #expect(alone.status == 0 && alone.output.contains("note: no schema found"))
    for arguments in [["objects", "--schema", "crds"], ["."]] {
      let result = try lint(arguments + ["--format", "concise"], folder: folder)
      #expect(
        result.status == 1 && result.output.contains("box.yaml:4:7: error: expected an integer"))
    }
    try folder.write(crd.replacing("type: integer", with: "kind: integer"), to: "crds/box.yaml")
    let broken = try lint(["objects", "--schema", "crds", "--format", "concise"], folder: folder)
    #expect(broken.status == 1 && broken.output.contains("crds/box.yaml"))
    #expect(broken.output.contains("[CRD001]"))
    try folder.write(box, to: "empty/box.yaml")
    let none = try lint(["objects", "--schema", "empty"], folder: folder)
    #expect(none.status == 1 && none.output.contains("no CustomResourceDefinition found"))
  }

  @Test("--kubernetes-version decides which kinds and fields there are")
  func versions() throws {
    let folder = try TemporaryFolder()
    let policy = """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: a}
      spec: {policyName: b}

      """
    try folder.write(policy, to: "a.yaml")
    #expect(try lint(["a.yaml"], folder: folder).status == 0)
    #expect(try lint(["a.yaml", "--kubernetes-version", "1.34"], folder: folder).status == 1)
    #expect(try lint(["a.yaml", "--kubernetes-version", "1.12"], folder: folder).status == 2)
  }

  @Test("a Topology is held against its own rules")
  func topology() throws {
    let folder = try TemporaryFolder()
    try folder.write(BaseTopology.text, to: "topology.yaml")
    let broken = BaseTopology.text.replacing("id: dc2", with: "id: dc1")
    try folder.write(broken, to: "broken.yaml")
    #expect(try lint(["topology.yaml"], folder: folder).status == 0)
    let result = try lint(["broken.yaml", "--format", "concise"], folder: folder)
    #expect(result.status == 1 && result.output.contains("[TOP"))
  }

  @Test("several reports are written at once; pairs that do not fit are refused")
  func reports() throws {
    let folder = try TemporaryFolder()
    try folder.write(bad, to: "a.yaml")
    let both = ["--format", "concise", "--output", "-", "--format", "json", "--output", "x.json"]
    let result = try lint(["a.yaml"] + both, folder: folder)
    #expect(result.output.hasPrefix("a.yaml:4:14: error") && result.status == 1)
    #expect(try folder.read("x.json").contains("\"line\":4,\"column\":14"))
    #expect(
      try lint(["a.yaml", "--format", "json", "--format", "text"], folder: folder).status == 2)
    let nowhere = try lint(
      ["a.yaml", "--format", "json", "--output", "absent/x.json"], folder: folder)
    #expect(nowhere.status == 3 && nowhere.errors.contains("its directory does not exist"))
  }

  @Test("no value of a Secret is in any report")
  func secrets() throws {
    let folder = try TemporaryFolder()
    let text = """
      apiVersion: v1
      kind: Secret
      metadata: {name: web, namespace: apps}
      stringData: {password: hunter2-secret, pin: 48151623}
      data: {key: hunter2-secret}
      hunter: 1

      """
    try folder.write(text, to: "a.yaml")
    for format in ["text", "concise", "json", "sarif", "github", "junit"] {
      let result = try lint(["a.yaml", "--format", format], folder: folder)
      #expect(result.status == 1)
      #expect(!result.output.contains("hunter2"), "\(format): \(result.output)")
      #expect(!result.output.contains("48151623"), "\(format): \(result.output)")
    }
  }
}
