import InfisicalClient
import InfisicalTesting
import KubernetesTesting
import Seams
import Simulation
import Testing
import YAMLSyntax

@testable import Controllers

/// What tenants cannot make the operator do for them.
@Suite("Tenants")
struct TenancyTests {
  private static func reference(_ name: String, _ namespace: String, _ key: String) -> YAMLNode {
    .object(["name": .string(name), "namespace": .string(namespace), "key": .string(key)])
  }

  private static func resource(
    _ bed: TestBed, _ kind: String, _ plural: String, _ namespace: String, _ name: String,
    _ spec: YAMLNode
  ) {
    bed.api.put(plural, .resource(kind, namespace, name, spec))
  }

  private static func auth(
    _ bed: TestBed, _ namespace: String, _ name: String, _ spec: [String: YAMLNode]
  ) {
    var node = YAMLNode.object([:])
    for (key, value) in spec.sorted(by: { $0.key < $1.key }) { node.set(key, value) }
    resource(bed, "InfisicalAuth", "infisicalauths", namespace, name, node)
  }

  private static func ready(_ bed: TestBed, _ name: String, _ namespace: String) -> (
    status: String, message: String
  )? {
    bed.condition("IsReady", of: name, resource: "infisicalauths", namespace: namespace)
      ?? bed.condition("Ready", of: name, resource: "infisicalauths", namespace: namespace)
  }

  private static func conditions(
    _ bed: TestBed, _ plural: String, _ namespace: String, _ name: String
  ) -> String {
    String(
      decoding: (bed.api.object(plural, namespace, name)?["status"] ?? .null).json, as: UTF8.self)
  }

  private static func connection(
    _ bed: TestBed, _ namespace: String, _ name: String, _ address: String
  ) {
    resource(
      bed, "InfisicalConnection", "infisicalconnections", namespace, name,
      .object(["address": .string(address)]))
  }

