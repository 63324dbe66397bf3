import Controllers
import HTTPTypes
import InfisicalClient
import InfisicalTesting
import KubernetesClient
import KubernetesTesting
import Logging
import OperatorRuntime
import Seams
import Simulation
import Synchronization
import YAMLSyntax

/// A cluster, servers of Infisical and operators, all in one simulated world.
final class TestBed: Sendable {
  let world: SimulatedWorld
  let api: InMemoryAPIServer
  let infisical: InMemoryInfisical
  /// A second server, at another address.
  let other: InMemoryInfisical
  let metrics = MetricsRegistry()

  static let address = "https://infisical.test"
  static let otherAddress = "https://other.test"

  init(_ world: SimulatedWorld) {
    self.world = world
    api = InMemoryAPIServer(time: world)
    infisical = InMemoryInfisical(time: world)
    other = InMemoryInfisical(time: world)
    let latency: @Sendable () -> Duration = {
      .milliseconds(Int64(1 + world.randomness.number(below: 5)))
    }
    for faults in [api.faults, infisical.faults, other.faults] { faults.setLatency(latency) }
  }

  /// A bed with a connection, the identity `id` and the folder `/a`, whose only secret is `KEY: one`.
  static func withFolder(_ world: SimulatedWorld) -> TestBed {
    let bed = TestBed(world)
    bed.connection()
    bed.auth("id")
    bed.infisical.set(bed.place("/a"), "KEY", "one")
    return bed
  }

  /// A source of the project that the bed has, with `more` fields.
  static func source(_ path: String, _ more: [String: YAMLNode] = [:]) -> YAMLNode {
    var source = YAMLNode.object([
      "projectId": "project", "environmentSlug": "prod", "secretPath": .string(path),
    ])
    for (key, value) in more.sorted(by: { $0.key < $1.key }) { source.set(key, value) }
    return source
  }

  /// A target in namespace `apps`, with `more` fields.
  static func target(
    _ name: String, _ more: [String: YAMLNode] = [:], kind: String = "Secret",
    policy: String = "Owner"
  ) -> YAMLNode {
    var target = YAMLNode.object([
      "name": .string(name), "namespace": "apps", "kind": .string(kind),
      "creationPolicy": .string(policy),
    ])
    for (key, value) in more.sorted(by: { $0.key < $1.key }) { target.set(key, value) }
    return target
  }

