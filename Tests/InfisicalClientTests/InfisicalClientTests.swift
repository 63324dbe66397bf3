import HTTPTypes
import Seams
import Simulation
import Synchronization
import Testing
import YAMLSyntax

@testable import InfisicalClient

/// Answers every request by a closure, and keeps what was asked.
private final class ScriptedTransport: Transport {
  let calls = Mutex<[HTTPCall]>([])
  private let answer: @Sendable (HTTPCall) -> HTTPReply

  init(_ answer: @escaping @Sendable (HTTPCall) -> HTTPReply) { self.answer = answer }

  func send(_ call: HTTPCall) async throws(TransportError) -> HTTPReply {
    calls.withLock { $0.append(call) }
    return answer(call)
  }

  func stream(
    _ call: HTTPCall, _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async throws(TransportError) {}
}

@Suite("Logins")
struct LoginTests {
  private func context(
    _ transport: ScriptedTransport, _ environment: [String: String] = [:],
    files: [String: String] = [:]
  ) -> LoginContext {
    LoginContext(
      clouds: transport, time: SimulatedWorld(seed: 1), environment: environment,
      readFile: { path in
        guard let text = files[path] else { throw InfisicalError(.credentials, "no file") }
        return Array(text.utf8)
      },
      accountToken: { namespace, name, audiences throws(InfisicalError) in
        Sensitive("token of \(namespace)/\(name) for \(audiences.joined(separator: ","))")
      })
  }

  private func json(_ text: String) -> HTTPReply { HTTPReply(200, body: Array(text.utf8)) }

  @Test("methods send the payloads of the API")
  func payloads() async throws {
    let none = context(ScriptedTransport { _ in HTTPReply(500) })
    let universal = UniversalLogin(clientId: Sensitive("id"), clientSecret: Sensitive("s\n"))
    #expect(
      String(decoding: try await universal.body(none).reveal().json, as: UTF8.self)
        == #"{"clientId":"id","clientSecret":"s\n"}"#)
    let kubernetes = KubernetesLogin(
      identity: "i", namespace: "n", account: "a", audiences: ["x", "y"])
    #expect(
      String(decoding: try await kubernetes.body(none).reveal().json, as: UTF8.self)
        == #"{"identityId":"i","jwt":"token of n/a for x,y"}"#)
    let ldap = LDAPLogin(identity: "i", username: Sensitive("u"), password: Sensitive("p"))
    #expect(
      String(decoding: try await ldap.body(none).reveal().json, as: UTF8.self)
        == #"{"identityId":"i","username":"u","password":"p"}"#)
    #expect("\(universal)".contains("redacted") && !"\(universal)".contains("id,"))
  }

  @Test("clouds are asked as they want it")
  func clouds() async throws {
    let azure = ScriptedTransport { _ in HTTPReply(200, body: Array(#"{"access_token":"at"}"#.utf8))
    }
    _ = try await AzureLogin(identity: "i", resource: "https://r/&client_id=c").body(context(azure))
    let asked = azure.calls.withLock { $0 }
    #expect(
      asked.first?.url
        == "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"
        + "&resource=https%3A%2F%2Fr%2F&client_id=c")
    let google = ScriptedTransport { _ in HTTPReply(200, body: Array("a.b.c".utf8)) }
    let body = try await GCPIDTokenLogin(identity: "i d").body(context(google)).reveal()
    #expect(body.text("jwt") == "a.b.c")
    #expect(google.calls.withLock { $0 }.first?.url.contains("audience=i%20d&format=full") == true)
    let dead = ScriptedTransport { _ in HTTPReply(404) }
    await #expect(throws: InfisicalError.self) {
      try await GCPIDTokenLogin(identity: "i").body(context(dead))
    }
  }

