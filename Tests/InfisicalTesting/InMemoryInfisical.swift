import HTTPTypes
package import Seams
package import Simulation
import Synchronization
import YAMLSyntax

/// An Infisical server in memory: the documented API, its limits and its faults (operator.md,
/// section 5).
package final class InMemoryInfisical: Transport {
  /// A secret as the server keeps it.
  package struct Secret: Sendable {
    package var value: String
    package var type = "shared"
    package var isHidden = false
    /// Counts changes, as the server does.
    package fileprivate(set) var version = 1

    package init(_ value: String, type: String = "shared", isHidden: Bool = false) {
      self.value = value
      self.type = type
      self.isHidden = isHidden
    }
  }

  /// A folder of a project's environment.
  package struct Place: Hashable, Sendable {
    package let project: String
    package let environment: String
    package let path: String

    package init(_ project: String, _ environment: String, _ path: String) {
      self.project = project
      self.environment = environment
      self.path = path
    }
  }

  private struct Token {
    let identity: String
    let expires: Instant
  }

  private struct Stream {
    let identity: String
    let project: String
    let conditions: [(environment: String, glob: String)]
    let signal: Signal
    var pending: [[UInt8]] = []
    var isClosed = false
  }

  private struct State {
    /// Folders with their secrets, in the order in which the server gives them.
    var folders: [Place: [(key: String, secret: Secret)]] = [:]
    var imports: [Place: [Place]] = [:]
    var slugs: [String: String] = [:]
    /// Slugs of projects that no identity is a member of.
    var foreignSlugs: Set<String> = []
    /// Identities by what proves them: `method:proof`.
    var identities: [String: String] = [:]
    var forbidden: Set<String> = []
    /// Folders that single identities may not read.
    var forbiddenPlaces: [String: Set<Place>] = [:]
    var tokens: [String: Token] = [:]
    var lifetime = 7200
    var counter = 0
    var logins: [String: Int] = [:]
    var fetches: [String: Int] = [:]
    var calls: [String: Int] = [:]
    var streams: [Int: Stream] = [:]
    var hasEvents = true
    var refusesGlobs = false
    var sendsETags = false
  }

  private let state = Mutex(State())
  private let time: any TimeSource
  package let faults = FaultInjector()

  package init(time: any TimeSource) { self.time = time }

  // MARK: What tests do to the server

  /// Lets whoever shows `proof` by `method` in as `identity`.
  package func allow(_ identity: String, method: String, proof: String) {
    state.withLock { $0.identities["\(method):\(proof)"] = identity }
  }

  /// Refuses what was allowed.
  package func disallow(method: String, proof: String) {
    state.withLock { $0.identities["\(method):\(proof)"] = nil }
  }

  /// The identity may log in, but not read.
  package func forbid(_ identity: String, _ isForbidden: Bool = true) {
    state.withLock { state in
      if isForbidden {
        state.forbidden.insert(identity)
      } else {
        state.forbidden.remove(identity)
      }
    }
  }

  /// The identity may not read one folder; it may read others.
  package func forbid(_ identity: String, _ place: Place, _ isForbidden: Bool = true) {
    state.withLock { state in
      if isForbidden {
        state.forbiddenPlaces[identity, default: []].insert(place)
      } else {
        state.forbiddenPlaces[identity]?.remove(place)
      }
    }
  }

  /// Renames a folder, with all that is in it; nobody is told.
  package func move(_ place: Place, to other: Place) {
    state.withLock { $0.folders[other] = $0.folders.removeValue(forKey: place) }
  }

  /// Whether a folder is there.
  package func has(_ place: Place) -> Bool { state.withLock { $0.folders[place] != nil } }

  /// A project that is there, and that nobody may see.
  package func setForeignSlug(_ slug: String) {
    state.withLock { _ = $0.foreignSlugs.insert(slug) }
  }

  package func setSlug(_ slug: String, of project: String) {
    state.withLock { $0.slugs[slug] = project }
  }

  /// Sets a secret and announces it.
  package func set(_ place: Place, _ key: String, _ secret: Secret) {
    state.withLock { state in
      var folder = state.folders[place] ?? []
      if let index = folder.firstIndex(where: { $0.key == key }) {
        let version = folder[index].secret.version
        folder[index].secret = secret
        folder[index].secret.version = version + 1
      } else {
        folder.append((key, secret))
      }
      state.folders[place] = folder
    }
    announce(place, "secret:update", key)
  }

  package func set(_ place: Place, _ key: String, _ value: String) {
    set(place, key, Secret(value))
  }

  package func remove(_ place: Place, _ key: String) {
    state.withLock { $0.folders[place]?.removeAll { $0.key == key } }
    announce(place, "secret:delete", key)
  }

  package func addImport(_ other: Place, into place: Place) {
    state.withLock { $0.imports[place, default: []].append(other) }
  }

  /// What a folder holds, by key.
  package func values(_ place: Place) -> [String: String] {
    state.withLock { state in
      var values: [String: String] = [:]
      for (key, secret) in state.folders[place] ?? [] { values[key] = secret.value }
      return values
    }
  }

  /// Makes every token bad at once.
  package func revokeTokens() { state.withLock { $0.tokens = [:] } }

  /// Seconds that tokens live.
  package func setLifetime(_ seconds: Int) { state.withLock { $0.lifetime = seconds } }

  package func setEvents(_ hasEvents: Bool) { state.withLock { $0.hasEvents = hasEvents } }

  /// Nobody may hear of everything below a folder.
  package func refuseGlobs(_ refuses: Bool) { state.withLock { $0.refusesGlobs = refuses } }

  package func setETags(_ sendsETags: Bool) { state.withLock { $0.sendsETags = sendsETags } }

  /// Ends every stream.
  package func breakStreams() {
    let signals = state.withLock { state in
      for number in state.streams.keys { state.streams[number]?.isClosed = true }
      return state.streams.values.map(\.signal)
    }
    for signal in signals { signal.raise() }
  }

  /// Logins by identity, refused ones under their proof.
  package var logins: [String: Int] { state.withLock { $0.logins } }
  /// Fetches by query.
  package var fetches: [String: Int] { state.withLock { $0.fetches } }
  /// Requests by method and path.
  package var calls: [String: Int] { state.withLock { $0.calls } }
  package var openStreams: Int { state.withLock { $0.streams.count } }

  package func resetCounts() {
    state.withLock { state in
      state.logins = [:]
      state.fetches = [:]
      state.calls = [:]
    }
  }

  // MARK: Transport

  package func send(_ call: HTTPCall) async throws(TransportError) -> HTTPReply {
    let path = Self.apiPath(call)
    state.withLock { $0.calls["\(call.method.rawValue) \(path)", default: 0] += 1 }
    return try await faults.apply(to: call, path: path, time) { answer(call, path) }
  }

  private static func apiPath(_ call: HTTPCall) -> String {
    call.path.hasPrefix("/api/") ? String(call.path.dropFirst(4)) : call.path
  }

  private func answer(_ call: HTTPCall, _ path: String) -> HTTPReply {
    if path == "/status" { return Self.reply(200, .object(["message": "Ok"])) }
    if path.hasPrefix("/v1/auth/"), path.hasSuffix("/login") {
      let method = String(path.dropFirst(9).dropLast(6))
      return login(method, try? JSONReader.parse(call.body))
    }
    guard let identity = identity(call) else {
      return Self.refusal(403, "Token expired or not known")
    }
    if path.hasPrefix("/v1/projects/slug/") {
      let slug = String(path.dropFirst(18))
      if state.withLock({ $0.foreignSlugs.contains(slug) }) {
        return Self.refusal(403, "You are not a member of this project")
      }
      guard let project = state.withLock({ $0.slugs[slug] }) else {
        return Self.refusal(404, "Project with slug '\(slug)' not found")
      }
      return Self.reply(200, .object(["id": .string(project), "slug": .string(slug)]))
    }
    if path == "/v4/secrets" { return secrets(call, identity) }
    return Self.refusal(404, "no such route")
  }

  private func identity(_ call: HTTPCall) -> String? {
    guard let header = call.headers[.authorization], header.hasPrefix("Bearer ") else { return nil }
    let now = time.now
    return state.withLock { state in
      state.tokens[String(header.dropFirst(7))].flatMap { now < $0.expires ? $0.identity : nil }
    }
  }

  private func login(_ method: String, _ body: YAMLNode?) -> HTTPReply {
    let proof: String
    switch method {
    case "universal-auth":
      proof = "\(body?.text("clientId") ?? ""):\(body?.text("clientSecret") ?? "")"
    case "kubernetes-auth":
      // A token of the fake API server names its account before a number.
      let account = (body?.text("jwt") ?? "").split(separator: ":").prefix(2)
      proof = "\(body?.text("identityId") ?? ""):\(account.joined(separator: ":"))"
    case "ldap-auth":
      proof = "\(body?.text("username") ?? ""):\(body?.text("password") ?? "")"
    default: proof = "\(body?.text("identityId") ?? ""):\(body?.text("jwt") ?? "")"
    }
    let now = time.now
    return state.withLock { state in
      guard let identity = state.identities["\(method):\(proof)"] else {
        state.logins["refused", default: 0] += 1
        return Self.refusal(401, "Invalid credentials")
      }
      state.logins[identity, default: 0] += 1
      state.counter += 1
      let token = "token-\(state.counter)-of-\(identity)"
      state.tokens[token] = Token(identity: identity, expires: now + .seconds(state.lifetime))
      return Self.reply(
        200,
        .object([
          "accessToken": .string(token), "expiresIn": .integer(state.lifetime),
          "accessTokenMaxTTL": .integer(state.lifetime * 10), "tokenType": "Bearer",
        ]))
    }
  }

  private func secrets(_ call: HTTPCall, _ identity: String) -> HTTPReply {
    let query = call.query
    let place = Place(
      query["projectId"] ?? "", query["environment"] ?? "", query["secretPath"] ?? "/")
    return state.withLock { state in
      let suffix = query["recursive"] == "true" ? "/**" : ""
      state.fetches[
        "\(identity) \(place.project)/\(place.environment):\(place.path)\(suffix)",
        default: 0] += 1
      guard !state.forbidden.contains(identity) else {
        return Self.refusal(403, "You are not allowed to read secrets here")
      }
      guard state.forbiddenPlaces[identity]?.contains(place) != true else {
        return Self.refusal(403, "You are not allowed to read secrets here")
      }
      // As the real server answers: a folder that does not exist has no secrets.
      let folder = state.folders[place] ?? []
      var secrets = folder.map { Self.node($0.key, $0.secret, place) }
      if query["recursive"] == "true" {
        let lead = place.path == "/" ? "/" : place.path + "/"
        for other in state.folders.keys.sorted(by: { $0.path < $1.path })
        where other.project == place.project && other.environment == place.environment
          && other.path != place.path && other.path.hasPrefix(lead)
        {
          secrets += (state.folders[other] ?? []).map { Self.node($0.key, $0.secret, other) }
        }
      }
      let imports = (state.imports[place] ?? []).map { other in
        YAMLNode.object([
          "secretPath": .string(other.path), "environment": .string(other.environment),
          "secrets": .sequence(
            (state.folders[other] ?? []).map { Self.node($0.key, $0.secret, place) }),
        ])
      }
      let reply = Self.reply(
        200,
        .object([
          "secrets": .sequence(secrets),
          "imports": query["includeImports"] == "true" ? .sequence(imports) : .sequence([]),
        ]))
      guard state.sendsETags else { return reply }
      let etag = "W/\"\(reply.body.hashValue)\""
      if call.headers[.ifNoneMatch] == etag { return HTTPReply(304) }
      return HTTPReply(200, headers: [.eTag: etag], body: reply.body)
    }
  }

  private static func node(_ key: String, _ secret: Secret, _ place: Place) -> YAMLNode {
    .object([
      "id": .string("id-\(key)"), "secretKey": .string(key), "type": .string(secret.type),
      "secretValue": .string(secret.isHidden ? "<hidden-by-infisical>" : secret.value),
      "secretValueHidden": .boolean(secret.isHidden), "version": .integer(secret.version),
      "environment": .string(place.environment),
      "secretPath": .string(place.path),
    ])
  }

  // MARK: Events

  /// Live streams of one identity in one project (snapshot 4af40163).
  private static let mostStreams = 5

  package func stream(
    _ call: HTTPCall, _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async throws(TransportError) {
    let path = Self.apiPath(call)
    state.withLock { $0.calls["\(call.method.rawValue) \(path)", default: 0] += 1 }
    let opened = try await faults.apply(to: call, path: path, time) { HTTPReply(200) }
    guard opened.status == 200, let number = open(call) else {
      let refusal = opened.status == 200 ? refusalOfStream(call) : opened
      guard await receive(.head(status: refusal.status, headers: refusal.headers)) else { return }
      _ = await receive(.chunk(refusal.body))
      return
    }
    defer { state.withLock { $0.streams[number] = nil } }
    guard await receive(.head(status: 200, headers: [:])) else { return }
    var heartbeat = time.now + .seconds(15)
    while !Task.isCancelled {
      let (pending, isClosed, signal) = state.withLock { state in
        let stream = state.streams[number]
        state.streams[number]?.pending = []
        return (stream?.pending ?? [], stream?.isClosed ?? true, stream?.signal)
      }
      for message in pending { guard await receive(.chunk(message)) else { return } }
      if isClosed { return }
      if time.now >= heartbeat {
        heartbeat = time.now + .seconds(15)
        guard await receive(.chunk(Array("event: ping\ndata: 1\n\n".utf8))) else { return }
        // Permissions and token are checked again as long as the stream lives.
        if identity(call) == nil {
          _ = await receive(.chunk(Array("event: error\ndata: token\n\n".utf8)))
          return
        }
      }
      await signal?.wait(until: heartbeat, time)
    }
  }

  private func open(_ call: HTTPCall) -> Int? {
    guard refusalOfStream(call).status == 200, let identity = identity(call),
      let body = try? JSONReader.parse(call.body), let project = body.text("projectId")
    else { return nil }
    let conditions = (body["register"]?.items ?? []).map { entry in
      (
        environment: entry.text("conditions", "environmentSlug") ?? "",
        glob: entry.text("conditions", "secretPath") ?? "/"
      )
    }
    return state.withLock { state in
      state.counter += 1
      state.streams[state.counter] = Stream(
        identity: identity, project: project, conditions: conditions, signal: Signal())
      return state.counter
    }
  }

  private func refusalOfStream(_ call: HTTPCall) -> HTTPReply {
    guard let identity = identity(call) else { return Self.refusal(401, "no token") }
    guard let body = try? JSONReader.parse(call.body), let project = body.text("projectId"),
      let entries = body["register"]?.items, (1...10).contains(entries.count)
    else { return Self.refusal(422, "1 to 10 entries are needed") }
    return state.withLock { state in
      guard state.hasEvents else {
        return Self.refusal(400, "Failed to subscribe due to plan restriction")
      }
      let globs = entries.compactMap { $0.text("conditions", "secretPath") }
      if state.refusesGlobs, globs.contains(where: { $0.hasSuffix("/**") }) {
        return Self.refusal(403, "You are not allowed to subscribe to this")
      }
      let live = state.streams.values.filter { $0.identity == identity && $0.project == project }
      guard live.count < Self.mostStreams else {
        return Self.refusal(429, "Too many active connections")
      }
      return HTTPReply(200)
    }
  }

  private func announce(_ place: Place, _ event: String, _ key: String) {
    let data = YAMLNode.object([
      "datacontenttype": "application/json", "type": "secret-manager",
      "data": .object([
        "specversion": .integer(1), "event": .string(event),
        "payload": .object([
          "secretKey": .string(key), "secretPath": .string(place.path),
          "environment": .string(place.environment),
        ]),
      ]),
    ]).json
    let message =
      Array("id: \(time.now)\nevent: secret-manager\ndata: ".utf8) + data + Array("\n\n".utf8)
    let signals = state.withLock { state -> [Signal] in
      var signals: [Signal] = []
      for (number, stream) in state.streams where stream.project == place.project {
        let isCovered = stream.conditions.contains { condition in
          condition.environment == place.environment && Self.matches(condition.glob, place.path)
        }
        guard isCovered else { continue }
        state.streams[number]?.pending.append(message)
        signals.append(stream.signal)
      }
      return signals
    }
    for signal in signals { signal.raise() }
  }

  private static func matches(_ glob: String, _ path: String) -> Bool {
    guard glob.hasSuffix("/**") else { return glob == path }
    return (path + "/").hasPrefix(String(glob.dropLast(2)))
  }

  private static func refusal(_ status: Int, _ message: String) -> HTTPReply {
    reply(
      status,
      .object([
        "reqId": "req-1", "statusCode": .integer(status), "message": .string(message),
        "error": "error",
      ]))
  }

  private static func reply(_ status: Int, _ object: YAMLNode) -> HTTPReply {
    HTTPReply(status, headers: [.contentType: "application/json"], body: object.json)
  }
}
