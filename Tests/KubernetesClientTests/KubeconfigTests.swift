import Seams
import Simulation
import Synchronization
import Testing
import YAMLSyntax

@testable import KubernetesClient

/// Finding the API server: kubeconfigs, pods, exec plugins.
@Suite("Configurations of clusters")
struct KubeconfigTests {
  private static func read(
    _ text: String, files: [String: String] = [:], context: String? = nil
  ) throws -> ClusterConfiguration {
    try Kubeconfig(Array(text.utf8), path: "/home/me/.kube/config") { path in
      guard let text = files[path] else { throw ConfigurationError("there is no \(path)") }
      return Array(text.utf8)
    }.configuration(context: context)
  }

  private static func config(user: String, cluster: String = "server: https://a.test") -> String {
    """
    apiVersion: v1
    kind: Config
    current-context: one
    contexts:
      - name: one
        context: {cluster: c, user: u, namespace: mine}
      - name: two
        context: {cluster: other, user: u}
    clusters:
      - name: c
        cluster: {\(cluster)}
      - name: other
        cluster: {server: "https://b.test", insecure-skip-tls-verify: true, tls-server-name: name}
    users:
      - name: u
        user: {\(user)}
    """
  }

  @Test("tokens, token files and client certificates are found, paths relative to the file")
  func users() throws {
    let token = try Self.read(Self.config(user: "token: abc"))
    #expect(token.server == "https://a.test" && token.namespace == "mine")
    guard case .token(let value) = token.user else { throw ConfigurationError("no token") }
    #expect(value.reveal() == "abc" && "\(value)" == "(redacted)")
    let file = try Self.read(Self.config(user: "tokenFile: t/token"))
    guard case .tokenFile("/home/me/.kube/t/token") = file.user else {
      throw ConfigurationError("no file")
    }
    let certificate = try Self.read(
      Self.config(user: "client-certificate-data: Y2VydA==, client-key: key.pem"),
      files: ["/home/me/.kube/key.pem": "key"])
    #expect(certificate.identity?.certificate == Array("cert".utf8))
    #expect(certificate.identity?.key.reveal() == Array("key".utf8))
    let other = try Self.read(Self.config(user: "token: x"), context: "two")
    #expect(other.isInsecure && other.serverName == "name" && other.server == "https://b.test")
  }

  @Test(
    "what cannot be used is refused with its place",
    arguments: [
      (config(user: "username: me, password: x"), "16:22: basic authentication"),
      (config(user: "auth-provider: {name: gcp}"), "auth-provider is no longer"),
      (config(user: "client-certificate-data: '%'"), "is not base64"),
      (config(user: "token: x", cluster: "server: a.test"), "must start with https://"),
      ("current-context: gone\ncontexts: []\n", "unknown context `gone`"),
      ("contexts: []\n", "no context is selected"), ("a: [", "config:"),
      (
        config(user: "exec: {apiVersion: client.authentication.k8s.io/v1}"),
        "the exec plugin has no command"
      ),
    ])
  func refusals(text: String, words: String) {
    let error = #expect(throws: ConfigurationError.self) { try Self.read(text) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.message.hasPrefix("/home/me/.kube/config:") == true)
  }

  @Test("a pod finds what the kubelet wrote; IPv6 addresses get their brackets")
  func pod() throws {
    let found = try InCluster.configuration(
      environment: ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"],
      read: { Array("text of \($0)\n".utf8) })
    #expect(found.server == "https://[fd00::1]:443")
    #expect(found.namespace == "text of \(InCluster.folder)/namespace")
    #expect(throws: ConfigurationError.self) {
      try InCluster.configuration(environment: [:], read: { _ in [] })
    }
  }

  @Test("an exec plugin runs once for many, and again when its token expires or is refused")
  func plugin() async throws {
    let runs = Counter()
    let time = SystemTime()
    let plugin = ExecPlugin(apiVersion: "client.authentication.k8s.io/v1", command: "plug")
    let credentials = ExecCredentials(plugin, time: time) { _, _, environment in
      #expect(environment["KUBERNETES_EXEC_INFO"]?.contains("ExecCredential") == true)
      let number = runs.next()
      let expires = time.now + .seconds(number == 1 ? 10 : 3600)
      return Array(
        #"{"kind":"ExecCredential","status":{"token":"t\#(number)","expirationTimestamp":"\#(expires)"}}"#
          .utf8)
    }
    #expect(try await credentials.token()?.reveal() == "t1")
    // Ten seconds are too few to be used.
    #expect(try await credentials.token()?.reveal() == "t2")
    #expect(try await credentials.token()?.reveal() == "t2")
    await credentials.refused(Sensitive("t2"))
    #expect(try await credentials.token()?.reveal() == "t3")
  }

  @Test(
    "a plugin is told the cluster when the kubeconfig says so; one that must talk to people is refused"
  )
  func pluginOfCluster() async throws {
    let user = { (mode: String) in
      "exec: {apiVersion: client.authentication.k8s.io/v1, command: plug, interactiveMode: \(mode), provideClusterInfo: true}"
    }
    let configuration = try Self.read(Self.config(user: user("IfAvailable")))
    guard case .exec(let plugin) = configuration.user else {
      Issue.record("no plugin")
      return
    }
    let credentials = ExecCredentials(plugin, time: SystemTime()) { _, _, environment in
      let info = try JSONReader.parse(Array((environment["KUBERNETES_EXEC_INFO"] ?? "").utf8))
      #expect(info.text("spec", "cluster", "server") == "https://a.test")
      #expect(info.at("spec", "interactive")?.scalar?.text == "false")
      return Array(#"{"kind":"ExecCredential","status":{"token":"t"}}"#.utf8)
    }
    #expect(try await credentials.token()?.reveal() == "t")
    let error = #expect(throws: ConfigurationError.self) {
      try Self.read(Self.config(user: user("Always")))
    }
    #expect("\(try #require(error))".contains("interactiveMode"))
  }

  @Test("requests keep a pace, and the pause that the server asks for")
  func pace() async {
    let time = SteppingClock()
    let pace = RequestPace(mostPerSecond: 10, time: time)
    for _ in 0..<10 { #expect(await pace.wait()) }
    #expect(time.slept == .zero, "a burst")
    for _ in 0..<20 { #expect(await pace.wait()) }
    #expect(time.slept >= .seconds(1.9) && time.slept <= .seconds(2.2))
    pace.pause(seconds: 5)
    let before = time.slept
    #expect(await pace.wait())
    #expect(time.slept - before >= .seconds(5))
    pace.pause(seconds: .max)
    #expect(await pace.wait())
    #expect(time.slept - before <= .seconds(40))
  }

  @Test("a plugin that fails says what to do")
  func brokenPlugin() async {
    let plugin = ExecPlugin(
      apiVersion: "client.authentication.k8s.io/v1", command: "plug", installHint: "install plug")
    let credentials = ExecCredentials(plugin, time: SystemTime()) { _, _, _ in
      throw ConfigurationError("not found")
    }
    let error = await #expect(throws: APIError.self) { try await credentials.token() }
    #expect(error?.message.contains("install plug") == true)
  }
}

private final class Counter: Sendable {
  private let value = Mutex(0)

  func next() -> Int {
    value.withLock {
      $0 += 1
      return $0
    }
  }
}
