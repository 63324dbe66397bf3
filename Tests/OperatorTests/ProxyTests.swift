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
    #expect(throws: (any Error).self) { try proxy("https://a", ["HTTPS_PROXY": "socks5://s:1"]) }
  }
}
