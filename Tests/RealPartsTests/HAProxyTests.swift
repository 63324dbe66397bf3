import Foundation
import TestSupport
import Testing

@Suite("HAProxy")
struct HAProxyTests {
  static let configurations = GoldenTree.paths(endingIn: "haproxy.cfg")

  @Test(
    "haproxy accepts every configuration",
    .enabled(if: Tool.find("haproxy") != nil, "haproxy is absent"), arguments: configurations)
  func accepted(path: String) throws {
    let haproxy = try #require(Tool.find("haproxy"))
    let folder = try TemporaryFolder()
    let certificate = try TestCertificate.write(to: folder)
    // Only the certificate of the machine is put in; everything else is as emitted.
    let text = String(decoding: try GoldenTree.bytes(path), as: UTF8.self)
      .replacingOccurrences(of: "/etc/haproxy/certs/secrets.pem", with: certificate)
    let file = try folder.write(text, to: "haproxy.cfg")
    let result = try haproxy.run(["-c", "-f", file])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test(
    "traffic goes to the active site only, and to nobody when that dies",
    .enabled(
      if: Tool.find("haproxy") != nil && Tool.find("curl") != nil, "haproxy or curl is absent"),
    arguments: ["terminate", "passthrough", "reencrypt"])
  func failover(mode: String) async throws {
    let folder = try TemporaryFolder()
    let certificate = try TestCertificate.write(to: folder)
    let python = try #require(Tool.find("python3"))
    let curl = try #require(Tool.find("curl"))
    let haproxy = try #require(Tool.find("haproxy"))
    let (front, redirect, one, two) = (Port.free(), Port.free(), Port.free(), Port.free())
    let server = Repository.path("Tests/Oracles/site_server.py")
    let tls = mode == "terminate" ? [] : [certificate]
    let active = try python.start([server, "dc1", String(one)] + tls)
    let passive = try python.start([server, "dc2", String(two)] + tls)
    defer {
      active.stop()
      passive.stop()
    }
    let overlay = """
      sites:
        - {id: dc1, ingress: {vip: 127.0.0.1, httpsPort: \(one)}}
        - {id: dc2, ingress: {vip: 127.0.0.1, httpsPort: \(two)}}
      globalLB:
        tls: \(mode)
        httpsPort: \(front)
        httpPort: \(redirect)
        files: {certificate: \(certificate), caBundle: \(folder.path("cert.pem")), adminSocket: \(folder.path("admin.sock"))}
      """
    let configuration = try await BalancerFile.text(overlay, "haproxy.cfg")
    let file = try folder.write(configuration, to: "haproxy.cfg")
    #expect(await Port.wait { Port.answers(one) && Port.answers(two) })
    let balancer = try haproxy.start(["-db", "-f", file], log: folder.path("haproxy.log"))
    defer { balancer.stop() }
    let isUp = await Port.wait { Port.answers(front) }
    let log = try folder.read("haproxy.log")
    #expect(isUp, "\(log)")

    func get() throws -> Tool.Result {
      try curl.run([
        "-sk", "-m", "5", "-o", folder.path("body"), "-w", "%{http_code}", "--resolve",
        "secrets.example.net:\(front):127.0.0.1", "https://secrets.example.net:\(front)/api/x",
      ])
    }
    for _ in 0..<10 {
      #expect(try get().output == "200")
      #expect(try folder.read("body") == "dc1\n")
    }
    let plain = try curl.run([
      "-s", "-o", "/dev/null", "-w", "%{http_code}", "http://127.0.0.1:\(redirect)/x",
    ])
    #expect(plain.output == "308")

    active.stop()
    let isDown = try await Port.wait {
      let answer = try get()
      return mode == "passthrough" ? answer.status != 0 : answer.output == "503"
    }
    #expect(isDown)
    for _ in 0..<10 {
      try? FileManager.default.removeItem(atPath: folder.path("body"))
      let answer = try get()
      // 503 where HAProxy speaks HTTP, a closed connection where it forwards bytes; never dc2.
      if mode == "passthrough" {
        #expect(answer.status != 0)
      } else {
        #expect(answer.output == "503")
      }
      #expect((try? folder.read("body"))?.contains("dc2") != true)
    }
    #expect(Port.answers(two))
  }
}
