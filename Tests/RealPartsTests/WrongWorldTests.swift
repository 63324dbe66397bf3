import Foundation
import TestSupport
import Testing

/// What the functions of `lib.sh` say of places that only look closed, stopped or certified.
@Suite("Wrong worlds", .enabled(if: Tool.find("bash") != nil, "bash is absent"))
struct WrongWorldTests {
  private static let tree = Repository.path("output/two-sites")
  private static let servers = ["be_site_dc1/dc1", "be_site_dc2/dc2"]
  private static let haproxy =
    "haproxy_closed lb1 192.0.2.10 /run/haproxy/admin.sock be_site_dc1/dc1 be_site_dc2/dc2"

  private func output(
    _ code: String, _ answers: [(String, StubCluster.Answer)],
    _ environment: [String: String] = [:]
  ) throws -> String {
    let result = try StubCluster().evaluate(code, answers, in: Self.tree, environment: environment)
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test("an HAProxy node is closed by its own account, or because someone withdrew it")
  func haproxy() throws {
    func said(
      _ answer: StubCluster.Answer, _ environment: [String: String] = [:]
    ) throws -> String {
      try output(Self.haproxy, [("192.0.2.10 printf 'show servers state", answer)], environment)
    }
    let closed = StubCluster.states(Self.servers, isOpen: false)
    #expect(try said(.text(closed)) == "closed")
    let open = StubCluster.states(Self.servers, isOpen: true)
    #expect(try said(.text(open)) == "open to be_site_dc1/dc1")
    #expect(try said(.status(255)).hasPrefix("unreachable: withdraw it"))
    #expect(try said(.status(124)).hasPrefix("unreachable: withdraw it"))
    #expect(try said(.status(127)) == "unknown: the command on the node ended with 127")
    #expect(try said(.text("")) == "unknown: server be_site_dc1/dc1 not found")
    let others = StubCluster.states(["be_site_dc2/dc2"], isOpen: false)
    #expect(try said(.text(others)) == "unknown: server be_site_dc1/dc1 not found")
    #expect(try said(.status(255), ["WITHDRAWN": "lb1=J. Doe"]) == "closed")
    #expect(try said(.status(255), ["WITHDRAWN": "lb2=J. Doe,lb1=M. Roe"]) == "closed")
    for other in ["lb2=J. Doe", "lb1=", "lb1=,lb2=J. Doe", "lb11=J. Doe"] {
      #expect(try said(.status(255), ["WITHDRAWN": other]).hasPrefix("unreachable"), "\(other)")
    }
    #expect(
      try said(.text(open), ["WITHDRAWN": "lb1=J. Doe"]).hasPrefix("open"),
      "what answers is believed before what people say")
  }

  @Test("an NGINX node is closed when it runs a closed configuration, or does not run")
  func nginx() throws {
    let folder = try TemporaryFolder()
    try folder.write("stream { server { listen 443; return ''; } }\n", to: "closed.conf")
    try folder.write("stream { server { proxy_pass be_site_dc1; } }\n", to: "open.conf")
    func said(_ file: String, _ answer: StubCluster.Answer) throws -> String {
      try output(
        "nginx_closed lb1 192.0.2.10 /etc/nginx/nginx.conf \(folder.path(file))",
        [("192.0.2.10 sha256sum", answer)])
    }
    let sum = try #require(Tool.find("sha256sum")).run([folder.path("closed.conf")]).output.prefix(
      64)
    func state(_ sum: some StringProtocol, age: String) -> StubCluster.Answer {
      .text("\(sum)  /etc/nginx/nginx.conf\n1000\n2000\n\(age)\n")
    }
    #expect(try said("closed.conf", state(sum, age: "900")) == "closed")
    #expect(try said("closed.conf", state(sum, age: "1001")).contains("not reloaded"))
    let other = String(repeating: "0", count: 64)
    #expect(try said("closed.conf", state(other, age: "9")).contains("is not"))
    #expect(try said("open.conf", state(sum, age: "9")).contains("sends users to a site"))
    #expect(try said("open.conf", state(sum, age: "")) == "closed", "it does not run")
    #expect(try said("closed.conf", .text("")) == "")
    #expect(try said("closed.conf", .status(255)).hasPrefix("unreachable"))
    #expect(try said("closed.conf", .status(1)).hasPrefix("unknown"))
  }

  @Test("a database is stopped when its operator says so, or when people fenced a silent site")
  func fenced() throws {
    func said(
      _ api: StubCluster.Answer, _ state: String, _ environment: [String: String] = [:]
    ) throws -> String {
      try output(
        "fenced dc1 infisical infisical-db-dc1",
        [
          ("get --raw /readyz", api),
          ("get clusters.postgresql.cnpg.io infisical-db-dc1", .text(state)),
        ], environment)
    }
    #expect(try said(.text("ok"), "True [\"*\"] ready=") == "down")
    #expect(try said(.text("ok"), "False [\"*\"] ready=") == "down")
    #expect(try said(.text("ok"), "False [\"*\"] ready=0") == "down")
    #expect(try said(.text("ok"), "False [\"*\"] ready=3") == "running")
    #expect(try said(.text("ok"), "False  ready=") == "running", "not fenced, only not ready")
    #expect(try said(.text("ok"), "  ready=3") == "running")
    #expect(try said(.text("ok"), "") == "running")
    let vouched = ["FENCED_BY": "power off, J. Doe"]
    #expect(try said(.text("ok"), "False  ready=3", vouched) == "running", "it answers")
    #expect(try said(.status(1), "").hasPrefix("unreachable"))
    #expect(try said(.status(1), "", vouched) == "down")
  }

  @Test("a certificate counts when it is the one of the Secret and names the host")
  func certificate() throws {
    func said(_ served: String, _ kept: String, host: String = "secrets.example.net") throws
      -> String
    {
      try output(
        "certificate \(host) 443 10.1.0.20 dc1 infisical infisical-tls",
        [
          ("s_client -connect 10.1.0.20:443", .text(served)),
          ("get secret infisical-tls", .text(Data(kept.utf8).base64EncodedString())),
        ])
    }
    let (own, other) = (StubCluster.certificate, StubCluster.otherCertificate)
    #expect(try said(own, own).hasSuffix("GMT"))
    #expect(try said(other, own).contains("not in the Secret infisical-tls"))
    #expect(try said(other, other).contains("does not name secrets.example.net"))
    #expect(try said("", own) == "" && said(own, "") == "")
  }
}
