import Foundation
import TestSupport
import Testing

/// Load balancers through a whole switchover and back, with the configurations of its commits and
/// clients that ask all the time.
@Suite("Traffic during a switchover")
struct SwitchTests {
  /// Where users may arrive in a phase; nobody when nil.
  private struct Phase {
    let name: String
    let overlay: String
    let open: String?
  }

  private static let phases = [
    Phase(name: "steady", overlay: "", open: "dc1"),
    Phase(
      name: "quiesce", overlay: "operation: {switchover: {from: dc1, to: dc2, phase: quiesce}}",
      open: nil),
    Phase(
      name: "demote", overlay: "operation: {switchover: {from: dc1, to: dc2, phase: demote}}",
      open: nil),
    Phase(name: "finish", overlay: "SWAPPED", open: "dc2"),
    Phase(
      name: "quiesce back",
      overlay: "SWAPPED\noperation: {switchover: {from: dc2, to: dc1, phase: quiesce}}", open: nil),
    Phase(name: "returned", overlay: "", open: "dc1"),
  ]

  private static func isThere(_ program: String) -> Bool {
    Tool.find(program) != nil && Tool.find("curl") != nil && Tool.find("python3") != nil
  }

  /// Two sites that answer with their names, a balancer's ports, and one client.
  private final class Stage {
    let folder: TemporaryFolder
    let certificate: String
    let mode: String
    let front = Port.free()
    let redirect = Port.free()
    let ports = [Port.free(), Port.free()]
    private var sites: [RunningTool] = []

    init(_ mode: String) throws {
      self.mode = mode
      folder = try TemporaryFolder()
      certificate = try TestCertificate.write(to: folder)
      let python = try #require(Tool.find("python3"))
      let server = Repository.path("Tests/Oracles/site_server.py")
      let tls = mode == "terminate" ? [] : [certificate]
      sites = try ["dc1", "dc2"].enumerated().map { position, name in
        try python.start([server, name, String(ports[position])] + tls)
      }
    }

    deinit { for site in sites { site.stop() } }

    func configuration(_ engine: String, _ phase: Phase) throws -> String {
      let isSwapped = phase.overlay.hasPrefix("SWAPPED")
      let roles = isSwapped ? ["passive", "active"] : ["active", "passive"]
      return try BalancerFile.lowered(
        """
        sites:
          - {id: dc1, role: \(roles[0]), ingress: {vip: 127.0.0.1, httpsPort: \(ports[0])}}
          - {id: dc2, role: \(roles[1]), ingress: {vip: 127.0.0.1, httpsPort: \(ports[1])}}
        globalLB:
          engine: \(engine)
          tls: \(mode)
          httpsPort: \(front)
          httpPort: \(redirect)
          files: {certificate: \(certificate), caBundle: \(folder.path("cert.pem")), adminSocket: \(folder.path("admin.sock"))}
        \(phase.overlay.replacingOccurrences(of: "SWAPPED", with: ""))
        """)
    }

    /// The site that answered; nil when nobody did.
    func ask() throws -> String? {
      let curl = try #require(Tool.find("curl"))
      try? FileManager.default.removeItem(atPath: folder.path("body"))
      let result = try curl.run([
        "-sk", "-m", "5", "-o", folder.path("body"), "-w", "%{http_code}", "--resolve",
        "secrets.example.net:\(front):127.0.0.1", "https://secrets.example.net:\(front)/api/x",
      ])
      guard result.status == 0, result.output == "200" else { return nil }
      return try folder.read("body").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Behind the switch to `phase`: the right site answers, and no closed one does.
    func expect(_ phase: Phase) async throws {
      let isReached = try await Port.wait { try self.ask() == phase.open }
      #expect(isReached, "\(phase.name)")
      for _ in 0..<15 { #expect(try ask() == phase.open, "\(phase.name)") }
    }
  }

  @Test(
    "HAProxy: no request reaches a closed site, and the runtime API closes one at once",
    .enabled(if: isThere("haproxy"), "haproxy, curl or Python is absent"),
    arguments: ["terminate", "passthrough"])
  func haproxy(mode: String) async throws {
    let stage = try Stage(mode)
    let haproxy = try #require(Tool.find("haproxy"))
    #expect(await Port.wait { stage.ports.allSatisfy { Port.answers($0) } })
    var running: RunningTool?
    for phase in Self.phases {
      if phase.name == "quiesce" {
        // The first step of the runbook, before any configuration is there.
        let socket = stage.folder.path("admin.sock")
        let command =
          "set server be_site_dc1/dc1 state maint; shutdown sessions server be_site_dc1/dc1"
        let python = try #require(Tool.find("python3"))
        let said = try python.run([
          "-c",
          "import socket,sys;s=socket.socket(socket.AF_UNIX);s.connect(sys.argv[1]);s.sendall(sys.argv[2].encode()+b'\\n');print(s.recv(999))",
          socket, command,
        ])
        #expect(said.status == 0, "\(said.errors)")
        for _ in 0..<5 { #expect(try stage.ask() == nil, "maint") }
      }
      let file = try stage.folder.write(
        try stage.configuration("haproxy", phase), to: "\(phase.name).cfg")
      #expect(try haproxy.run(["-c", "-f", file]).status == 0)
      let old = running
      let next = try haproxy.start(
        ["-db", "-f", file] + (old.map { ["-sf", String($0.pid)] } ?? []),
        log: stage.folder.path("haproxy.log"))
      running = next
      #expect(await Port.wait { Port.answers(stage.front) })
      old?.stop()
      try await stage.expect(phase)
    }
    running?.stop()
  }

  @Test(
    "NGINX: no request reaches a closed site",
    .enabled(
      if: isThere("nginx") && getuid() == 0, "nginx, curl, Python or root's rights are absent"),
    arguments: ["terminate", "passthrough"])
  func nginx(mode: String) async throws {
    let stage = try Stage(mode)
    let nginx = try #require(Tool.find("nginx"))
    #expect(await Port.wait { stage.ports.allSatisfy { Port.answers($0) } })
    func write(_ phase: Phase) throws -> String {
      let text = try stage.configuration("nginx", phase)
        .replacing("/run/nginx.pid", with: stage.folder.path("nginx.pid"))
        .replacing("/var/log/nginx/", with: stage.folder.path(""))
      return try stage.folder.write(text, to: "nginx.conf")
    }
    let file = try write(Self.phases[0])
    let running = try nginx.start(
      ["-c", file, "-g", "daemon off;"], log: stage.folder.path("nginx.log"))
    defer { running.stop() }
    #expect(await Port.wait { Port.answers(stage.front) })
    try await stage.expect(Self.phases[0])
    for phase in Self.phases.dropFirst() {
      _ = try write(phase)
      let tested = try nginx.run(["-t", "-q", "-c", file])
      #expect(tested.status == 0, "\(phase.name): \(tested.errors)")
      let old = NGINXTests.workers(stage.folder)
      #expect(try nginx.run(["-s", "reload", "-c", file]).status == 0)
      #expect(await Port.wait { old.isDisjoint(with: NGINXTests.workers(stage.folder)) })
      try await stage.expect(phase)
    }
  }
}