  @Test(
    "a tenant's server never gets the operator's cloud identity",
    arguments: ["azure", "aws-iam", "gcp-id-token", "gcp-iam"])
  func clouds(method: String) throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.connection(bed, "evil", "mine", TestBed.otherAddress)
      bed.secret("evil", "identity", ["id": "x"])
      let field =
        ["aws-iam": "awsIam", "gcp-id-token": "gcpIdToken", "gcp-iam": "gcpIam"][method] ?? method
      Self.auth(
        bed, "evil", "thief",
        [
          "infisicalConnectionRef": .object(["name": "mine"]), "method": .string(method),
          field: .object([
            "identityIdRef": Self.reference("identity", "evil", "id"),
            "serviceAccountKeyFilePath": "/keys/a.json",
          ]),
        ])
      try await bed.operating { _ in
        #expect(
          await bed.eventually {
            Self.conditions(bed, "infisicalauths", "evil", "thief").contains(
              "the operator's own cloud identity")
          })
        try await world.sleep(.seconds(300))
        #expect(bed.other.calls.keys.allSatisfy { !$0.contains("/auth/") }, "\(bed.other.calls)")
      }
    }
  }

  @Test(
    "an address on the list may have the cloud identity, and so may the operator's own namespace")
  func allowedClouds() throws {
    var options = OperatorOptions()
    options.cloudIdentityAddresses = ["https://infisical.example.com/api/"]
    let clouds = options.clouds
    func isRefused(auth: String, connection: String, _ address: String) throws -> Bool {
      clouds.refusal(
        of: "azure", in: auth, connection: ObjectKey(connection, "c"),
        address: try #require(ServerAddress(address))) != nil
    }
    let home = "redoubt-system"
    #expect(try !isRefused(auth: "tenant", connection: "tenant", "https://infisical.example.com"))
    #expect(
      try isRefused(auth: "tenant", connection: "tenant", "https://infisical.example.com.evil.org"))
    #expect(try !isRefused(auth: home, connection: home, "https://other.example.com"))
    #expect(try isRefused(auth: home, connection: "tenant", "https://other.example.com"))
    #expect(try isRefused(auth: "tenant", connection: home, "https://other.example.com"))
  }

  @Test(
    "the operator's own account and namespace serve nobody else, even where everything is allowed",
    arguments: ReferenceMode.allCases)
  func home(mode: ReferenceMode) throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.connection(bed, "evil", "mine", TestBed.otherAddress)
      bed.secret("redoubt-system", "credentials", ["id": "root", "secret": "hunter2"])
      bed.secret("evil", "identity", ["id": "x"])
      bed.api.edit("secrets", "redoubt-system", "credentials") { object in
        object.set(
          "metadata",
          (object["metadata"] ?? .mapping([])).with(
            "annotations", .object([:]).with("secrets.infisical.com/allowed-namespaces", "*")))
      }
      for name in ["redoubt-operator", "other"] {
        bed.api.put(
          "serviceaccounts",
          .object([
            "apiVersion": "v1", "kind": "ServiceAccount",
            "metadata": .object(["name": .string(name), "namespace": "redoubt-system"]),
          ]))
      }
      Self.auth(
        bed, "evil", "a-secret",
        [
          "infisicalConnectionRef": .object(["name": "mine"]), "method": "universal",
          "universal": .object([
            "clientIdRef": Self.reference("credentials", "redoubt-system", "id"),
            "clientSecretRef": Self.reference("credentials", "redoubt-system", "secret"),
          ]),
        ])
      Self.auth(
        bed, "evil", "an-account",
        [
          "infisicalConnectionRef": .object(["name": "mine"]), "method": "kubernetes",
          "kubernetes": .object([
            "identityIdRef": Self.reference("identity", "evil", "id"),
            "serviceAccountRef": .object([
              "name": "redoubt-operator", "namespace": "redoubt-system",
            ]),
          ]),
        ])
      var options = OperatorOptions()
      options.references = mode
      try await bed.operating(options) { _ in
        for name in ["a-secret", "an-account"] {
          #expect(
            await bed.eventually {
              let text = Self.conditions(bed, "infisicalauths", "evil", name)
              return text.contains("does not serve other namespaces")
                || text.contains("cross-namespace references are disabled")
            }, "\(Self.conditions(bed, "infisicalauths", "evil", name))")
        }
        try await world.sleep(.seconds(300))
        #expect(bed.other.logins.isEmpty && bed.api.calls["create serviceaccounts/token"] == nil)
        #expect(bed.api.calls["get secrets"] ?? 0 <= 5, "what is refused anyway is not even read")
      }
    }
  }

  @Test("by default nothing of another namespace can be used, and whether it exists is not told")
  func annotated() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.connection(bed, "evil", "mine", TestBed.otherAddress)
      bed.secret("shop", "credentials", ["id": "a", "secret": "b"])
      for name in ["credentials", "nothing"] {
        Self.auth(
          bed, "evil", name,
          [
            "infisicalConnectionRef": .object(["name": "mine"]), "method": "universal",
            "universal": .object([
              "clientIdRef": Self.reference(name, "shop", "id"),
              "clientSecretRef": Self.reference(name, "shop", "secret"),
            ]),
          ])
      }
      try await bed.operating { _ in
        @Sendable func words(_ name: String) -> String {
          Self.conditions(bed, "infisicalauths", "evil", name).replacing(name, with: "X")
        }
        #expect(
          await bed.eventually { words("credentials").contains("does not name namespace evil") })
        #expect(
          await bed.eventually { words("nothing").contains("does not name namespace evil") },
          "\(words("nothing"))")
        #expect(bed.other.logins.isEmpty)
      }
    }
  }

  @Test("what an internal service answers is not in any condition or Event")
  func words() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.connection(bed, "evil", "mine", TestBed.otherAddress)
      bed.secret("evil", "identity", ["id": "x", "secret": "y"])
      Self.auth(
        bed, "evil", "probe",
        [
          "infisicalConnectionRef": .object(["name": "mine"]), "method": "universal",
          "universal": .object([
            "clientIdRef": Self.reference("identity", "evil", "id"),
            "clientSecretRef": Self.reference("identity", "evil", "secret"),
          ]),
        ])
      bed.other.faults.set { _, _ in .status(403) }
      try await bed.operating { _ in
        #expect(
          await bed.eventually {
            Self.conditions(bed, "infisicalauths", "evil", "probe").contains("answered 403")
          })
        // The fault's body is {"message":"injected"}.
        let all =
          Self.conditions(bed, "infisicalauths", "evil", "probe")
          + Self.conditions(bed, "infisicalconnections", "evil", "mine")
          + bed.api.objects("events").map { String(decoding: $0.json, as: UTF8.self) }.joined()
        #expect(!all.contains("injected"), "\(all)")
      }
    }
  }

  @Test("the words of a server that the operator's own people named are shown")
  func trustedWords() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.connection(bed, "redoubt-system", "default", TestBed.address)
      bed.secret("apps", "identity", ["id": "x", "secret": "y"])
      Self.auth(
        bed, "apps", "mine",
        [
          "method": "universal",
          "universal": .object([
            "clientIdRef": Self.reference("identity", "apps", "id"),
            "clientSecretRef": Self.reference("identity", "apps", "secret"),
          ]),
        ])
      try await bed.operating { _ in
        #expect(
          await bed.eventually {
            Self.conditions(bed, "infisicalauths", "apps", "mine").contains("Invalid credentials")
          })
      }
    }
  }

  @Test("a fault of an auth tells all that is wrong, what comes first first")
  func allFaults() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      Self.auth(
        bed, "apps", "mine",
        ["infisicalConnectionRef": .object(["name": "gone"]), "method": "universal"])
      bed.staticSecret("app", auth: "id", path: "") { spec in
        spec.set(
          "sources",
          .sequence([.object(["projectId": "p", "environmentSlug": "", "secretPath": ""])]))
      }
      try await bed.operating { _ in
        #expect(
          await bed.eventually {
            Self.conditions(bed, "infisicalauths", "apps", "mine").contains(
              "InfisicalConnection apps/gone does not exist; method universal requires spec.universal"
            )
          }, "\(Self.conditions(bed, "infisicalauths", "apps", "mine"))")
        #expect(
          await bed.eventually {
            let words = bed.condition("LastReconcileStatus", of: "app")?.message ?? ""
            return words.contains("`spec.sources[0].environmentSlug` must not be empty")
              && words.contains("`spec.sources[0].secretPath`")
          }, "\(bed.condition("LastReconcileStatus", of: "app")?.message ?? "")")
      }
    }
  }

  @Test(
    "one identity's folder that it may not read says nothing to the others, and costs no login a minute"
  )
  func forbiddenSource() throws {
    try SimulatedWorld.run { world in
      let bed = TestBed(world)
      bed.connection()
      bed.auth("id")
      for path in ["a", "b", "c"] {
        bed.infisical.set(bed.place("/\(path)"), "KEY", "one")
        bed.staticSecret(path, auth: "id", path: "/\(path)", interval: "10s")
      }
      bed.infisical.forbid("id", bed.place("/b"))
      try await bed.operating { _ in
        #expect(await bed.eventually { bed.isSynced("a") && bed.isSynced("c") })
        #expect(
          await bed.eventually {
            bed.condition("LastReconcileStatus", of: "b")?.message.contains("403") == true
          })
        bed.infisical.resetCounts()
        try await world.sleep(.seconds(1800))
        #expect(bed.infisical.logins["id"] ?? 0 <= 4, "\(bed.infisical.logins)")
        bed.infisical.set(bed.place("/a"), "KEY", "two")
        #expect(await bed.eventually(within: .seconds(15)) { bed.content("a") == ["KEY": "two"] })
        bed.infisical.forbid("id", bed.place("/b"), false)
        #expect(await bed.eventually(within: .seconds(15)) { bed.isSynced("b") })
      }
    }
  }
}
