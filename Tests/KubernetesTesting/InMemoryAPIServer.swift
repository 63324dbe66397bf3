import HTTPTypes
package import Seams
package import Simulation
import Synchronization
package import YAMLSyntax

/// An API server in memory that behaves like the real one where the operator looks: resourceVersions,
/// conflicts, pages, watches with bookmarks and 410, status subresource, server-side apply of objects
/// with one owner, garbage collection, RBAC answers.
package final class InMemoryAPIServer: Transport {
  /// Whether a request is allowed; the verb is that of RBAC.
  package typealias Authorizer =
    @Sendable (_ verb: String, _ group: String, _ resource: String, _ namespace: String?) -> Bool

  private struct State {
    var table = ObjectTable()
    var calls: [String: Int] = [:]
    var watchers: [Int: Signal] = [:]
    var generationOfWatches = 0
    var count = 0
    var authorizer: Authorizer?
    var tokens = 0
    var hasOfficialDefinitions = false
    /// What watches say before they end; nil means that they just end.
    var watchError: Int?
    /// Watches from before tell nothing any more, and do not end.
    var frozenWatches = 0
    /// Namespaces that exist; nil means all.
    var namespaces: Set<String>?
    /// Why objects of a name are refused by admission.
    var admission: (@Sendable (YAMLNode) -> String?)?
  }

  private let state = Mutex(State())
  private let time: any TimeSource
  package let faults = FaultInjector()
  /// Whether writes must come one at a time to an object, as with a real server; always so.
  private static let bookmarkPause = Duration.seconds(60)

  package init(time: any TimeSource) { self.time = time }

  // MARK: What tests do to the cluster

  /// Stores an object as somebody with a kubectl would; gives it as stored.
  @discardableResult
  package func put(_ resource: String, _ object: YAMLNode) -> YAMLNode {
    let key = Self.key(resource, object)
    let stored = state.withLock { state in
      Self.write(&state.table, key, object, before: state.table.objects[key], status: .keep)
    }
    wakeWatchers()
    return stored
  }

  package func remove(_ resource: String, _ namespace: String, _ name: String) {
    state.withLock {
      $0.table.remove(.init(resource: resource, namespace: namespace, name: name))
    }
    wakeWatchers()
  }

  package func object(_ resource: String, _ namespace: String, _ name: String) -> YAMLNode? {
    state.withLock {
      $0.table.objects[.init(resource: resource, namespace: namespace, name: name)]
    }
  }

  /// Every object of a resource, sorted by name.
  package func objects(_ resource: String) -> [YAMLNode] {
    state.withLock { state in
      state.table.objects.keys.filter { $0.resource == resource }.sorted()
        .compactMap { state.table.objects[$0] }
    }
  }

  /// Changes an object in place.
  package func edit(
    _ resource: String, _ namespace: String, _ name: String, _ body: (inout YAMLNode) -> Void
  ) {
    guard var object = object(resource, namespace, name) else { return }
    body(&object)
    put(resource, object)
  }

  /// Requests so far: `VERB resource`, with `/subresource` where there is one.
  package var calls: [String: Int] { state.withLock { $0.calls } }

  /// Requests that changed something, Events and Leases aside.
  package var writes: Int {
    calls.reduce(0) { sum, call in
      let isWrite = ["create", "update", "patch", "delete"].contains { call.key.hasPrefix($0) }
      let counts =
        !call.key.hasSuffix(" events") && !call.key.hasSuffix(" leases")
        && !call.key.hasSuffix("/token")
      return isWrite && counts ? sum + call.value : sum
    }
  }

  package func resetCalls() { state.withLock { $0.calls = [:] } }

  /// Ends every watch, as a restart does.
  package func breakWatches() {
    state.withLock { $0.generationOfWatches += 1 }
    wakeWatchers()
  }

  /// Ends every watch with an ERROR event of this status.
  package func breakWatches(withError code: Int) {
    state.withLock { $0.watchError = code }
    breakWatches()
  }

  /// Lets every watch hang as over a connection that is half-open: nothing comes, and no end.
  package func freezeWatches() {
    state.withLock { $0.frozenWatches = $0.generationOfWatches + 1 }
    breakWatches()
  }

  /// Only objects in these namespaces can be created.
  package func setNamespaces(_ namespaces: Set<String>?) {
    state.withLock { $0.namespaces = namespaces }
  }

  /// Lets admission refuse objects, in words.
  package func admit(_ admission: (@Sendable (YAMLNode) -> String?)?) {
    state.withLock { $0.admission = admission }
  }

  /// Forgets history, so that watches from before get 410, and ends those that run.
  package func compact() {
    state.withLock { $0.table.compact() }
    breakWatches()
  }

  /// Whether the definitions are those of the official operator: without details in the status.
  package func setOfficialDefinitions(_ isOfficial: Bool) {
    state.withLock { $0.hasOfficialDefinitions = isOfficial }
  }

  /// Who may do what; nil allows everything.
  package func authorize(_ authorizer: Authorizer?) {
    state.withLock { $0.authorizer = authorizer }
  }

  // MARK: Transport

  package func send(_ call: HTTPCall) async throws(TransportError) -> HTTPReply {
    try await faults.apply(to: call, path: call.path, time) { answer(call) }
  }

  package func stream(
    _ call: HTTPCall, _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async throws(TransportError) {
    let reply = try await faults.apply(to: call, path: call.path, time) { HTTPReply(200) }
    guard reply.status == 200 else {
      guard await receive(.head(status: reply.status, headers: reply.headers)) else { return }
      _ = await receive(.chunk(reply.body))
      return
    }
    await watch(call, receive)
  }

  private func wakeWatchers() {
    for signal in state.withLock({ Array($0.watchers.values) }) { signal.raise() }
  }

  private func answer(_ call: HTTPCall) -> HTTPReply {
    guard let path = ResourcePath(call.path) else {
      return Self.status(404, "NotFound", "the path is unknown")
    }
    let verb = Self.verb(call, path)
    let (refusal, reply) = state.withLock { state -> (HTTPReply?, HTTPReply?) in
      let name = path.resource + (path.subresource.map { "/\($0)" } ?? "")
      state.calls["\(verb) \(name)", default: 0] += 1
      if let authorizer = state.authorizer,
        !authorizer(verb, path.group, name, path.namespace)
      {
        return (
          Self.status(403, "Forbidden", "cannot \(verb) resource \"\(name)\" in \(path.group)"), nil
        )
      }
      return (nil, handle(call, path, verb, &state))
    }
    if verb != "get", verb != "list" { wakeWatchers() }
    return refusal ?? reply ?? Self.status(500, "InternalError", "no answer")
  }

  private static func verb(_ call: HTTPCall, _ path: ResourcePath) -> String {
    switch call.method {
    case .get: path.name == nil ? (call.query["watch"] == "1" ? "watch" : "list") : "get"
    case .post: "create"
    case .put: "update"
    case .patch: "patch"
    default: "delete"
    }
  }

  private func handle(
    _ call: HTTPCall, _ path: ResourcePath, _ verb: String, _ state: inout State
  ) -> HTTPReply {
    if verb == "list" { return list(call, path, state.table) }
    if path.subresource == "token" { return token(call, path, &state) }
    let body = call.body.isEmpty ? nil : try? JSONReader.parse(call.body)
    let name = path.name ?? body?.text("metadata", "name") ?? ""
    let key = ObjectTable.Key(
      resource: path.resource, namespace: path.namespace ?? "", name: name)
    let before = state.table.objects[key]
    switch verb {
    case "get":
      guard let before else { return Self.missing(key) }
      return Self.reply(200, before)
    case "delete":
      guard let before else { return Self.missing(key) }
      if let uid = body?.text("preconditions", "uid"), uid != before.text("metadata", "uid") {
        return Self.status(409, "Conflict", "the UID in the precondition does not match")
      }
      state.table.remove(key)
      return Self.reply(200, .object(["kind": "Status", "status": "Success"]))
    case "create":
      guard let body else { return Self.status(400, "BadRequest", "no object") }
      if let namespaces = state.namespaces, !key.namespace.isEmpty,
        !namespaces.contains(key.namespace)
      {
        return Self.status(404, "NotFound", "namespaces \"\(key.namespace)\" not found")
      }
      // Admission and validation come before the name is found taken.
      if let reason = state.admission?(body) {
        return Self.status(403, "Forbidden", "admission webhook denied the request: \(reason)")
      }
      if let problem = ObjectRules.problem(body, before: nil) {
        return Self.status(422, "Invalid", "\(key.resource) \"\(key.name)\" is invalid: \(problem)")
      }
      guard before == nil else {
        return Self.status(409, "AlreadyExists", "\(key.resource) \"\(key.name)\" already exists")
      }
      if call.query["dryRun"] == "All" { return Self.reply(201, body) }
      return write(&state.table, key, body, before: nil, status: .drop, created: true)
    default:
      return change(call, path, key, body, before, &state)
    }
  }

  private func change(
    _ call: HTTPCall, _ path: ResourcePath, _ key: ObjectTable.Key, _ body: YAMLNode?,
    _ before: YAMLNode?, _ state: inout State
  ) -> HTTPReply {
    guard let body else { return Self.status(400, "BadRequest", "no object") }
    let isApply = call.headers[.contentType]?.hasPrefix("application/apply-patch") == true
    guard let before else {
      guard isApply, path.subresource == nil else { return Self.missing(key) }
      return write(&state.table, key, body, before: nil, status: .drop, created: true)
    }
    if let wanted = body.text("metadata", "resourceVersion"), !wanted.isEmpty,
      wanted != before.text("metadata", "resourceVersion")
    {
      return Self.status(
        409, "Conflict",
        "Operation cannot be fulfilled on \(key.resource) \"\(key.name)\": the object has been "
          + "modified; please apply your changes to the latest version and try again")
    }
    var object = call.method == .put ? body : MergePatch.apply(body, to: before)
    if path.subresource == "status" {
      // As a real API server answers (seen with 1.36.2).
      if isApply, state.hasOfficialDefinitions, body.at("status", "sources") != nil {
        return Self.status(
          500, "InternalError",
          "failed to create typed patch object: .status.sources: field not declared in schema")
      }
      object = before
      // Lists of conditions are atomic in Infisical's kinds: apply replaces what it names.
      object.set("status", body["status"] ?? .mapping([]))
      return write(&state.table, key, object, before: before, status: .write, created: false)
    }
    return write(&state.table, key, object, before: before, status: .keep, created: false)
  }

  private enum StatusRule {
    case keep, drop, write
  }

  private func write(
    _ table: inout ObjectTable, _ key: ObjectTable.Key, _ object: YAMLNode, before: YAMLNode?,
    status: StatusRule, created: Bool
  ) -> HTTPReply {
    if let problem = ObjectRules.problem(object, before: before) {
      return Self.status(422, "Invalid", "\(key.resource) \"\(key.name)\" is invalid: \(problem)")
    }
    let stored = Self.write(&table, key, object, before: before, status: status)
    return Self.reply(created ? 201 : 200, stored)
  }

  /// Stores an object with what the server fills in; one that does not change is not written.
  private static func write(
    _ table: inout ObjectTable, _ key: ObjectTable.Key, _ object: YAMLNode, before: YAMLNode?,
    status: StatusRule
  ) -> YAMLNode {
    var object = object
    var metadata = object["metadata"] ?? .mapping([])
    metadata.set("name", .string(key.name))
    if !key.namespace.isEmpty { metadata.set("namespace", .string(key.namespace)) }
    metadata.set(
      "uid", .string(before?.text("metadata", "uid") ?? table.nextUID()))
    metadata.set(
      "creationTimestamp",
      .string(before?.text("metadata", "creationTimestamp") ?? table.nextCreation()))
    let isChanged = before?["spec"]?.json != object["spec"]?.json
    let generation = before?.integer("metadata", "generation") ?? 0
    metadata.set(
      "generation", .integer(before == nil || isChanged ? generation + 1 : generation))
    metadata.remove("resourceVersion")
    object.set("metadata", metadata)
    switch status {
    case .drop: object.remove("status")
    case .keep:
      if object["status"] == nil, let kept = before?["status"] { object.set("status", kept) }
    case .write: break
    }
    if let before {
      var old = before
      var oldMetadata = before["metadata"] ?? .mapping([])
      oldMetadata.remove("resourceVersion")
      old.set("metadata", oldMetadata)
      if sorted(old).json == sorted(object).json { return before }
    }
    return table.store(key, object)
  }

  /// The tree with its keys in order, to compare.
  private static func sorted(_ node: YAMLNode) -> YAMLNode {
    switch node.content {
    case .scalar: node
    case .sequence(let items): .sequence(items.map(sorted))
    case .mapping(let entries):
      .mapping(
        entries.map { YAMLEntry($0.key, sorted($0.value)) }
          .sorted { ($0.key.scalar?.text ?? "") < ($1.key.scalar?.text ?? "") })
    }
  }

  private func token(
    _ call: HTTPCall, _ path: ResourcePath, _ state: inout State
  ) -> HTTPReply {
    let key = ObjectTable.Key(
      resource: path.resource, namespace: path.namespace ?? "", name: path.name ?? "")
    guard state.table.objects[key] != nil else { return Self.missing(key) }
    state.tokens += 1
    let token = "account:\(key.namespace)/\(key.name):\(state.tokens)"
    return Self.reply(
      201,
      .object([
        "kind": "TokenRequest",
        "status": .object([
          "token": .string(token),
          "expirationTimestamp": .string("\(time.now + .seconds(600))"),
        ]),
      ]))
  }

  // MARK: Reading

  private func list(_ call: HTTPCall, _ path: ResourcePath, _ table: ObjectTable) -> HTTPReply {
    let keys = table.objects.keys.filter { key in
      key.resource == path.resource && (path.namespace.map { $0 == key.namespace } ?? true)
    }.sorted()
    let query = call.query
    var revision = table.revision
    var start = 0
    if let token = query["continue"], !token.isEmpty {
      let parts = token.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, let from = Int(parts[0]), from >= table.compactedTo else {
        return Self.status(410, "Expired", "the continue parameter is too old")
      }
      revision = from
      start = keys.firstIndex { "\($0.namespace)/\($0.name)" > parts[1] } ?? keys.count
    }
    let limit = query["limit"].flatMap(Int.init) ?? keys.count
    let page = keys[start..<min(keys.count, start + max(1, limit))]
    var metadata = YAMLNode.object(["resourceVersion": .string(String(revision))])
    if page.endIndex < keys.count, let last = page.last {
      metadata.set("continue", .string("\(revision):\(last.namespace)/\(last.name)"))
    }
    let metadataOnly = Self.isMetadataOnly(call)
    return Self.reply(
      200,
      .object([
        "kind": "List", "apiVersion": "v1", "metadata": metadata,
        "items": .sequence(
          page.compactMap { table.objects[$0] }.map { Self.shown($0, metadataOnly) }),
      ]))
  }

  private static func isMetadataOnly(_ call: HTTPCall) -> Bool {
    call.headers[.accept]?.contains("as=PartialObjectMetadata") == true
  }

  private static func shown(_ object: YAMLNode, _ metadataOnly: Bool) -> YAMLNode {
    guard metadataOnly else { return object }
    return .object([
      "apiVersion": "meta.k8s.io/v1", "kind": "PartialObjectMetadata",
      "metadata": object["metadata"] ?? .mapping([]),
    ])
  }

  private func watch(
    _ call: HTTPCall, _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async {
    let query = call.query
    guard let path = ResourcePath(call.path), let from = query["resourceVersion"].flatMap(Int.init)
    else {
      _ = await receive(.head(status: 400, headers: [:]))
      return
    }
    let signal = Signal()
    let (number, generation, isOld, isForbidden) = state.withLock { state in
      state.calls["watch \(path.resource)", default: 0] += 1
      state.count += 1
      state.watchers[state.count] = signal
      let isForbidden =
        state.authorizer.map { !$0("watch", path.group, path.resource, path.namespace) } ?? false
      return (
        state.count, state.generationOfWatches, from < state.table.compactedTo, isForbidden
      )
    }
    defer { state.withLock { $0.watchers[number] = nil } }
    guard !isForbidden else {
      _ = await receive(.head(status: 403, headers: [:]))
      return
    }
    guard await receive(.head(status: 200, headers: [:])) else { return }
    if isOld {
      let status = Self.statusNode(410, "Expired", "too old resource version: \(from)")
      _ = await receive(.chunk(Self.line("ERROR", status)))
      return
    }
    let end = time.now + .seconds(query["timeoutSeconds"].flatMap(Int.init) ?? 300)
    state.withLock { $0.watchError = nil }
    var cursor = from
    var bookmark = time.now + Self.bookmarkPause
    while !Task.isCancelled, time.now < end {
      let (changes, revision, isBroken, isFrozen, error) = state.withLock { state in
        (
          state.table.changes(of: path.resource, in: path.namespace, after: cursor),
          state.table.revision,
          state.generationOfWatches != generation,
          state.generationOfWatches != generation && generation < state.frozenWatches,
          state.watchError
        )
      }
      if isFrozen {
        await signal.wait(until: end + .seconds(3600), time)
        continue
      }
      if isBroken {
        if let error {
          _ = await receive(
            .chunk(Self.line("ERROR", Self.statusNode(error, "InternalError", "etcd is busy"))))
        }
        return
      }
      for change in changes {
        let object = Self.shown(change.object, Self.isMetadataOnly(call))
        // Cut in two, as networks do.
        let line = Self.line(change.type, object)
        guard await receive(.chunk(Array(line.prefix(line.count / 2)))),
          await receive(.chunk(Array(line.dropFirst(line.count / 2))))
        else { return }
      }
      cursor = revision
      if time.now >= bookmark {
        bookmark = time.now + Self.bookmarkPause
        let mark = YAMLNode.object([
          "metadata": .object(["resourceVersion": .string(String(revision))])
        ])
        guard await receive(.chunk(Self.line("BOOKMARK", mark))) else { return }
      }
      await signal.wait(until: min(bookmark, end), time)
    }
  }

  private static func line(_ type: String, _ object: YAMLNode) -> [UInt8] {
    YAMLNode.object(["type": .string(type), "object": object]).json + [0x0A]
  }

  // MARK: Answers

  private static func key(_ resource: String, _ object: YAMLNode) -> ObjectTable.Key {
    .init(
      resource: resource, namespace: object.text("metadata", "namespace") ?? "",
      name: object.text("metadata", "name") ?? "")
  }

  private static func missing(_ key: ObjectTable.Key) -> HTTPReply {
    status(404, "NotFound", "\(key.resource) \"\(key.name)\" not found")
  }

  private static func statusNode(_ code: Int, _ reason: String, _ message: String) -> YAMLNode {
    .object([
      "kind": "Status", "apiVersion": "v1", "status": "Failure", "message": .string(message),
      "reason": .string(reason), "code": .integer(code),
    ])
  }

  private static func status(_ code: Int, _ reason: String, _ message: String) -> HTTPReply {
    reply(code, statusNode(code, reason, message))
  }

  private static func reply(_ status: Int, _ object: YAMLNode) -> HTTPReply {
    HTTPReply(status, headers: [.contentType: "application/json"], body: object.json)
  }
}
