import Testing
import TopologyModel

@Suite("Values of topologies")
struct ValueTests {
  @Test(
    "the flavour of an image is in its tag",
    arguments: [
      ("16.10-standard-trixie", "standard"), ("17.6-202509151215-minimal-trixie", "minimal"),
      ("18-system-bookworm", "system"), ("16.10", nil), ("16.10-bookworm", nil),
    ] as [(String, String?)])
  func flavour(tag: String, flavour: String?) {
    #expect(ImageReference("ghcr.io/cloudnative-pg/postgresql:\(tag)")?.flavour == flavour)
  }

  @Test(
    "quantities are read as Kubernetes reads them",
    arguments: [
      ("1", 1000), ("500m", 500), ("1k", 1_000_000), ("1Ki", 1_024_000),
      ("1.5Gi", 1_610_612_736_000),
      (".5", 500), ("2Mi", 2_097_152_000), ("", nil), ("Gi", nil), ("1 Gi", nil), ("-1", nil),
      ("1e3", nil), ("1.2.3", nil), ("0x10", nil),
    ] as [(String, Int?)])
  func quantity(text: String, milli: Int?) {
    #expect(Quantity(text)?.milliValue == milli)
  }

  @Test(
    "networks have no bits behind their prefix",
    arguments: [
      ("10.0.0.0/8", true), ("10.1.0.0/8", false), ("0.0.0.0/0", true), ("10.0.0.0", false),
      ("10.0.0.0/33", false), ("010.0.0.0/8", false), ("fd00::/8", true), ("fd00::1/8", false),
      ("::/0", true), ("2001:db8::1:2/128", true), ("1::2::3/64", false), ("fe80:::/10", false),
      ("::ffff:10.0.0.1/128", true), ("10.0.0.0/+8", false),
      ("1.2.3.4::/128", false), ("10.0.0.-0/32", false),
    ])
  func network(text: String, isValid: Bool) {
    #expect((CIDR(text) != nil) == isValid)
  }

  @Test("networks overlap when one holds the other")
  func overlap() throws {
    let wide = try #require(CIDR("10.42.0.0/16"))
    #expect(wide.overlaps(try #require(CIDR("10.42.128.0/17"))))
    #expect(!wide.overlaps(try #require(CIDR("10.43.0.0/16"))))
    #expect(!wide.overlaps(try #require(CIDR("fd00::/8"))))
  }

  @Test(
    "images have a tag that does not move",
    arguments: [
      ("redis:7.2", true), ("docker.io/library/redis:7.2.11", true), ("localhost:5000/a/b:1", true),
      ("redis", false), ("redis:latest", false), ("localhost:5000/redis", false), (":1", false),
      ("redis:7@sha256:\(String(repeating: "a", count: 64))", true), ("redis:7@sha256:ab", false),
      ("redis@sha256:\(String(repeating: "a", count: 64))", false), ("re dis:1", false),
    ])
  func image(text: String, isValid: Bool) {
    #expect((ImageReference(text) != nil) == isValid)
  }

  @Test(
    "cron schedules",
    arguments: [
      ("*/5 0 1,15 * 1-5", true), ("0 0 * jan sun", true), ("* * * *", false),
      ("60 * * * *", false),
      ("* * 0 * *", false), ("*/0 * * * *", false), ("5-1 * * * *", false), ("a * * * *", false),
    ])
  func cron(text: String, isValid: Bool) {
    #expect((CronSchedule(text) != nil) == isValid)
  }

  @Test(
    "URLs have a host and nothing secret",
    arguments: [
      ("https://a.b", true), ("http://10.0.0.1:9000/x", true), ("https://[fd00::1]:443", true),
      ("https://", false), ("ftp://a", false), ("https://u:p@a", false), ("https://a?x", false),
      ("https://a:0", false), ("https://A.b", false),
    ])
  func url(text: String, isValid: Bool) {
    #expect((EndpointURL(text) != nil) == isValid)
    if isValid { #expect(EndpointURL(text)?.description == text) }
  }

  @Test(
    "lengths of time",
    arguments: [("5m", 300), ("0s", 0), ("2d", 172_800), ("m", nil), ("-1s", nil), ("1.5h", nil)]
      as [(String, Int?)])
  func time(text: String, seconds: Int?) {
    #expect(TimeSpan(text)?.seconds == seconds)
  }

  @Test("versions compare by number")
  func versions() throws {
    let old = try #require(Version("v1.9.2"))
    #expect(old < (try #require(Version("1.10"))))
    #expect(Version("1.30") == Version("1.30.0"))
    #expect(Version("1") == nil)
    #expect(Version("1.x") == nil)
  }

  @Test(
    "dates exist",
    arguments: [
      ("2028-02-29", true), ("2027-02-29", false), ("2027-13-01", false), ("27-1-1", false),
    ])
  func dates(text: String, isValid: Bool) {
    #expect((CalendarDate(text) != nil) == isValid)
  }

  @Test(
    "names keep to their grammars",
    arguments: [
      (DNSLabel("a-b") != nil, true), (HostAddress("10.1.0.256") != nil, false),
      (CalendarDate("2026-+1-01") != nil, false), (DNSLabel("-a") != nil, false),
      (DNSLabel("A") != nil, false),
      (SiteID("dc1") != nil, true), (SiteID("1dc") != nil, false),
      (SiteID("a23456789012x") != nil, false),
      (BucketName("ab") != nil, false), (BucketName("a.b") != nil, false),
      (DatabaseName("postgres") != nil, false), (DatabaseName("my_db") != nil, true),
      (ObjectPath("a/b_c") != nil, true), (ObjectPath("../x") != nil, false),
      (RetentionPolicy("30d") != nil, true), (RetentionPolicy("030d") != nil, false),
      (PortNumber(0) != nil, false), (PortNumber(65535) != nil, true),
    ])
  func names(actual: Bool, expected: Bool) {
    #expect(actual == expected)
  }
}
