import Controllers
import InfisicalTesting
import KubernetesTesting
import Seams
import Simulation
import Testing
import YAMLSyntax

/// Targets that people's applications live on: what takes keys away from them, and what does not.
@Suite("Safety of targets")
struct TargetSafetyTests {
  private static func message(_ bed: TestBed, _ name: String = "app", _ namespace: String = "apps")
    -> String
  {
    bed.condition("LastReconcileStatus", of: name, namespace: namespace)?.message ?? ""
  }

  private static func options(_ name: String, _ more: [String: YAMLNode]) -> YAMLNode {
    var options = YAMLNode.object(["refreshInterval": "10s"])
    for (key, value) in more.sorted(by: { $0.key < $1.key }) { options.set(key, value) }
    return options
  }

  // MARK: Empty answers

  @Test("a folder that is renamed in Infisical takes no key away, and the status says so")
  func renamedFolder() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/a", interval: "10s")
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        bed.infisical.move(bed.place("/a"), to: bed.place("/b"))
        #expect(await bed.eventually { Self.message(bed).contains("returned no secret") })
        #expect(Self.message(bed).contains("would lose `KEY` and is left unchanged"))
        #expect(Self.message(bed).contains("project/prod:/a"))
        try await world.sleep(.seconds(120))
        #expect(bed.content("app") == ["KEY": "one"])
        bed.infisical.move(bed.place("/b"), to: bed.place("/a"))
        #expect(
          await bed.eventually { bed.isSynced("app") && bed.content("app") == ["KEY": "one"] })
      }
      // Nor does a new operator take it away, which never saw the folder.
      bed.infisical.move(bed.place("/a"), to: bed.place("/b"))
      try await bed.operating { _ in
        #expect(await bed.eventually { Self.message(bed).contains("returned no secret") })
        #expect(bed.content("app") == ["KEY": "one"])
      }
    }
  }

  @Test("who wants targets to be emptied says so, and then they are")
  func allowEmpty() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/a") {
        $0.set("syncOptions", Self.options("app", ["allowEmpty": .boolean(true)]))
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.content("app") == ["KEY": "one"] })
        bed.infisical.remove(bed.place("/a"), "KEY")
        #expect(await bed.eventually { bed.content("app") == [:] && bed.isSynced("app") })
      }
    }
  }

  @Test(
    "of several sources one that turns out empty takes no key away; one that always was does not hold up the rest"
  )
  func oneOfSeveral() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.set(bed.place("/b"), "OTHER", "two")
      for (name, path) in [("app", "/b"), ("overrides", "/none")] {
        bed.staticSecret(name, auth: "id", path: "/", interval: "10s") {
          $0.set("sources", .sequence(["/a", path].map { TestBed.source($0) }))
        }
      }
      bed.infisical.set(bed.place("/a"), "SECOND", "x")
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") && bed.isSynced("overrides") })
        bed.infisical.remove(bed.place("/b"), "OTHER")
        #expect(await bed.eventually { Self.message(bed).contains("would lose `OTHER`") })
        bed.infisical.remove(bed.place("/a"), "SECOND")
        #expect(await bed.eventually { bed.content("overrides") == ["KEY": "one"] })
        #expect(bed.content("app") == ["KEY": "one", "OTHER": "two", "SECOND": "x"])
      }
    }
  }

  @Test("a target that does not exist is not created from nothing")
  func nothing() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/typo")
      try await bed.operating { _ in
        #expect(
          await bed.eventually { Self.message(bed).contains("Secret apps/app is not created") })
        #expect(bed.content("app") == nil)
        bed.infisical.set(bed.place("/typo"), "KEY", "here")
        #expect(await bed.eventually { bed.content("app") == ["KEY": "here"] })
      }
    }
  }

  @Test(
    "an empty answer changes no value: neither what a template makes of it, nor by a source behind it"
  )
  func emptyValues() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.set(bed.place("/over"), "KEY", "override")
      bed.staticSecret("app", auth: "id", path: "/", interval: "10s") {
        $0.set("sources", .sequence(["/over", "/a", "/never"].map { TestBed.source($0) }))
      }
      bed.staticSecret("file", auth: "id", path: "/over", interval: "10s") {
        $0.set(
          "targets",
          .sequence([
            TestBed.target(
              "file",
              [
                "template": .object([
                  "engineVersion": "v1",
                  "data": .object([
                    "env": "{{ range $k, $v := . }}{{ $k }}={{ $v.Value }}{{ end }}"
                  ]),
                ])
              ])
          ]))
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") && bed.isSynced("file") })
      }
      // The next operator knows which source was empty before: what is read changes all the same.
      bed.infisical.set(bed.place("/over"), "KEY", "rotated")
      try await bed.operating { _ in
        #expect(
          await bed.eventually {
            bed.content("app") == ["KEY": "rotated"]
              && bed.content("file") == ["env": "KEY=rotated"]
          })
        bed.infisical.move(bed.place("/over"), to: bed.place("/elsewhere"))
        #expect(
          await bed.eventually {
            Self.message(bed, "app").contains("would have other values and is left unchanged")
              && Self.message(bed, "file").contains("returned no secret")
          })
        try await world.sleep(.seconds(60))
        #expect(bed.content("app") == ["KEY": "rotated"])
        #expect(bed.content("file") == ["env": "KEY=rotated"])
      }
      // Nor does one that finds them refused take that for an order.
      try await bed.operating { _ in
        try await world.sleep(.seconds(60))
        #expect(bed.content("app") == ["KEY": "rotated"])
        #expect(bed.content("file") == ["env": "KEY=rotated"])
      }
    }
  }

  @Test(
    "a target's own metadata shares it with nobody, and no target is filled with an account's token"
  )
  func reserved() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      let metadata: YAMLNode = .object([
        "labels": .object([:]),
        "annotations": .object([
          "secrets.infisical.com/allowed-namespaces": "*", "secrets.infisical.com/adopt": "true",
          "secrets.infisical.com/pending-rollout": "x", "mine": "yes",
        ]),
      ])
      bed.staticSecret("app", auth: "id", path: "/a") {
        $0.set("targets", .sequence([TestBed.target("app", ["metadata": metadata])]))
      }
      bed.staticSecret("token", auth: "id", path: "/a") {
        $0.set(
          "targets",
          .sequence([
            TestBed.target(
              "token", ["secretType": .string("kubernetes.io/service-account-token")])
          ]))
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") }, "\(Self.message(bed))")
        let annotations =
          bed.api.object("secrets", "apps", "app")?.pairs("metadata", "annotations") ?? [:]
        #expect(annotations["mine"] == "yes")
        for name in ["allowed-namespaces", "adopt", "pending-rollout"] {
          #expect(annotations["secrets.infisical.com/\(name)"] == nil, "\(name)")
        }
        #expect(
          await bed.eventually { Self.message(bed, "token").contains("filled by Kubernetes") })
        #expect(bed.content("token") == nil)
      }
    }
  }

  // MARK: Claims

  @Test("a younger resource with a better name takes nothing from the owner, and freezes nothing")
  func owner() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.set(bed.place("/b"), "KEY", "two")
      bed.staticSecret("b", auth: "id", path: "/b", interval: "10s", target: "shared")
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("b") })
        bed.staticSecret("a", auth: "id", path: "/a", interval: "10s", target: "shared")
        #expect(
          await bed.eventually {
            Self.message(bed, "a").contains("already a target of InfisicalStaticSecret apps/b")
          })
        bed.infisical.set(bed.place("/b"), "KEY", "rotated")
        #expect(await bed.eventually { bed.content("shared") == ["KEY": "rotated"] })
        #expect(bed.isSynced("b"))
      }
    }
  }

  @Test("what the policy refuses, what is not valid and what has no auth claims nothing")
  func claimless() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      // Older, and first by name, but of another namespace: the policy refuses its target.
      bed.staticSecret("a", auth: "id", path: "/a", namespace: "aaa") {
        $0.set("targets", .sequence([TestBed.target("shared", policy: "Orphan")]))
      }
      bed.staticSecret("a-invalid", auth: "id", path: "/a", target: "shared") {
        $0.set("sources", .sequence([]))
      }
      bed.staticSecret("a-lost", auth: "gone", path: "/a", target: "shared")
      bed.infisical.set(bed.place("/b"), "KEY", "mine")
      bed.staticSecret("b", auth: "id", path: "/b", interval: "10s", target: "shared")
      try await bed.operating { _ in
        #expect(
          await bed.eventually { bed.isSynced("b") && bed.content("shared") == ["KEY": "mine"] })
        #expect(
          await bed.eventually {
            Self.message(bed, "a", "aaa").contains("does not name namespace aaa")
          })
        bed.infisical.set(bed.place("/b"), "KEY", "still mine")
        #expect(await bed.eventually { bed.content("shared") == ["KEY": "still mine"] })
      }
    }
  }

  @Test("with every reference allowed the resource of the target's own namespace comes first")
  func neighbour() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.set(bed.place("/b"), "KEY", "neighbour")
      bed.staticSecret("a", auth: "id", path: "/a", namespace: "aaa") {
        $0.set("targets", .sequence([TestBed.target("shared", policy: "Orphan")]))
      }
      bed.staticSecret("z", auth: "id", path: "/b", target: "shared")
      var options = OperatorOptions()
      options.references = .allow
      try await bed.operating(options) { _ in
        #expect(await bed.eventually { bed.isSynced("z") })
        #expect(bed.content("shared") == ["KEY": "neighbour"])
        #expect(await bed.eventually { Self.message(bed, "a", "aaa").contains("apps/z") })
      }
    }
  }

  // MARK: Types

  @Test("a type change is tried before the Secret is deleted")
  func typeChangeRefused() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/a", interval: "10s")
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        let uid = bed.api.object("secrets", "apps", "app")?.text("metadata", "uid")
        bed.api.admit { $0.text("type") == "kubernetes.io/tls" ? "no TLS here" : nil }
        bed.staticSecret("app", auth: "id", path: "/a", interval: "10s") {
          $0.set("targets", .sequence([TestBed.target("app", ["secretType": "kubernetes.io/tls"])]))
        }
        #expect(await bed.eventually { Self.message(bed).contains("no TLS here") })
        #expect(bed.api.object("secrets", "apps", "app")?.text("metadata", "uid") == uid)
        bed.api.admit(nil)
        #expect(await bed.eventually { bed.isSynced("app") })
        #expect(bed.api.object("secrets", "apps", "app")?.text("type") == "kubernetes.io/tls")
      }
    }
  }

  @Test("a Secret whose successor cannot be created is put back")
  func typeChangeUndone() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/a", interval: "10s")
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        // The dry run passes; the quota is used up by somebody else right after it.
        let dryRuns = Counter()
        bed.api.admit { object in
          guard object.text("type") == "kubernetes.io/tls" else { return nil }
          return dryRuns.next() % 2 == 0 ? nil : "quota exceeded"
        }
        bed.staticSecret("app", auth: "id", path: "/a", interval: "10s") {
          $0.set("targets", .sequence([TestBed.target("app", ["secretType": "kubernetes.io/tls"])]))
        }
        #expect(await bed.eventually { Self.message(bed).contains("quota exceeded") })
        #expect(await bed.eventually { bed.content("app") == ["KEY": "one"] })
        bed.api.admit(nil)
        #expect(await bed.eventually { bed.isSynced("app") })
      }
    }
  }

  // MARK: Keys and sizes

  @Test("a key that Kubernetes refuses is named, and holds up only itself where that is wanted")
  func invalidKeys() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.set(bed.place("/a"), "MY KEY", "x")
      bed.staticSecret("app", auth: "id", path: "/a", interval: "10s")
      bed.staticSecret("skips", auth: "id", path: "/a") {
        $0.set("syncOptions", Self.options("skips", ["skipInvalidKeys": .boolean(true)]))
      }
      try await bed.operating { _ in
        #expect(
          await bed.eventually { bed.isSynced("skips") && bed.content("skips") == ["KEY": "one"] })
        #expect(await bed.eventually { Self.message(bed).contains("cannot have `MY KEY`") })
        #expect(await bed.eventually { Self.events(bed).contains("KeysSkipped") })
        bed.infisical.remove(bed.place("/a"), "MY KEY")
        #expect(await bed.eventually { bed.content("app") == ["KEY": "one"] })
      }
    }
  }

  @Test("a target of more than a MiB is refused with its size, and the one before stays")
  func size() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/a", interval: "10s")
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        bed.infisical.set(bed.place("/a"), "BIG", String(repeating: "x", count: 1_100_000))
        #expect(
          await bed.eventually {
            Self.message(bed).contains("would have 1074 KiB; Kubernetes allows 1024 KiB")
          },
          "\(Self.message(bed))")
        #expect(bed.content("app") == ["KEY": "one"])
      }
    }
  }

  // MARK: Objects of others

  @Test("an object that somebody else filled is not taken over, unless it says that it may be")
  func adoption() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.secret(
        "apps", "argocd-secret", ["server.secretkey": "keep-me", "admin.password": "keep-me-too"])
      bed.staticSecret("app", auth: "id", path: "/a", interval: "10s", target: "argocd-secret")
      try await bed.operating { _ in
        #expect(
          await bed.eventually {
            Self.message(bed).contains("would lose `admin.password`, `server.secretkey`")
          })
        #expect(bed.content("argocd-secret")?["server.secretkey"] == "keep-me")
        bed.api.edit("secrets", "apps", "argocd-secret") { object in
          object.set(
            "metadata",
            (object["metadata"] ?? .mapping([])).with(
              "annotations", .object([:]).with("secrets.infisical.com/adopt", "true")))
        }
        #expect(
          await bed.eventually {
            bed.content("argocd-secret") == ["KEY": "one"] && bed.isSynced("app")
          })
      }
    }
  }

  @Test("what marks a resource as applied by Argo CD, Flux or Helm does not mark its target")
  func tracking() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("oven", auth: "id", path: "/a")
      bed.api.edit("infisicalstaticsecrets", "apps", "oven") { object in
        var metadata = object["metadata"] ?? .mapping([])
        metadata.set(
          "labels",
          .pairs([
            "team": "pastry", "app.kubernetes.io/instance": "bakery",
            "argocd.argoproj.io/instance": "bakery",
            "kustomize.toolkit.fluxcd.io/name": "x", "helm.toolkit.fluxcd.io/name": "x",
            "app.kubernetes.io/managed-by": "Helm",
          ]))
        metadata.set(
          "annotations",
          .pairs([
            "note": "kept", "argocd.argoproj.io/tracking-id": "bakery:x",
            "meta.helm.sh/release-name": "x",
            "secrets.infisical.com/pending-rollout": "forged",
            "secrets.infisical.com/adopt": "true",
          ]))
        object.set("metadata", metadata)
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("oven") })
        let metadata = bed.api.object("secrets", "apps", "oven")?["metadata"]
        #expect(metadata?.pairs("labels") == ["team": "pastry"])
        let annotations = metadata?.pairs("annotations") ?? [:]
        #expect(annotations["note"] == "kept")
        #expect(annotations.keys.allSatisfy { !$0.contains("argo") && !$0.contains("helm") })
        #expect(annotations["secrets.infisical.com/pending-rollout"] == nil)
        #expect(annotations["secrets.infisical.com/adopt"] == nil)
      }
    }
  }

  @Test("a target whose namespace comes later is there seconds after it")
  func lateNamespace() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.api.setNamespaces(["infra", "redoubt-system"])
      bed.staticSecret("app", auth: "id", path: "/a", interval: "1h")
      try await bed.operating { _ in
        #expect(
          await bed.eventually { Self.message(bed).contains("namespaces \"apps\" not found") })
        try await world.sleep(.seconds(900))
        bed.api.setNamespaces(nil)
        #expect(await bed.eventually(within: .seconds(15)) { bed.content("app") != nil })
      }
    }
  }

  @Test("a hidden value counts for nothing behind one that is read, and for an error before it")
  func hiddenTwin() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.set(bed.place("/b"), "KEY", .init("x", isHidden: true))
      for (name, paths) in [("app", ["/a", "/b"]), ("lower", ["/b", "/a"])] {
        bed.staticSecret(name, auth: "id", path: "/") {
          $0.set("sources", .sequence(paths.map { TestBed.source($0) }))
        }
      }
      try await bed.operating { _ in
        #expect(
          await bed.eventually { bed.isSynced("app") && bed.content("app") == ["KEY": "one"] })
        #expect(
          await bed.eventually { Self.message(bed, "lower").contains("can list, but not read") })
        #expect(bed.content("lower") == nil)
      }
    }
  }

  @Test("the digest on a target says nothing about the values that it was rendered from")
  func digest() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      let template: YAMLNode = .object([
        "engineVersion": "v1", "data": .object(["x": "{{ .KEY }}{{ randAlpha 5 }}"]),
      ])
      bed.staticSecret("app", auth: "id", path: "/a", interval: "10s") {
        $0.set("targets", .sequence([TestBed.target("app", ["template": template])]))
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        let first = Self.digest(bed)
        // Another value of the same version is not told from it; another version of the same value is.
        bed.infisical.set(bed.place("/a"), "KEY", "one")
        #expect(await bed.eventually { Self.digest(bed) != first })
      }
    }
  }

  private static func digest(_ bed: TestBed) -> String? {
    bed.api.object("secrets", "apps", "app")?.at("metadata", "annotations")?.text(
      "secrets.infisical.com/source-digest")
  }

  private static func events(_ bed: TestBed) -> [String] {
    bed.api.objects("events").compactMap { $0.text("reason") }
  }
}
