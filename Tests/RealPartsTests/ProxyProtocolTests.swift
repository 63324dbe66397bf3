import Foundation
import TestSupport
import Testing

/// The questions of the verify scripts, put to a real ingress with and without the PROXY protocol.
@Suite("The PROXY protocol in verify scripts")
struct ProxyProtocolTests {
  @Test(
    "checks reach an ingress only over the protocol that it expects",
    .enabled(
      if: Tool.find("haproxy") != nil && Tool.find("curl") != nil, "haproxy or curl is absent"))
  func questions() async throws {
    let folder = try TemporaryFolder()
    let certificate = try TestCertificate.write(to: folder)
    let (plain, proxied, closed) = (Port.free(), Port.free(), Port.free())
    let file = try folder.write(
      """
      defaults
        mode http
        timeout client 5s
      frontend plain
        bind 127.0.0.1:\(plain) ssl crt \(certificate)
        http-request return status 200 hdr x-infisical-site dc1
      frontend proxied
        bind 127.0.0.1:\(proxied) accept-proxy ssl crt \(certificate)
        http-request return status 200 hdr x-infisical-site dc2

      """, to: "haproxy.cfg")
    let haproxy = try #require(Tool.find("haproxy"))
    let ingress = try haproxy.start(["-db", "-f", file], log: folder.path("haproxy.log"))
    defer { ingress.stop() }
    #expect(await Port.wait { Port.answers(plain) && Port.answers(proxied) })
    let bash = try #require(Tool.find("bash"))
    func ask(_ function: String, _ port: Int) throws -> String {
      try bash.run(
        ["-c", "source runbooks/lib.sh; \(function) secrets.example.net \(port) 127.0.0.1"],
        environment: ["CURL_CA_BUNDLE": folder.path("cert.pem")],
        folder: Repository.path("output/two-sites")
      ).output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    #expect(try ask("status", plain) == "200")
    #expect(try ask("proxied", proxied) == "200")
    #expect(try ask("answering", plain) == "dc1")
    // A refused handshake or nobody at all; neither is taken for an answer of Infisical.
    #expect(try ask("status", proxied) == "000")
    #expect(try ask("proxied", plain) == "000")
    #expect(try ask("answering", proxied) == "")
    #expect(try ask("status", closed) == "000" && ask("proxied", closed) == "000")
  }
}