  /// An operator that has not started.
  func manager(_ options: OperatorOptions = OperatorOptions()) -> ControllerManager {
    let metrics = metrics
    let client = KubernetesClient(
      server: "https://kubernetes.test", transport: api, credentials: FixedCredentials(),
      time: world)
    let runtime = RuntimeEnvironment(
      client: client, time: world, randomness: world.randomness, metrics: metrics,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let router = HostRouter(hosts: [
      Self.address: infisical, Self.otherAddress: other,
    ])
    let logins = LoginContext(
      clouds: router, time: world, environment: [:], readFile: { _ in throw CancellationError() },
      accountToken: { namespace, name, audiences throws(InfisicalError) in
        do throws(APIError) {
          let answer = try await client.send(
            .token(of: ObjectKey(namespace, name), audiences: audiences))
          return Sensitive(answer.text("status", "token") ?? "")
        } catch {
          throw InfisicalError(.credentials, "\(error)")
        }
      })
    return ControllerManager(
      options: options, environment: runtime, logins: logins, transports: { _, _ in router })
  }

  /// Runs an operator while `body` does.
  func operating<Result: Sendable>(
    _ options: OperatorOptions = OperatorOptions(),
    _ body: @escaping @Sendable (ControllerManager) async throws -> Result
  ) async throws -> Result {
    let manager = manager(options)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        await manager.run()
        return nil
      }
      group.addTask { try await body(manager) }
      defer { group.cancelAll() }
      for try await result in group { if let result { return result } }
      throw CancellationError()
    }
  }

  /// Lets virtual time pass until `condition` holds; false when it does not within `limit`.
  func eventually(
    within limit: Duration = .seconds(300), _ condition: @Sendable () -> Bool
  ) async -> Bool {
    let end = world.now + limit
    while world.now < end {
      if condition() { return true }
      try? await world.sleep(.milliseconds(200))
    }
    return condition()
  }

  // MARK: Objects

  func connection(_ name: String = "main", address: String = TestBed.address) {
    api.put(
      "infisicalconnections",
      .resource("InfisicalConnection", "infra", name, .object(["address": .string(address)])))
  }

  /// A Secret with texts.
  func secret(_ namespace: String, _ name: String, _ data: [String: String]) {
    api.put(
      "secrets",
      .object([
        "apiVersion": "v1", "kind": "Secret",
        "metadata": .object(["name": .string(name), "namespace": .string(namespace)]),
        "type": "Opaque", "data": .pairs(data.mapValues { Base64.text($0) }),
      ]))
  }

  /// An identity with its credentials and its auth.
  func auth(_ name: String, connection: String = "main", password: String = "one") {
    infisical.allow(name, method: "universal-auth", proof: "\(name):\(password)")
    other.allow(name, method: "universal-auth", proof: "\(name):\(password)")
    secret("infra", "\(name)-credentials", ["id": name, "secret": password])
    let reference = { (key: String) in
      YAMLNode.object([
        "name": .string("\(name)-credentials"), "namespace": "infra", "key": .string(key),
      ])
    }
    var object = YAMLNode.resource(
      "InfisicalAuth", "infra", name,
      .object([
        "infisicalConnectionRef": .object([
          "name": .string(connection), "namespace": "infra",
        ]),
        "method": "universal",
        "universal": .object([
          "clientIdRef": reference("id"), "clientSecretRef": reference("secret"),
        ]),
      ]))
    var metadata = object["metadata"] ?? .mapping([])
    metadata.set(
      "annotations", .object([:]).with("secrets.infisical.com/allowed-namespaces", "*"))
    object.set("metadata", metadata)
    api.put("infisicalauths", object)
  }

  /// A static secret; `change` alters its spec.
  func staticSecret(
    _ name: String, auth: String, path: String, namespace: String = "apps",
    interval: String = "1m", target: String? = nil,
    _ change: (inout YAMLNode) -> Void = { _ in }
  ) {
    var spec = YAMLNode.object([
      "infisicalAuthRef": .object(["name": .string(auth), "namespace": "infra"]),
      "syncOptions": .object(["refreshInterval": .string(interval)]),
      "sources": .sequence([
        .object([
          "projectId": "project", "environmentSlug": "prod", "secretPath": .string(path),
        ])
      ]),
      "targets": .sequence([
        .object([
          "name": .string(target ?? name), "namespace": .string(namespace), "kind": "Secret",
          "creationPolicy": "Owner",
        ])
      ]),
    ])
    change(&spec)
    api.put(
      "infisicalstaticsecrets", .resource("InfisicalStaticSecret", namespace, name, spec))
  }

  /// What a Secret holds, as texts; nil when there is none.
  func content(_ name: String, namespace: String = "apps") -> [String: String]? {
    api.object("secrets", namespace, name)?.pairs("data").mapValues { Base64.decode($0) }
  }

  func place(_ path: String) -> InMemoryInfisical.Place { .init("project", "prod", path) }

  /// Status and message of a condition of a static secret.
  func condition(
    _ type: String, of name: String, resource: String = "infisicalstaticsecrets",
    namespace: String = "apps"
  ) -> (status: String, message: String)? {
    let conditions =
      api.object(resource, namespace, name)?.at("status", "conditions")?.items ?? []
    return conditions.first { $0.text("type") == "secrets.infisical.com/\(type)" }.map {
      ($0.text("status") ?? "", $0.text("message") ?? "")
    }
  }

  func isSynced(_ name: String, namespace: String = "apps") -> Bool {
    condition("LastReconcileStatus", of: name, namespace: namespace)?.status == "True"
  }
}

extension YAMLNode {
  /// The mapping with one more entry.
  func with(_ key: String, _ value: YAMLNode) -> YAMLNode {
    var node = self
    node.set(key, value)
    return node
  }

  static func resource(
    _ kind: String, _ namespace: String, _ name: String, _ spec: YAMLNode
  ) -> YAMLNode {
    .object([
      "apiVersion": "secrets.infisical.com/v1beta1", "kind": .string(kind),
      "metadata": .object(["name": .string(name), "namespace": .string(namespace)]),
      "spec": spec,
    ])
  }
}

/// Sends requests to the server whose address they begin with; to nobody else.
struct HostRouter: Transport {
  let hosts: [String: any Transport]

  private func host(_ call: HTTPCall) throws(TransportError) -> any Transport {
    for (address, transport) in hosts where call.url.hasPrefix(address) { return transport }
    throw TransportError(.connection, "unknown host")
  }

  func send(_ call: HTTPCall) async throws(TransportError) -> HTTPReply {
    try await host(call).send(call)
  }

  func stream(
    _ call: HTTPCall, _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async throws(TransportError) {
    try await host(call).stream(call, receive)
  }
}

/// Counts, for closures that are called again and again.
final class Counter: Sendable {
  private let value = Mutex(0)

  /// 0, then 1, and so on.
  func next() -> Int {
    value.withLock { value in
      defer { value += 1 }
      return value
    }
  }
}
