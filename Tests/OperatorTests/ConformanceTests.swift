import Foundation
import HTTPTransport
import HTTPTypes
import KubernetesClient
import KubernetesTesting
import Seams
import Simulation
import Synchronization
import Testing
import YAMLSyntax

/// What the operator relies on, asked of the API server in memory and, with `REDOUBT_KUBECONFIG`, of a
/// real one (`make test-cluster KUBECONFIG=…`).
@Suite("Conformance of API servers", .serialized)
struct ConformanceTests {
  enum Subject: String, CaseIterable, Sendable {
    case memory, cluster
  }

  private static var kubeconfig: String? {
    ProcessInfo.processInfo.environment["REDOUBT_KUBECONFIG"]
  }

  static let subjects: [Subject] = kubeconfig == nil ? [.memory] : [.memory, .cluster]

  @Test(
    "the real cluster is part of the suite",
    .enabled(if: kubeconfig != nil, "no REDOUBT_KUBECONFIG"))
  func cluster() {}

  /// Runs `body` with a client and a namespace of its own, which is removed at the end.
  private func with(
    _ subject: Subject, _ body: (KubernetesClient, String) async throws -> Void
  ) async throws {
    let namespace = "redoubt-conformance-\(UInt32.random(in: 0...UInt32.max))"
    let time = SystemTime()
    let object = YAMLNode.object([
      "apiVersion": "v1", "kind": "Namespace", "metadata": .object(["name": .string(namespace)]),
    ])
    guard subject == .cluster, let path = Self.kubeconfig else {
      let client = KubernetesClient(
        server: "http://memory", transport: InMemoryAPIServer(time: time),
        credentials: FixedCredentials(), time: time)
      try await client.send(.create(.namespaces, namespace: nil, object))
      return try await body(client, namespace)
    }
    let read: (String) throws -> [UInt8] = { Array(try Data(contentsOf: URL(filePath: $0))) }
    let configuration = try Kubeconfig(read(path), path: path, read: read).configuration()
    let transport = try HTTPTransport(
      TLSPolicy(
        authorities: configuration.authorities, trustsSystem: configuration.authorities.isEmpty,
        identity: configuration.identity.map { ($0.certificate, $0.key) },
        isInsecure: configuration.isInsecure, serverName: configuration.serverName))
    var token: Sensitive<String>?
    if case .token(let value) = configuration.user { token = value }
    let client = KubernetesClient(
      server: configuration.server, transport: transport, credentials: FixedCredentials(token),
      time: time)
    try await client.send(.create(.namespaces, namespace: nil, object))
    let result: (any Error)?
    do {
      try await body(client, namespace)
      result = nil
    } catch {
      result = error
    }
    let live = try? await client.send(.get(.namespaces, ObjectKey("", namespace)))
    if let uid = live?.text("metadata", "uid") {
      _ = try? await client.send(.delete(.namespaces, ObjectKey("", namespace), uid: uid))
    }
    await transport.close()
    if let result { throw result }
  }

  private func secret(
    _ namespace: String, _ name: String, _ data: [String: String] = ["a": "MQ=="],
    _ more: [String: YAMLNode] = [:]
  ) -> YAMLNode {
    var object = YAMLNode.object([
      "apiVersion": "v1", "kind": "Secret",
      "metadata": .object(["name": .string(name), "namespace": .string(namespace)]),
      "data": .pairs(data),
    ])
    for (key, value) in more.sorted(by: { $0.key < $1.key }) { object.set(key, value) }
    return object
  }

  private func code(_ body: () async throws -> Void) async -> APIError.Code? {
    do {
      try await body()
      return nil
    } catch {
      return (error as? APIError)?.code
    }
  }

