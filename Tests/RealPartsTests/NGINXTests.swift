import Foundation
import TestSupport
import Testing

@Suite("NGINX")
struct NGINXTests {
  private static let isThere = Tool.find("nginx") != nil && getuid() == 0

  /// The configuration with the paths of the test put in; everything else is as emitted.
  private static func local(_ text: String, _ folder: TemporaryFolder) -> String {
    text.replacing("/run/nginx.pid", with: folder.path("nginx.pid"))
      .replacing("/var/log/nginx/", with: folder.path(""))
  }

  @Test(
    "nginx accepts every configuration, and sees a slip",
    .enabled(if: isThere, "nginx or root's rights are absent"),
    arguments: GoldenTree.paths(endingIn: "nginx.conf"))
  func accepted(path: String) throws {
    let nginx = try #require(Tool.find("nginx"))
    let folder = try TemporaryFolder()
    let certificate = try TestCertificate.write(to: folder)
    let text = String(decoding: try GoldenTree.bytes(path), as: UTF8.self)
      .replacing("/etc/nginx/certs/secrets.pem", with: certificate)
      .replacing("/etc/nginx/certs/infisical.pem", with: certificate)
    let good = try folder.write(Self.local(text, folder), to: "good.conf")
    let result = try nginx.run(["-t", "-q", "-c", good])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    let bad = try folder.write(
      Self.local(text, folder).replacing("server_tokens", with: "server_token"), to: "bad.conf")
    #expect(try nginx.run(["-t", "-q", "-c", bad]).status != 0)
  }

  /// Process ids of the workers of the NGINX that runs in `folder`.
  static func workers(_ folder: TemporaryFolder) -> Set<String> {
    let master = (try? folder.read("nginx.pid"))?.filter(\.isNumber) ?? ""
    let path = "/proc/\(master)/task/\(master)/children"
    let children = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return Set(children.split(separator: " ").map(String.init))
  }

  @Test(
    "traffic goes to the active site only, follows a switch, and goes to nobody when that dies",
    .enabled(
      if: isThere && Tool.find("curl") != nil, "nginx, curl or root's rights are absent"),
    arguments: ["terminate", "passthrough", "reencrypt"])
  func traffic(mode: String) async throws {
    let folder = try TemporaryFolder()
    let certificate = try TestCertificate.write(to: folder)
    let python = try #require(Tool.find("python3"))
    let curl = try #require(Tool.find("curl"))
    let nginx = try #require(Tool.find("nginx"))
    let (front, redirect) = (Port.free(), Port.free())
    let ports = [Port.free(), Port.free()]
    let server = Repository.path("Tests/Oracles/site_server.py")
    let tls = mode == "terminate" ? [] : [certificate]
    let sites = try ["dc1", "dc2"].enumerated().map { position, name in
      try python.start([server, name, String(ports[position])] + tls)
    }
    defer { for site in sites { site.stop() } }
    func configuration(_ roles: [String]) async throws -> String {
      let text = try await BalancerFile.text(
        """
        sites:
          - {id: dc1, role: \(roles[0]), ingress: {vip: 127.0.0.1, httpsPort: \(ports[0])}}
          - {id: dc2, role: \(roles[1]), ingress: {vip: 127.0.0.1, httpsPort: \(ports[1])}}
        globalLB:
          engine: nginx
          tls: \(mode)
          httpsPort: \(front)
          httpPort: \(redirect)
          files: {certificate: \(certificate), caBundle: \(folder.path("cert.pem"))}
        """, "nginx.conf")
      return Self.local(text, folder)
    }
    let file = try folder.write(try await configuration(["active", "passive"]), to: "nginx.conf")
    #expect(await Port.wait { ports.allSatisfy { Port.answers($0) } })
    let balancer = try nginx.start(
      ["-c", file, "-g", "daemon off;"], log: folder.path("nginx.log"))
    defer { balancer.stop() }
    let isUp = await Port.wait { Port.answers(front) }
    let log = try folder.read("nginx.log")
    #expect(isUp, "\(log)")

    func get() throws -> Tool.Result {
      try? FileManager.default.removeItem(atPath: folder.path("body"))
      return try curl.run([
        "-sk", "-m", "5", "-o", folder.path("body"), "-w", "%{http_code}", "--resolve",
        "secrets.example.net:\(front):127.0.0.1", "https://secrets.example.net:\(front)/api/x",
      ])
    }
    // Ports that answer say nothing of TLS behind them, on a machine that is busy.
    #expect(try await Port.wait { try get().output == "200" })
    for _ in 0..<10 {
      #expect(try get().output == "200")
      #expect(try folder.read("body") == "dc1\n")
    }
    let plain = try curl.run([
      "-s", "-o", "/dev/null", "-w", "%{http_code}", "http://127.0.0.1:\(redirect)/x",
    ])
    #expect(plain.output == "308")

    try folder.write(try await configuration(["passive", "active"]), to: "nginx.conf")
    let old = Self.workers(folder)
    #expect(try nginx.run(["-s", "reload", "-c", file]).status == 0)
    // Workers of before take connections until the new ones run.
    #expect(await Port.wait { old.isDisjoint(with: Self.workers(folder)) })
    let isSwitched = try await Port.wait {
      try get().output == "200" && folder.read("body") == "dc2\n"
    }
    #expect(isSwitched)

    sites[1].stop()
    for _ in 0..<10 {
      let answer = try get()
      // 502 where NGINX speaks HTTP, a closed connection where it forwards bytes; never dc1.
      #expect(mode == "passthrough" ? answer.status != 0 : answer.output == "502")
      #expect((try? folder.read("body"))?.contains("dc1") != true)
    }
  }
}