  @Test("requests to AWS are signed as botocore signs them")
  func signature() {
    // Made with botocore 1.43.11's SigV4Auth for the same input.
    let signature = AWSSignature(
      credentials: AWSCredentials(
        accessKey: "AKIDEXAMPLE", secretKey: Sensitive("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        sessionToken: Sensitive("session")), region: "eu-west-1", service: "sts",
      now: Instant(rfc3339: "2026-01-02T03:04:05Z") ?? Instant(seconds: 0))
    let headers = signature.headers(
      host: "sts.eu-west-1.amazonaws.com",
      contentType: "application/x-www-form-urlencoded; charset=utf-8",
      body: Array("Action=GetCallerIdentity&Version=2011-06-15".utf8))
    #expect(headers.last?.value == Self.expectedAuthorization)
  }

  private static let expectedAuthorization =
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/sts/aws4_request, "
    + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=a69b90236805825610319f167cb6dae82bfbb84bcf741c1e24fc2718364e4713"

  @Test("credentials of AWS are found in the order of its own tools")
  func chain() async throws {
    let metadata = ScriptedTransport { call in
      if call.url.hasSuffix("/security-credentials/") {
        return HTTPReply(200, body: Array("role".utf8))
      }
      if call.url.hasSuffix("/role") {
        return HTTPReply(
          200, body: Array(#"{"AccessKeyId":"k","SecretAccessKey":"s","Token":"t"}"#.utf8))
      }
      if call.url.hasSuffix("/document") {
        return HTTPReply(200, body: Array(#"{"region":"eu-north-1"}"#.utf8))
      }
      return HTTPReply(200, body: Array("session".utf8))
    }
    let found = try await AWSCredentialChain(context: context(metadata)).credentials()
    #expect(found.accessKey == "k" && found.sessionToken?.reveal() == "t")
    #expect(try await AWSCredentialChain(context: context(metadata)).region() == "eu-north-1")
    let environment = ["AWS_ACCESS_KEY_ID": "e", "AWS_SECRET_ACCESS_KEY": "x", "AWS_REGION": "r"]
    let first = try await AWSCredentialChain(context: context(metadata, environment)).credentials()
    #expect(first.accessKey == "e")
    let web = ScriptedTransport { _ in
      HTTPReply(
        200,
        body: Array(
          #"{"AssumeRoleWithWebIdentityResponse":{"AssumeRoleWithWebIdentityResult":{"Credentials":{"AccessKeyId":"w","SecretAccessKey":"s"}}}}"#
            .utf8))
    }
    let identity = try await AWSCredentialChain(
      context: context(
        web,
        ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "arn", "AWS_REGION": "cn-north-1"],
        files: ["/t": "jwt\n"])
    ).credentials()
    #expect(identity.accessKey == "w")
    #expect(
      web.calls.withLock { $0 }.first?.url == "https://sts.cn-north-1.amazonaws.com.cn/")
  }
}

@Suite("State machines of the client")
struct ClientMachineTests {
  private let start = Instant(seconds: 1000)

  @Test("after 429 nothing is sent before the server wants it")
  func limit() {
    var gate = RequestGate()
    let seen1 = gate.admit(now: start)
    #expect(seen1 == .go)
    gate.ended(.limited(seconds: 7), now: start)
    let seen2 = gate.admit(now: start + .seconds(6))
    #expect(seen2 == .limited(until: start + .seconds(7)))
    let seen3 = gate.admit(now: start + .seconds(7))
    #expect(seen3 == .go)
  }

  @Test("a dead server is asked by one request at a time, less and less often")
  func circuit() {
    var gate = RequestGate()
    for _ in 0..<3 {
      let seen4 = gate.admit(now: start)
      #expect(seen4 == .go)
      gate.ended(.failed, now: start)
    }
    let seen5 = gate.admit(now: start + .seconds(1))
    #expect(seen5 == .broken(until: start + .seconds(2)))
    let seen6 = gate.admit(now: start + .seconds(2))
    #expect(seen6 == .go)
    let seen7 = gate.admit(now: start + .seconds(2))
    #expect(seen7 != .go, "one probe at a time")
    gate.ended(.failed, now: start + .seconds(2))
    let seen8 = gate.admit(now: start + .seconds(5))
    #expect(seen8 == .broken(until: start + .seconds(6)))
    let seen9 = gate.admit(now: start + .seconds(6))
    #expect(seen9 == .go)
    gate.ended(.answered, now: start + .seconds(6))
    let seen10 = gate.admit(now: start + .seconds(6))
    #expect(seen10 == .go && !gate.isOpen)
  }

  @Test("a refused token is dropped once, whoever says so, and not twice in a minute")
  func token() {
    var machine = TokenMachine()
    machine.loggedIn(Sensitive("a"), lifetime: .seconds(100), now: start, share: 0)
    #expect(machine.token?.renewAt == start + .seconds(80))
    let seen11 = machine.refused(1, now: start)
    #expect(seen11)
    let seen12 = machine.refused(1, now: start)
    #expect(!seen12, "the second to be refused finds it gone")
    machine.loggedIn(Sensitive("b"), lifetime: .seconds(100), now: start + .seconds(1), share: 1)
    #expect(machine.token?.renewAt == start + .seconds(71))
    let seen13 = machine.refused(2, now: start + .seconds(2))
    #expect(!seen13, "a new token does not help")
    let seen14 = machine.refused(2, now: start + .seconds(60))
    #expect(seen14)
    #expect(machine.usable(now: start) == nil && machine.isDue(now: start))
  }

  @Test("requests under way halve with a burst of refusals, and grow with each that is served")
  func window() {
    var gate = RequestGate()
    #expect(gate.window == 8)
    gate.ended(.limited(seconds: 5), now: start)
    for _ in 0..<7 { gate.ended(.limited(seconds: 5), now: start + .seconds(1)) }
    #expect(gate.window == 4, "one burst is one refusal")
    gate.ended(.limited(seconds: 5), now: start + .seconds(6))
    gate.ended(.limited(seconds: 5), now: start + .seconds(12))
    #expect(gate.window == 2, "two are asked at least")
    for served in 1...10 {
      gate.ended(.answered, now: start + .seconds(20))
      #expect(gate.window == min(8, 2 + served))
    }
  }

  @Test(
    "a token that served is dropped whenever it is refused; what a new one does not cure waits longer"
  )
  func revocations() {
    var machine = TokenMachine()
    var now = start
    for generation in 1...3 {
      machine.loggedIn(Sensitive("t"), lifetime: .seconds(1000), now: now, share: 0)
      machine.served(generation)
      now = now + .seconds(1)
      let isDropped = machine.refused(generation, now: now)
      #expect(isDropped, "revocation \(generation)")
    }
    machine.loggedIn(Sensitive("t"), lifetime: .seconds(100_000), now: now, share: 0)
    var waits: [Int64] = []
    for generation in 4...7 {
      let since = now
      while !machine.refused(generation, now: now) { now = now + .seconds(1) }
      waits.append((now - since).milliseconds / 1000)
      machine.loggedIn(Sensitive("t"), lifetime: .seconds(100_000), now: now, share: 0)
    }
    #expect(waits == [60, 120, 240, 480])
  }

  @Test(
    "what a source is not allowed costs others no token: it asks for a new one less and less often")
  func refusals() {
    var memory = RefusalMemory()
    var asked: [Int64] = []
    for second in 0..<1000 {
      let now = start + .seconds(second)
      guard memory.mayAsk(now: now) else { continue }
      memory.asked(now: now)
      asked.append(Int64(second))
    }
    #expect(asked == [0, 120, 360, 840])
    memory.served()
    #expect(memory.mayAsk(now: start + .seconds(1000)))
  }

  @Test("one namespace cannot take all the room for secrets, and what is refused keeps what it had")
  func room() {
    final class Holder {}
    let budget = SnapshotBudget()
    let holders = (0..<4).map { _ in Holder() }
    let names = holders.map { ObjectIdentifier($0) }
    let half = SnapshotBudget.mostOfLane / 2
    #expect(budget.keep(half, for: names[0], lane: "evil"))
    #expect(budget.keep(half, for: names[1], lane: "evil"))
    #expect(!budget.keep(1, for: names[2], lane: "evil"))
    #expect(!budget.keep(half + 1, for: names[1], lane: "evil"))
    #expect(budget.keep(2 * half, for: names[3], lane: "good"))
    budget.forget(names[0])
    #expect(!budget.keep(2 * half, for: names[2], lane: "evil"), "the other still has its half")
    #expect(budget.keep(half, for: names[2], lane: "evil"))
    withExtendedLifetime(holders) {}
  }

  @Test("what a server promises cannot break anything, however large")
  func largeNumbers() {
    let reply = HTTPReply(429, headers: [.retryAfter: "9223372036854775807"])
    var gate = RequestGate()
    gate.ended(.limited(seconds: reply.retryAfter), now: start)
    let seen = gate.admit(now: start)
    #expect(seen == .limited(until: start + .seconds(3600)))
    #expect(start + .seconds(Int64.max) == Instant(milliseconds: .max))
    #expect(HTTPReply(429, headers: [.retryAfter: "-5"]).retryAfter == 0)
    #expect(HTTPReply(429, headers: [.retryAfter: "Fri, 1 Jan 2027"]).retryAfter == 60)
  }

  @Test("addresses agree, with or without /api")
  func addresses() {
    let forms = ["https://a.test", "https://a.test/", "https://a.test/api", "https://a.test/api/"]
    #expect(Set(forms.map { ServerAddress($0)?.url("/v4") }) == ["https://a.test/api/v4"])
    #expect(ServerAddress("https://a.test/base/api/")?.base == "https://a.test/base")
    for text in ["", "a.test", "ftp://a", "https://", "https://u:p@a.test", "https://a b"] {
      #expect(ServerAddress(text) == nil, "\(text)")
    }
  }
}

@Suite("Event streams")
struct EventStreamTests {
  @Test("messages are found however the bytes are cut, heart-beats of old servers among them")
  func parser() {
    let text = "1id: x\r\nevent: secret-manager\r\ndata: {\"a\":\ndata: 1}\n\nevent: ping\n\n1"
    for size in 1...9 {
      var parser = EventParser()
      var messages: [StreamMessage] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        messages += parser.take(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      #expect(
        messages == [
          StreamMessage(event: "secret-manager", data: "{\"a\":\n1}"),
          StreamMessage(event: "ping", data: ""),
        ])
    }
  }

  @Test("a message without end is not kept; that it came is told")
  func longMessages() {
    var parser = EventParser()
    let line = Array("data: \(String(repeating: "x", count: 1000))\n".utf8)
    var messages: [StreamMessage] = []
    for _ in 0..<1000 { messages += parser.take(line) }
    for _ in 0..<1000 { messages += parser.take(Array(repeating: 0x78, count: 1000)) }
    #expect(messages.isEmpty)
    messages += parser.take(Array("\n\n".utf8))
    #expect(messages == [StreamMessage(event: "", data: "")])
    #expect(ChangedPlace.places(in: messages[0]) == nil, "everything is fetched")
    let next = parser.take(Array("event: e\ndata: 1\n\n".utf8))
    #expect(next == [StreamMessage(event: "e", data: "1")])
  }

  @Test("places are read from one payload and from lists; anything else means: fetch all")
  func places() {
    func places(_ data: String) -> [ChangedPlace]? {
      ChangedPlace.places(in: StreamMessage(event: "e", data: data))
    }
    #expect(
      places(#"{"data":{"payload":{"environment":"dev","secretPath":"/a"}}}"#)
        == [ChangedPlace(environment: "dev", path: "/a")])
    #expect(
      places(
        #"{"data":{"payload":[{"environment":"d","secretPath":"/"},{"environment":"p","secretPath":"/"}]}}"#
      )?
      .count == 2)
    #expect(places(#"{"data":{"payload":[{"environment":"d"}]}}"#) == nil)
    #expect(places("nonsense") == nil)
  }

  @Test("streams stay within the server's limits: ten entries each, five of them")
  func plan() {
    func place(_ number: Int) -> SubscriptionPlan.Place {
      .init(environment: "e\(number % 2)", glob: "/f\(number)")
    }
    let few = SubscriptionPlan(Set((0..<5).map(place)))
    #expect(few.streams.map(\.count) == [2, 2, 1] && few.uncovered.isEmpty)
    #expect(SubscriptionPlan.body(project: "p", few.streams[0])["register"]?.items?.count == 8)
    let many = SubscriptionPlan(Set((0..<11).map(place)))
    #expect(
      many.streams == [
        [.init(environment: "e0", glob: "/**"), .init(environment: "e1", glob: "/**")]
      ])
    let nested = SubscriptionPlan([
      .init(environment: "e", glob: "/a/**"), .init(environment: "e", glob: "/a/b"),
      .init(environment: "e", glob: "/ab"),
    ])
    #expect(nested.streams.joined().map(\.glob) == ["/a/**", "/ab"])
  }
}