  @Test("create, read, conflict, delete", arguments: subjects)
  func lifecycle(subject: Subject) async throws {
    try await with(subject) { client, namespace in
      let key = ObjectKey(namespace, "s")
      let created = try await client.send(
        .create(.secrets, namespace: namespace, secret(namespace, "s")))
      let head = try #require(ObjectHead(created))
      #expect(!head.uid.isEmpty && Int(head.resourceVersion) != nil)
      #expect(
        await code {
          try await client.send(.create(.secrets, namespace: namespace, secret(namespace, "s")))
        }
          == .alreadyExists)
      let patch = { (version: String) in
        YAMLNode.object([
          "metadata": .object([
            "resourceVersion": .string(version), "annotations": .object(["n": "1"]),
          ]), "data": .object(["a": .null, "b": "Mg=="]),
        ])
      }
      let patched = try await client.send(.merge(.secrets, key, patch(head.resourceVersion)))
      #expect(patched.pairs("data") == ["b": "Mg=="])
      #expect(
        await code { try await client.send(.merge(.secrets, key, patch(head.resourceVersion))) }
          == .conflict)
      let again = try await client.send(
        .merge(.secrets, key, .object(["data": .object(["b": "Mg=="])])))
      #expect(
        ObjectHead(again)?.resourceVersion == ObjectHead(patched)?.resourceVersion,
        "what changes nothing makes no new version")
      #expect(
        await code { try await client.send(.delete(.secrets, key, uid: "other")) } == .conflict)
      try await client.send(.delete(.secrets, key, uid: head.uid))
      #expect(await code { try await client.send(.get(.secrets, key)) } == .notFound)
    }
  }

  @Test("what must be refused is refused", arguments: subjects)
  func refusals(subject: Subject) async throws {
    try await with(subject) { client, namespace in
      func create(_ object: YAMLNode) async -> APIError.Code? {
        await code { try await client.send(.create(.secrets, namespace: namespace, object)) }
      }
      #expect(await create(secret(namespace, "k", ["not a key": "MQ=="])) == .invalid)
      let long = "secrets.infisical.com/" + String(repeating: "a", count: 64)
      var annotated = secret(namespace, "n")
      annotated.set(
        "metadata",
        .object([
          "name": "n", "namespace": .string(namespace), "annotations": .pairs([long: "x"]),
        ]))
      #expect(await create(annotated) == .invalid)
      #expect(
        await create(secret(namespace, "i", ["a": "MQ=="], ["immutable": .boolean(true)])) == nil)
      let key = ObjectKey(namespace, "i")
      let edit = YAMLNode.object(["data": .object(["a": "Mg=="])])
      #expect(await code { try await client.send(.merge(.secrets, key, edit)) } == .invalid)
      let type = YAMLNode.object(["type": "example.com/other"])
      #expect(await code { try await client.send(.merge(.secrets, key, type)) } == .invalid)
    }
  }

  @Test("lists come in pages, and metadata alone holds no data", arguments: subjects)
  func pages(subject: Subject) async throws {
    try await with(subject) { client, namespace in
      for number in 0..<5 {
        try await client.send(
          .create(.secrets, namespace: namespace, secret(namespace, "s\(number)")))
      }
      var names: [String] = []
      var token: String?
      repeat {
        let page = try await client.send(
          .list(.secrets, namespace: namespace, limit: 2, from: token, metadataOnly: true))
        for item in page["items"]?.items ?? [] {
          #expect(item["data"] == nil)
          names.append(item.text("metadata", "name") ?? "")
        }
        token = page.text("metadata", "continue").flatMap { $0.isEmpty ? nil : $0 }
      } while token != nil
      #expect(names == (0..<5).map { "s\($0)" })
    }
  }

  @Test("a watch tells every change since its version, and bookmarks may come", arguments: subjects)
  func watch(subject: Subject) async throws {
    try await with(subject) { client, namespace in
      let start = try await client.send(.list(.secrets, namespace: namespace))
      let version = try #require(start.text("metadata", "resourceVersion"))
      let created = try await client.send(
        .create(.secrets, namespace: namespace, secret(namespace, "w")))
      let key = ObjectKey(namespace, "w")
      try await client.send(.merge(.secrets, key, .object(["data": .object(["b": "Mg=="])])))
      try await client.send(
        .delete(.secrets, key, uid: ObjectHead(created)?.uid ?? ""))
      let seen = Mutex<[String]>([])
      try await client.watch(
        .watch(.secrets, namespace: namespace, from: version, seconds: 10, metadataOnly: true),
        idle: .seconds(20)
      ) { event in
        let word: String
        switch event {
        case .added: word = "added"
        case .modified: word = "modified"
        case .deleted: word = "deleted"
        case .bookmark: return true
        case .failed(let error): word = "failed: \(error)"
        }
        return seen.withLock { seen in
          seen.append(word)
          return seen.count < 3
        }
      }
      #expect(seen.withLock { $0 } == ["added", "modified", "deleted"])
    }
  }

  @Test("statuses are applied apart from specs, and their generation stays", arguments: subjects)
  func status(subject: Subject) async throws {
    try await with(subject) { client, namespace in
      let connections = APIResource.infisical(
        "v1beta1", "InfisicalConnection", "infisicalconnections")
      let key = ObjectKey(namespace, "c")
      try await client.send(
        .create(
          connections, namespace: namespace,
          .object([
            "apiVersion": .string(connections.apiVersion), "kind": .string(connections.kind),
            "metadata": .object(["name": "c", "namespace": .string(namespace)]),
            "spec": .object(["address": "https://a.test"]),
          ])))
      let status = YAMLNode.object([
        "apiVersion": .string(connections.apiVersion), "kind": .string(connections.kind),
        "metadata": .object(["name": "c", "namespace": .string(namespace)]),
        "status": .object([
          "conditions": .sequence([
            .object([
              "type": "secrets.infisical.com/IsReady", "status": "True", "reason": "Ok",
              "message": "", "lastTransitionTime": "2026-01-01T00:00:00Z",
              "observedGeneration": .integer(1),
            ])
          ])
        ]),
      ])
      let first = try await client.send(
        .apply(connections, key, subresource: "status", status))
      #expect(first.text("spec", "address") == "https://a.test")
      #expect(first.integer("metadata", "generation") == 1)
      let second = try await client.send(
        .apply(connections, key, subresource: "status", status))
      #expect(ObjectHead(first)?.resourceVersion == ObjectHead(second)?.resourceVersion)
    }
  }

  @Test("leases conflict, accounts give tokens, events are taken", arguments: subjects)
  func rest(subject: Subject) async throws {
    try await with(subject) { client, namespace in
      func lease(_ version: String?) -> YAMLNode {
        var metadata = YAMLNode.object(["name": "l", "namespace": .string(namespace)])
        if let version { metadata.set("resourceVersion", .string(version)) }
        return .object([
          "apiVersion": .string(APIResource.leases.apiVersion), "kind": "Lease",
          "metadata": metadata,
          "spec": .object([
            "holderIdentity": .string(version ?? "first"), "leaseDurationSeconds": .integer(15),
            "renewTime": .string(SystemTime().now.microTime),
          ]),
        ])
      }
      let created = try await client.send(.create(.leases, namespace: namespace, lease(nil)))
      let version = try #require(ObjectHead(created)?.resourceVersion)
      let key = ObjectKey(namespace, "l")
      try await client.send(.replace(.leases, key, lease(version)))
      #expect(
        await code { try await client.send(.replace(.leases, key, lease(version))) } == .conflict)
      try await client.send(
        .create(
          .serviceAccounts, namespace: namespace,
          .object([
            "apiVersion": "v1", "kind": "ServiceAccount",
            "metadata": .object(["name": "a", "namespace": .string(namespace)]),
          ])))
      let token = try await client.send(
        .token(
          of: ObjectKey(namespace, "a"), audiences: ["https://kubernetes.default.svc.cluster.local"]
        ))
      #expect(token.text("status", "token")?.isEmpty == false)
      #expect(
        await code { try await client.send(.token(of: ObjectKey(namespace, "b"), audiences: [])) }
          == .notFound)
      try await client.send(
        .create(
          .events, namespace: namespace,
          .object([
            "apiVersion": "v1", "kind": "Event",
            "metadata": .object(["name": "e.1", "namespace": .string(namespace)]),
            "involvedObject": .object([
              "apiVersion": "v1", "kind": "Secret", "name": "s", "namespace": .string(namespace),
            ]),
            "type": "Normal", "reason": "Test", "message": "hello",
            "firstTimestamp": .string("\(SystemTime().now)"),
            "lastTimestamp": .string("\(SystemTime().now)"), "count": .integer(1),
            "source": .object(["component": "redoubt-operator"]),
          ])))
    }
  }
}
