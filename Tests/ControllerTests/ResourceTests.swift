import Controllers
import Foundation
import InfisicalTesting
import KubernetesClient
import KubernetesTesting
import Seams
import Simulation
import TestSupport
import Testing
import YAMLSyntax

/// Single resources: what is read, merged, rendered, refused, rolled out.
@Suite("Resources")
struct ResourceTests {
  @Test("direct secrets come before imported ones, earlier sources before later ones")
  func merge() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.set(bed.place("/a"), "BOTH", "a")
      bed.infisical.set(bed.place("/b"), "BOTH", "b")
      bed.infisical.set(bed.place("/b"), "DIRECT", "b")
      bed.infisical.set(bed.place("/i"), "DIRECT", "imported")
      bed.infisical.set(bed.place("/i"), "ONLY", "imported")
      bed.infisical.set(bed.place("/a"), "KEY", .init("mine", type: "personal"))
      bed.infisical.addImport(bed.place("/i"), into: bed.place("/a"))
      bed.staticSecret("app", auth: "id", path: "/") {
        $0.set("sources", .sequence([TestBed.source("/a"), TestBed.source("/b")]))
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        #expect(bed.content("app") == ["BOTH": "a", "DIRECT": "b", "ONLY": "imported"])
      }
    }
  }

  @Test("templates see values and folders; bytes that are no text go to binaryData of ConfigMaps")
  func templates() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.set(bed.place("/a/deep"), "INNER", "in")
      bed.staticSecret("app", auth: "id", path: "/") { spec in
        spec.set("sources", .sequence([TestBed.source("/a", ["recursive": .boolean(true)])]))
        spec.set(
          "targets",
          .sequence([
            TestBed.target(
              "plain",
              [
                "template": .object([
                  "engineVersion": "v1",
                  "data": .object([
                    "line": #"{{ .KEY.Value }}-{{ (secretFrom "/a/deep" "INNER").Value | upper }}"#,
                    "raw": #"{{ "/wA=" | b64dec }}"#,
                  ]),
                ])
              ], kind: "ConfigMap"),
            TestBed.target(
              "bulk",
              [
                "template": .object([
                  "engineVersion": "v1",
                  "data": "{{ range $k, $v := . }}{{ $k | lower }}: {{ $v | quote }}\n{{ end }}",
                ])
              ]),
          ]))
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        let map = bed.api.object("configmaps", "apps", "plain")
        #expect(map?.pairs("data") == ["line": "one-IN"])
        #expect(map?.pairs("binaryData") == ["raw": "/wA="])
        #expect(bed.content("bulk") == ["key": "one", "inner": "in"])
      }
    }
  }

  @Test("a missing key is an error with its place, and one bad target holds up no other")
  func missingKey() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/a") { spec in
        spec.set(
          "targets",
          .sequence([
            TestBed.target(
              "bad",
              [
                "template": .object([
                  "engineVersion": "v1", "data": .object(["x": "a\n  {{ .GONE.Value }}"]),
                ])
              ]),
            TestBed.target("good"),
          ]))
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.content("good") == ["KEY": "one"] })
        #expect(await bed.eventually { bed.condition("LastReconcileStatus", of: "app") != nil })
        let condition = bed.condition("LastReconcileStatus", of: "app")
        #expect(condition?.status == "False")
        #expect(
          condition?.message.contains("template.data.x:2:") == true, "\(condition?.message ?? "")")
        #expect(condition?.message.contains("one") == false)
        let targets = bed.api.object("infisicalstaticsecrets", "apps", "app")?
          .at("status", "targets")?.items
        #expect(targets?.compactMap { $0.flag("ready") } == [false, true])
      }
    }
  }

  @Test("values that the identity may not read are never written")
  func hidden() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.set(bed.place("/a"), "DARK", .init("x", isHidden: true))
      bed.staticSecret("app", auth: "id", path: "/a")
      try await bed.operating { _ in
        #expect(
          await bed.eventually {
            bed.condition("LastReconcileStatus", of: "app")?.message.contains("DARK") == true
          })
        #expect(bed.content("app") == nil)
        bed.infisical.set(bed.place("/a"), "DARK", "light")
        #expect(
          await bed.eventually { bed.content("app") == ["KEY": "one", "DARK": "light"] })
      }
    }
  }

  @Test(
    "what cannot work is refused in words, and nothing is written",
    arguments: [
      ("targets", "creationPolicy Owner requires a target in the namespace"),
      ("sources", "exactly one of projectId and projectSlug"),
      ("auth", "does not name namespace apps"),
      ("double", "duplicate target apps/t"), ("type", "only Secrets have a secretType"),
    ])
  func refusals(change: String, words: String) throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/a") { spec in
        switch change {
        case "targets":
          spec.set("targets", .sequence([TestBed.target("t", ["namespace": "elsewhere"])]))
        case "sources":
          spec.set("sources", .sequence([TestBed.source("/a", ["projectSlug": "also"])]))
        case "double":
          spec.set(
            "targets", .sequence([TestBed.target("t"), TestBed.target("t", kind: "ConfigMap")]))
        case "type":
          spec.set(
            "targets", .sequence([TestBed.target("t", ["secretType": "x"], kind: "ConfigMap")]))
        default: spec.set("infisicalAuthRef", .object(["name": "gone", "namespace": "infra"]))
        }
      }
      try await bed.operating { _ in
        #expect(
          await bed.eventually {
            bed.condition("LastReconcileStatus", of: "app")?.message.contains(words) == true
          }, "\(bed.condition("LastReconcileStatus", of: "app")?.message ?? "")")
        #expect(bed.api.objects("configmaps").isEmpty && bed.content("t") == nil)
        #expect(bed.infisical.fetches.isEmpty)
      }
    }
  }

  @Test(
    "a target that is no longer named is deleted when owned, and let go when it becomes an orphan")
  func release() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      @Sendable func put(_ targets: [YAMLNode]) {
        bed.staticSecret("app", auth: "id", path: "/a") { $0.set("targets", .sequence(targets)) }
      }
      put([TestBed.target("stays"), TestBed.target("goes"), TestBed.target("freed")])
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        put([TestBed.target("stays"), TestBed.target("freed", policy: "Orphan")])
        #expect(await bed.eventually { bed.content("goes") == nil })
        #expect(
          await bed.eventually {
            bed.api.object("secrets", "apps", "freed")?.at("metadata", "ownerReferences")?.items?
              .isEmpty ?? true
          })
        bed.api.remove("infisicalstaticsecrets", "apps", "app")
        try await world.sleep(.seconds(5))
        #expect(bed.content("stays") == nil && bed.content("freed") == ["KEY": "one"])
      }
    }
  }

  @Test(
    "of two resources with one target the older one has it, and the other once that is gone")
  func claims() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.set(bed.place("/b"), "KEY", "two")
      bed.staticSecret("a", auth: "id", path: "/a", target: "shared")
      bed.staticSecret("b", auth: "id", path: "/b", target: "shared")
      try await bed.operating { _ in
        #expect(
          await bed.eventually {
            bed.isSynced("a")
              && bed.condition("LastReconcileStatus", of: "b")?.message.contains(
                "is already a target of InfisicalStaticSecret apps/a") == true
          })
        #expect(bed.content("shared") == ["KEY": "one"])
        bed.api.remove("infisicalstaticsecrets", "apps", "a")
        #expect(
          await bed.eventually { bed.isSynced("b") && bed.content("shared") == ["KEY": "two"] })
      }
    }
  }

  @Test("a target that is renamed is deleted only when the new one is there")
  func rename() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/a", target: "old")
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        bed.secret("apps", "new", ["KEY": "x"])
        bed.api.faults.set { method, path in
          method == "PATCH" && path.hasSuffix("/secrets/new") ? .status(403) : nil
        }
        bed.staticSecret("app", auth: "id", path: "/a", target: "new")
        #expect(await bed.eventually { !bed.isSynced("app") })
        try await world.sleep(.seconds(60))
        #expect(bed.content("old") == ["KEY": "one"])
        bed.api.faults.set(nil)
        #expect(await bed.eventually { bed.content("old") == nil && bed.isSynced("app") })
      }
    }
  }

  @Test("with references denied, no target in another namespace is written")
  func deniedTarget() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/a", namespace: "infra") { spec in
        spec.set(
          "targets",
          .sequence([
            TestBed.target("app", ["namespace": "kube-system"], policy: "Orphan"),
            TestBed.target("own", ["namespace": "infra"], policy: "Orphan"),
          ]))
      }
      var options = OperatorOptions()
      options.references = .deny
      try await bed.operating(options) { _ in
        #expect(await bed.eventually { bed.content("own", namespace: "infra") == ["KEY": "one"] })
        #expect(bed.content("app", namespace: "kube-system") == nil)
      }
    }
  }

  @Test("credentials that are deleted and come back serve on, beyond the life of a token")
  func recreatedCredentials() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.setLifetime(60)
      for number in 0..<40 {
        bed.staticSecret("app-\(number)", auth: "id", path: "/a", interval: "10s")
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { (0..<40).allSatisfy { bed.isSynced("app-\($0)") } })
        bed.api.remove("secrets", "infra", "id-credentials")
        try await world.sleep(.milliseconds(30))
        bed.auth("id")
        try await world.sleep(.seconds(200))
        bed.infisical.set(bed.place("/a"), "KEY", "later")
        #expect(
          await bed.eventually(within: .seconds(30)) {
            (0..<40).allSatisfy { bed.content("app-\($0)") == ["KEY": "later"] }
          })
      }
    }
  }

  private static func deployment(_ bed: TestBed, _ name: String, secret: String, asks: Bool = true)
  {
    bed.api.put(
      "deployments",
      .object([
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": .object([
          "name": .string(name), "namespace": "apps",
          "annotations": .object([
            "secrets.infisical.com/auto-reload": .string(asks ? "true" : "false")
          ]),
        ]),
        "spec": .object([
          "replicas": .integer(3),
          "template": .object([
            "spec": .object([
              "containers": .sequence([
                .object([
                  "name": "c",
                  "envFrom": .sequence([
                    .object(["secretRef": .object(["name": .string(secret)])])
                  ]),
                ])
              ])
            ])
          ]),
        ]),
      ]))
  }

  private static func rollout(_ bed: TestBed, _ name: String, of secret: String) -> String? {
    bed.api.object("deployments", "apps", name)?.at(
      "spec", "template", "metadata", "annotations")?.text(
        "secrets.infisical.com/managed-secret.\(secret)")
  }

  private static func tag(_ bed: TestBed, _ name: String) -> String? {
    bed.api.object("secrets", "apps", name)?.at("metadata", "annotations")?.text(
      "secrets.infisical.com/version")
  }

  @Test("a roll-out that fails is made up for, even by the next operator")
  func rollouts() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/a", interval: "10s")
      Self.deployment(bed, "uses", secret: "app")
      Self.deployment(bed, "other", secret: "else")
      Self.deployment(bed, "quiet", secret: "app", asks: false)
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        #expect(
          await bed.eventually { Self.rollout(bed, "uses", of: "app") == Self.tag(bed, "app") })
        bed.api.faults.set { method, path in
          method == "PATCH" && path.contains("/deployments/") ? .status(500) : nil
        }
        bed.infisical.set(bed.place("/a"), "KEY", "two")
        #expect(await bed.eventually { bed.content("app") == ["KEY": "two"] })
        #expect(Self.rollout(bed, "uses", of: "app") != Self.tag(bed, "app"))
      }
      bed.api.faults.set(nil)
      try await bed.operating { _ in
        #expect(
          await bed.eventually { Self.rollout(bed, "uses", of: "app") == Self.tag(bed, "app") })
        #expect(
          await bed.eventually {
            bed.api.object("secrets", "apps", "app")?.at("metadata", "annotations")?.text(
              "secrets.infisical.com/pending-rollout") == nil
          })
      }
      #expect(Self.rollout(bed, "other", of: "app") == nil)
      #expect(Self.rollout(bed, "quiet", of: "app") == nil)
      #expect(
        bed.api.object("deployments", "apps", "uses")?.integer("spec", "replicas") == 3,
        "nothing else is touched")
    }
  }

  @Test("a template that gives something else each time is rendered once for the same secrets")
  func changingTemplates() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.staticSecret("app", auth: "id", path: "/a", interval: "10s") { spec in
        spec.set(
          "targets",
          .sequence([
            TestBed.target(
              "app",
              [
                "template": .object([
                  "engineVersion": "v1", "data": .object(["x": "{{ .KEY }}{{ randAlpha 20 }}"]),
                ])
              ])
          ]))
      }
      let first = try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        try await world.sleep(.seconds(60))
        return bed.content("app")
      }
      bed.api.resetCalls()
      try await bed.operating { _ in
        try await world.sleep(.seconds(60))
        #expect(bed.content("app") == first && bed.api.writes == 0)
        bed.infisical.set(bed.place("/a"), "KEY", "new")
        #expect(await bed.eventually { bed.content("app")?["x"]?.hasPrefix("new") == true })
      }
    }
  }

  @Test("an event makes the change arrive at once, and few streams serve many sources")
  func events() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      for number in 0..<20 {
        bed.infisical.set(bed.place("/f\(number)"), "KEY", "old")
        bed.staticSecret("app-\(number)", auth: "id", path: "/f\(number)", interval: "1h") { spec in
          spec.set(
            "syncOptions",
            .object(["refreshInterval": "1h", "instantUpdates": .boolean(true)]))
        }
      }
      try await bed.operating { _ in
        #expect(await bed.eventually { (0..<20).allSatisfy { bed.isSynced("app-\($0)") } })
        try await world.sleep(.seconds(20))
        #expect((1...5).contains(bed.infisical.openStreams))
        bed.infisical.resetCounts()
        bed.infisical.set(bed.place("/f7"), "KEY", "new")
        #expect(
          await bed.eventually(within: .seconds(5)) { bed.content("app-7") == ["KEY": "new"] })
        #expect(bed.infisical.fetches.count == 1)
        // What happens while nobody listens is found on connecting again.
        bed.infisical.breakStreams()
        bed.infisical.set(bed.place("/f8"), "KEY", "missed")
        #expect(
          await bed.eventually(within: .seconds(60)) { bed.content("app-8") == ["KEY": "missed"] })
      }
    }
  }

  @Test("the rights in deploy/operator are enough, and no more is asked for")
  func rights() throws {
    let role = ParsedText(
      String(decoding: try Repository.bytes("deploy/operator/cluster-role.yaml"), as: UTF8.self))
    var rights: Set<String> = []
    for rule in role.stream.documents.compactMap({ $0.root?["rules"]?.items }).joined() {
      func texts(_ key: String) -> [String] {
        (rule[key]?.items ?? []).compactMap { $0.scalar?.text }
      }
      for group in texts("apiGroups") {
        for resource in texts("resources") {
          for verb in texts("verbs") { rights.insert("\(verb) \(group) \(resource)") }
        }
      }
    }
    let granted = rights
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.api.authorize { verb, group, resource, namespace in
        group == "coordination.k8s.io" && namespace == "redoubt-system"
          ? ["get", "create", "update"].contains(verb)
          : granted.contains("\(verb) \(group) \(resource)")
      }
      bed.staticSecret("app", auth: "id", path: "/a", interval: "10s")
      Self.deployment(bed, "uses", secret: "app")
      var options = OperatorOptions()
      options.identity = "one"
      try await bed.operating(options) { _ in
        #expect(await bed.eventually { bed.isSynced("app") })
        bed.infisical.set(bed.place("/a"), "KEY", "two")
        #expect(await bed.eventually { bed.content("app") == ["KEY": "two"] })
        #expect(
          await bed.eventually { Self.rollout(bed, "uses", of: "app") == Self.tag(bed, "app") })
        #expect(!bed.api.objects("events").isEmpty)
      }
      #expect(!granted.contains("update  secrets") && !granted.contains { $0.hasPrefix("*") })
    }
  }

  @Test("no secret shows up in statuses, events or metrics")
  func secrecy() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed.withFolder(world)
      bed.infisical.set(bed.place("/a"), "KEY", "hunter2-value")
      bed.auth("id", password: "hunter2-password")
      bed.staticSecret("app", auth: "id", path: "/a", interval: "10s") { spec in
        spec.set(
          "targets",
          .sequence([
            TestBed.target("app"),
            TestBed.target(
              "bad",
              [
                "template": .object([
                  "engineVersion": "v1",
                  "data": .object(["x": "{{ fail (.KEY.Value | upper) }}"]),
                ])
              ]),
            TestBed.target(
              "worse",
              [
                "template": .object([
                  "engineVersion": "v1",
                  "data": .object(["x": "{{ genPrivateKey (.KEY.Value | upper) }}"]),
                ])
              ]),
          ]))
      }
      try await bed.operating { manager in
        #expect(await bed.eventually { bed.content("app") != nil })
        try await world.sleep(.seconds(30))
        manager.updateMetrics()
        var seen = bed.metrics.render()
        for resource in ["infisicalstaticsecrets", "infisicalauths", "events"] {
          for object in bed.api.objects(resource) {
            seen += String(decoding: (object["status"] ?? object).json, as: UTF8.self)
          }
        }
        #expect(
          !seen.lowercased().contains("hunter2"),
          "\(seen.split(separator: "\n").first { $0.contains("hunter2") } ?? "")")
      }
    }
  }
}
