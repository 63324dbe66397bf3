import TestSupport
import Testing

/// `redoubt lint` over kustomizations: what is judged is what is deployed.
@Suite("redoubt lint of kustomizations")
struct LintDeployedTests {
  private static let base = """
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec: {ports: [{port: 80}], sessionAfinity: None, selector: {app: web}}

    """

  /// A base with a fault, and overlays that patch it.
  private func world(_ overlays: [String], _ extra: [String: String] = [:]) throws
    -> TemporaryFolder
  {
    let folder = try TemporaryFolder()
    try folder.write("resources: [web.yaml]\n", to: "base/kustomization.yaml")
    try folder.write(Self.base, to: "base/web.yaml")
    for overlay in overlays {
      try folder.write(
        """
        namespace: \(overlay)
        namePrefix: \(overlay)-
        resources: [../base]
        patches: [{path: type.yaml}]

        """, to: "\(overlay)/kustomization.yaml")
      try folder.write(
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: ClusterIp}\n",
        to: "\(overlay)/type.yaml")
    }
    for path in extra.keys.sorted() { try folder.write(extra[path] ?? "", to: path) }
    return folder
  }

  private func lint(_ folder: TemporaryFolder, _ arguments: String...) throws -> Tool.Result {
    try Tool.redoubt.run(["lint"] + arguments, folder: folder.root)
  }

  private func concise(_ folder: TemporaryFolder, _ path: String = ".") throws -> [String] {
    try lint(folder, path, "--format", "concise").output.split(separator: "\n").map(String.init)
  }

  @Test(
    "a fault of a base is one finding, however many overlays deploy it; a fault of a patch is the patch's"
  )
  func sharedBase() throws {
    let folder = try world(["dev", "prod"])
    #expect(
      try concise(folder) == [
        "base/web.yaml:4:29: error: unknown field `sessionAfinity` [SCH003]",
        "dev/type.yaml:4:14: error: unknown value `ClusterIp` [SCH006]",
        "prod/type.yaml:4:14: error: unknown value `ClusterIp` [SCH006]",
      ])
    let text = try lint(folder, ".").output
    #expect(text.contains("deployed by `dev`, `prod`"), "\(text)")
  }

  @Test(
    "a patch that is linted alone is judged as part of what it patches, without findings in other files"
  )
  func patchAlone() throws {
    let folder = try world(["dev"], [".git/HEAD": ""])
    #expect(
      try concise(folder, "dev/type.yaml")
        == ["dev/type.yaml:4:14: error: unknown value `ClusterIp` [SCH006]"])
  }

  @Test(
    "objects of one name in different kustomizations are no duplicates, those of one kustomization are refused"
  )
  func duplicates() throws {
    let folder = try TemporaryFolder()
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n"
    for name in ["x", "y"] {
      try folder.write(map, to: "apps/\(name)/map.yaml")
      try folder.write("resources: [map.yaml]\n", to: "apps/\(name)/kustomization.yaml")
    }
    #expect(try lint(folder, ".").status == 0)
    try folder.write(map, to: "apps/y/again.yaml")
    try folder.write("resources: [map.yaml, again.yaml]\n", to: "apps/y/kustomization.yaml")
    let lines = try concise(folder)
    #expect(lines.contains { $0.hasPrefix("apps/y/kustomization.yaml:1:") && $0.contains("[KUS") })
  }

  @Test("faults of a kustomization are findings at its lines")
  func faults() throws {
    let folder = try world([], ["base/kustomization.yaml": "resources: [web.yaml, none.yaml]\n"])
    #expect(try concise(folder).contains { $0.hasPrefix("base/kustomization.yaml:1:23: error:") })
  }

  @Test("what another kustomization deploys is not missing")
  func references() throws {
    let role = """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: a, namespace: apps}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: NAME}
      subjects: [{kind: Group, name: g, apiGroup: rbac.authorization.k8s.io}]

      """
    let folder = try TemporaryFolder()
    try folder.write("resources: [a.yaml]\n", to: "one/kustomization.yaml")
    try folder.write(role.replacing("NAME", with: "reader"), to: "one/a.yaml")
    try folder.write("resources: [a.yaml]\n", to: "two/kustomization.yaml")
    try folder.write(
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reader, namespace: apps}\nrules: []\n",
      to: "two/a.yaml")
    #expect(try lint(folder, ".", "--complete").status == 0)
    try folder.write(role.replacing("NAME", with: "writer"), to: "one/a.yaml")
    #expect(try lint(folder, ".", "--complete").status == 1)
  }

  @Test("a fix of a deployed object keeps what its file says")
  func fix() throws {
    let folder = try TemporaryFolder()
    try folder.write("resources: [a.yaml]\nnamespace: apps\n", to: "kustomization.yaml")
    try folder.write(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {version: 1.10}  # kept\n",
      to: "a.yaml")
    #expect(try lint(folder, ".", "--fix").status == 0)
    #expect(
      try folder.read("a.yaml")
        == "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {version: \"1.10\"}  # kept\n"
    )
  }

  @Test("files for other programs are counted, and never judged as objects")
  func foreign() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n", to: "a.yaml")
    try folder.write("apiVersion: v1alpha1\nkind: VLANConfig\nname: eth0.7\n", to: "talos.yaml")
    try folder.write("apiVersion: v1\nkind: Config\nclusters: []\nusers: []\n", to: "config.yaml")
    try folder.write(
      "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, title: A}\n",
      to: "catalog.yaml")
    try folder.write("kind: CronJob\nschedule: 0 3 * * *\n", to: "values.yaml")
    try folder.write(
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 2}\n",
      to: "ssa-a.yaml")
    let result = try lint(folder, ".")
    #expect(
      result.output
        == "no findings in 1 file (1 document); not checked: 1 partial object, 1 Helm values file, 3 other YAML files\n"
    )
  }

  @Test(
    "a Flux Kustomization is judged as its parent patches it, and its directory as it deploys it")
  func flux() throws {
    let folder = try TemporaryFolder()
    func kustomization(_ name: String, _ spec: String) -> String {
      """
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: \(name), namespace: flux-system}
      spec:
        sourceRef: {kind: GitRepository, name: flux-system}
      \(spec)
      """
    }
    try folder.write("", to: ".git/HEAD")
    try folder.write(
      kustomization(
        "apps",
        """
          interval: 1h
          prune: true
          path: ./apps
          patches:
          - target: {kind: Kustomization}
            patch: |-
              apiVersion: kustomize.toolkit.fluxcd.io/v1
              kind: Kustomization
              metadata: {name: _}
              spec: {interval: 30m, prune: true}

        """), to: "clusters/apps.yaml")
    try folder.write(
      kustomization(
        "oven",
        """
          path: ./oven
          targetNamespace: bakery
          patches: [{patch: '{apiVersion: v1, kind: Service, metadata: {name: oven}, spec: {ports: [{port: 80}]}}'}]

        """), to: "apps/oven.yaml")
    try folder.write(
      "apiVersion: v1\nkind: Service\nmetadata: {name: oven}\nspec: {selector: {app: oven}}\n",
      to: "oven/service.yaml")
    #expect(try concise(folder) == [])
    try folder.write(
      kustomization("lost", "  interval: 1h\n  prune: true\n  path: ./none\n"),
      to: "clusters/lost.yaml")
    #expect(
      try concise(folder) == [
        "clusters/lost.yaml:8:9: error: `./none` does not exist in this repository [KUS003]"
      ])
  }

  @Test("literals of a Secret that a kustomization generates are in no report")
  func generated() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "namespace: apps\nsecretGenerator:\n- name: mail\n  literals:\n  - sender=oven@example.com\nresources: [none.yaml]\n",
      to: "kustomization.yaml")
    let result = try lint(folder, ".")
    #expect(result.output.contains("[K8S412]") && result.output.contains("none.yaml"))
    #expect(!result.output.contains("oven@example.com"), "\(result.output)")
  }

  @Test("a doubled key beside a quoted `{{` is a finding, and so is an action without quotes")
  func braces() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\ndata:\n  a: \"{{ .X }}\"\n  a: c\n",
      to: "a.yaml")
    try folder.write(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, namespace: b}\ndata:\n  a: {{region}}-{{env}}\n",
      to: "b.yaml")
    let lines = try concise(folder)
    #expect(lines.contains { $0.hasPrefix("a.yaml:6:3: error: duplicate key") })
    #expect(lines.contains { $0.hasPrefix("b.yaml:5:") && $0.contains("error:") })
  }

  @Test("what variables stand for is not judged")
  func variables() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      try folder.write(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"${APP}\", namespace: b}\n",
        to: "\(name).yaml")
    }
    #expect(try concise(folder) == [])
  }
}
