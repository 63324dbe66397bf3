import Testing

@testable import HTTPTransport

@Suite("Proxies")
struct ProxyTests {
  private func proxy(_ url: String, _ environment: [String: String]) throws -> String? {
    try ProxyAddress.forURL(url, environment: environment).map { "\($0.host):\($0.port)" }
  }

  @Test("the variables that programs agree on are kept")
  func variables() throws {
    let both = ["HTTPS_PROXY": "http://p.test:3128", "http_proxy": "q.test"]
    #expect(try proxy("https://a.test", both) == "p.test:3128")
    #expect(try proxy("http://a.test", both) == "q.test:80")
    #expect(try proxy("https://a.test", ["HTTPS_PROXY": ""]) == nil)
    #expect(try proxy("https://localhost:1", both) == nil)
    for list in ["a.test", ".test", "*.test", "x, test", "*"] {
      #expect(
        try proxy("https://b.a.test", both.merging(["NO_PROXY": list]) { $1 }) == nil, "\(list)")
    }
    #expect(try proxy("https://notest", both.merging(["no_proxy": "test"]) { $1 }) == "p.test:3128")
    #expect(try proxy("https://a", ["HTTPS_PROXY": "http://u:p@[::1]:3128"]) == "::1:3128")
    for (list, isDirect) in [
      ("10.0.0.0/8", true), ("10.1.2.3", true), ("10.1.2.3:443", true), ("10.1.2.3:80", false),
      ("11.0.0.0/8", false), ("10.1.2.3/32", true), ("10.0.0.0/33", false), ("10.1.2", false),
      (" 192.168.0.0/16 , 10.1.0.0/16 ", true),
    ] {
      let found = try proxy("https://10.1.2.3", both.merging(["NO_PROXY": list]) { $1 })
      #expect((found == nil) == isDirect, "\(list)")
    }
    for (list, isDirect) in [
      ("fd00::/8", true), ("[fd00::1]", true), ("fd00::1", true), ("[fd00::1]:443", true),
      ("[fd00::1]:8443", false), ("fe80::/10", false),
    ] {
      let found = try proxy("https://[fd00::1]", both.merging(["NO_PROXY": list]) { $1 })
      #expect((found == nil) == isDirect, "\(list)")
    }
    #expect(throws: (any Error).self) { try proxy("https://a", ["HTTPS_PROXY": "socks5://s:1"]) }
  }
}
