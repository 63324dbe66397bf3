import ArgumentParser
import FoundationEssentials
import HTTPTypes
import Hummingbird
import InfisicalTesting
import KubernetesTesting
import Logging
import NIOCore
import Seams
import Simulation
import YAMLSyntax

/// Serves the servers in memory over HTTP, so that the operator's own binary can be run against them.
@main
struct Testbed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redoubt-testbed", abstract: "Servers in memory for trying the operator.")

  @Option(help: "Port of the API server; 0 for none.") var kubernetesPort = 0
  @Option(help: "Port of Infisical.") var infisicalPort = 18080
  @Option(help: "Static secrets to begin with.") var secrets = 0
  @Option(help: "Identities that they are spread over.") var identities = 1
  @Option(help: "Distinct folders that they are spread over.") var paths = 1
  @Option(help: "Keys in each folder.") var keys = 3
  @Option(help: "Refresh interval of each secret.") var interval = "60s"
  @Option(help: "Identifier and password of one more identity, joined by a colon.") var identity:
    String?

  func run() async throws {
    let time = SystemTime()
    let api = InMemoryAPIServer(time: time)
    let infisical = InMemoryInfisical(time: time)
    fill(api, infisical)
    try await withThrowingTaskGroup(of: Void.self) { group in
      if kubernetesPort > 0 {
        group.addTask { try await Self.serve(api, port: kubernetesPort, api) }
      }
      group.addTask { try await Self.serve(infisical, port: infisicalPort, api) }
      try await group.next()
      group.cancelAll()
    }
  }

  private func fill(_ api: InMemoryAPIServer, _ infisical: InMemoryInfisical) {
    for path in 0..<paths {
      for key in 0..<keys {
        infisical.set(.init("project", "prod", "/p\(path)"), "KEY_\(key)", "value-\(path)-\(key)")
      }
    }
    if let identity {
      infisical.allow("given", method: "universal-auth", proof: identity)
    }
    api.put(
      "infisicalconnections",
      Self.resource(
        "InfisicalConnection", "main",
        .object(["address": .string("http://127.0.0.1:\(infisicalPort)")])))
    for identity in 0..<identities where secrets > 0 {
      infisical.allow(
        "id-\(identity)", method: "universal-auth", proof: "id-\(identity):password")
      api.put(
        "secrets",
        .object([
          "apiVersion": "v1", "kind": "Secret",
          "metadata": .object(["name": .string("id-\(identity)"), "namespace": "bench"]),
          "data": .object([
            "id": .string(Self.base64("id-\(identity)")),
            "password": .string(Self.base64("password")),
          ]),
        ]))
      let reference = { (key: String) in
        YAMLNode.object([
          "name": .string("id-\(identity)"), "namespace": "bench", "key": .string(key),
        ])
      }
      api.put(
        "infisicalauths",
        Self.resource(
          "InfisicalAuth", "id-\(identity)",
          .object([
            "infisicalConnectionRef": .object(["name": "main", "namespace": "bench"]),
            "method": "universal",
            "universal": .object([
              "clientIdRef": reference("id"), "clientSecretRef": reference("password"),
            ]),
          ])))
    }
    for number in 0..<secrets { put(number, api) }
  }

  /// A folder belongs to one identity, so that there are as many sources as folders.
  private func put(_ number: Int, _ api: InMemoryAPIServer) {
    let path = number % paths
    api.put(
      "infisicalstaticsecrets",
      Self.resource(
        "InfisicalStaticSecret", "secret-\(number)",
        .object([
          "infisicalAuthRef": .object([
            "name": .string("id-\(path % identities)"), "namespace": "bench",
          ]),
          "syncOptions": .object(["refreshInterval": .string(interval)]),
          "sources": .sequence([
            .object([
              "projectId": "project", "environmentSlug": "prod",
              "secretPath": .string("/p\(path)"),
            ])
          ]),
          "targets": .sequence([
            .object([
              "name": .string("target-\(number)"), "namespace": "bench", "kind": "Secret",
              "creationPolicy": "Owner",
            ])
          ]),
        ])))
  }

  private static func base64(_ text: String) -> String {
    Data(text.utf8).base64EncodedString()
  }

  private static func resource(_ kind: String, _ name: String, _ spec: YAMLNode) -> YAMLNode {
    .object([
      "apiVersion": "secrets.infisical.com/v1beta1", "kind": .string(kind),
      "metadata": .object(["name": .string(name), "namespace": "bench"]), "spec": spec,
    ])
  }

  // MARK: Serving

  private static func serve(
    _ transport: any Transport, port: Int, _ api: InMemoryAPIServer
  ) async throws {
    let router = Router()
    let handler: @Sendable (Request, BasicRequestContext) async throws -> Response = {
      request, _ in
      try await answer(request, transport, api)
    }
    for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
      router.on("**", method: method, use: handler)
    }
    var logger = Logger(label: "testbed")
    logger.logLevel = .error
    try await Application(
      router: router,
      configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger
    ).run()
  }

  private static func answer(
    _ request: Request, _ transport: any Transport, _ api: InMemoryAPIServer
  ) async throws -> Response {
    let body = try await request.body.collect(upTo: 16 << 20)
    var call = HTTPCall(request.method, "http://testbed\(request.uri)")
    call.headers = request.headers
    call.body = Array(body.readableBytesView)
    // For those who measure: how often what was asked.
    if call.path == "/testbed/calls" {
      let lines = api.calls.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }
      return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: lines.joined())))
    }
    if call.query["watch"] != nil || call.path.hasSuffix("/project-events") {
      return await stream(call, transport)
    }
    let reply = try await transport.send(call)
    return Response(
      status: .init(code: reply.status), headers: reply.headers,
      body: .init(byteBuffer: ByteBuffer(bytes: reply.body)))
  }

  private static func stream(_ call: HTTPCall, _ transport: any Transport) async -> Response {
    let (parts, feed) = AsyncStream.makeStream(of: ReplyPart.self)
    let task = Task {
      try? await transport.stream(call) { part in
        feed.yield(part)
        return !Task.isCancelled
      }
      feed.finish()
    }
    var iterator = parts.makeAsyncIterator()
    guard case .head(let status, let headers)? = await iterator.next() else {
      return Response(status: .internalServerError)
    }
    return Response(
      status: .init(code: status), headers: headers,
      body: .init { writer in
        defer { task.cancel() }
        for await part in parts {
          if case .chunk(let bytes) = part { try await writer.write(ByteBuffer(bytes: bytes)) }
        }
        try await writer.finish(nil)
      })
  }
}
