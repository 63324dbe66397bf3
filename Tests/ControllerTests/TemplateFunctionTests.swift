import Foundation
import GoTemplate
import Seams
import Simulation
import TestSupport
import Testing

@testable import Controllers

/// Functions of templates: against what sprig's documentation and tests say, and against OpenSSL.
@Suite("Functions of templates")
struct TemplateFunctionTests {
  private static let functions =
    SprigFunctions.all
    + TemplateFunctions(time: SimulatedWorld(seed: 1)).all

  private static func render(_ text: String, _ values: [String: String] = [:]) throws -> String {
    let map = GoDictionary()
    for (key, value) in values { map[GoString(key)] = .text(value) }
    let template = try GoTemplate(text, functions: functions)
    return String(decoding: try template.execute(.dictionary(map)), as: UTF8.self)
  }

  /// Templates with what they give (sprig 3.3.0: documentation and its own tests).
  private static let cases: [(template: String, output: String)] = [
    (
      #"{{ snakecase "FirstName" }} {{ snakecase "HTTPServer" }} {{ snakecase "no https" }}"#,
      "first_name http_server no_https"
    ),
    (
      #"{{ kebabcase "FirstName" }} {{ camelcase "http_server" }} {{ camelcase "_camel_case" }}"#,
      "first-name HttpServer _CamelCase"
    ),
    (
      #"{{ camelcase "DB_PASSWORD" }} {{ snakecase "S3_BUCKET" }} {{ snakecase "HOST2" }} {{ snakecase "Duration2m3s" }} {{ snakecase "Bld4Floor3rd" }} {{ snakecase "HTTP20xOK" }}"#,
      "DbPassword s3_bucket host2 duration_2m3s bld4_floor_3rd http_20x_ok"
    ),
    (#"{{ wrap 5 "Hello World" }}"#, "Hello\nWorld"),
    (#"{{ wrapWith 5 "\t" "Hello World" }}"#, "Hello\tWorld"),
    (#"{{ sha256sum "abc" }}"#, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      #"{{ sha1sum "abc" }} {{ adler32sum "abc" }}"#,
      "a9993e364706816aba3e25717850c26c9cd0d89d 38600999"
    ),
    (#"{{ toDate "2006-01-02" "2017-12-31" | date "02/01/2006" }}"#, "31/12/2017"),
    (#"{{ date "Mon, 02 Jan 2006 15:04:05 MST" 1514678400 }}"#, "Sun, 31 Dec 2017 00:00:00 UTC"),
    (#"{{ toDate "2006-01-02" "2017-12-31" | dateModify "-1.5h" | unixEpoch }}"#, "1514673000"),
    (
      #"{{ htmlDate 0 }} {{ duration 95 }} {{ durationRound "2h10m5s" }} {{ durationRound "2400h10m5s" }}"#,
      "1970-01-01 1m35s 2h 3mo"
    ),
    (
      #"{{ mustToDate "2006-01-02T15:04:05Z07:00" "2020-02-29T12:00:00+02:00" | date "2006-01-02 15:04:05.000" }}"#,
      "2020-02-29 10:00:00.000"
    ),
    (#"{{ regexMatch "^[A-Za-z0-9._%+-]+@[a-z.]+$" "test@acme.com" }}"#, "true"),
    (#"{{ regexFindAll "[2,4,6,8]" "123456789" -1 }}"#, "[2 4 6 8]"),
    (#"{{ regexFind "[a-zA-Z][1-9]" "abcd1234" }}"#, "d1"),
    (
      #"{{ regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" }} {{ regexReplaceAllLiteral "a(x*)b" "-ab-axxb-" "${1}" }}"#,
      "-W-xxW- -${1}-${1}-"
    ),
    (
      #"{{ regexSplit "z+" "pizza" -1 }} {{ regexSplit "z+" "pizza" 0 }} {{ regexSplit "z+" "pizza" 1 }}"#,
      "[pi a] [] [pizza]"
    ),
    (#"{{ regexQuoteMeta "1.2.3" }}"#, #"1\.2\.3"#),
    (
      #"{{ (semver "1.2.3-beta.1+123").Prerelease }} {{ semverCompare "^1.2.0" "1.3.1" }} {{ semverCompare "~1.2" "1.3.0" }}"#,
      "beta.1 true false"
    ),
    (
      #"{{ semverCompare ">=1.2.3 <2 || 3.x" "3.9.1" }} {{ semverCompare "1.2 - 1.4" "1.4.9" }} {{ semverCompare "^0.2.3" "0.3.0" }}"#,
      "true true false"
    ),
    (
      #"{{ (urlParse "http://user:pw@host:80/path?query#fragment").host }} {{ (urlParse "http://user:pw@host:80/path?query#fragment").hostname }}"#,
      "host:80 host"
    ),
    (
      #"{{ urlJoin (dict "scheme" "http" "host" "host:80" "path" "/path" "query" "query" "fragment" "f") }}"#,
      "http://host:80/path?query#f"
    ),
    (#"{{ dict "b" 1 "a" (list "x" true) | toYaml }}"#, "a:\n    - x\n    - true\nb: 1"),
    (
      #"{{ dict "k" (list (dict "x" 1 "y" "yes")) "t" "a\nb\n" | toYaml }}"#,
      "k:\n    - x: 1\n      \"y\": \"yes\"\nt: |\n    a\n    b"
    ),
    (
      #"{{ (fromYaml "a: 1\nb: [x]").b }} {{ "aGk=" | decodeBase64ToBytes }} {{ encodeBase64 "hi" }}"#,
      "[x] hi aGk="
    ),
    (#"{{ derivePassword 1 "long" "password" "user" "example.com" }}"#, "ZedaFaxcZaso9*"),
    (#"{{ derivePassword 2 "long" "password" "user" "example.com" }}"#, "Fovi2@JifpTupx"),
    (#"{{ derivePassword 1 "maximum" "password" "user" "example.com" }}"#, "pf4zS1LjCg&LjhsZ7T2~"),
    (#"{{ derivePassword 1 "pin" "password" "user" "example.com" }}"#, "6685"),
    (#"{{ "plaintext" | encryptAES "key" | decryptAES "key" }}"#, "plaintext"),
    (
      #"{{ len (randAlphaNum 12) }} {{ len (uuidv4) }} {{ len (randBytes 16 | b64dec) }}"#,
      "12 36 16"
    ),
    (#"{{ genPrivateKey "ecdsa" | trunc 30 }}"#, "-----BEGIN EC PRIVATE KEY-----"),
    (
      #"{{ $ca := genCA "foo" 365 }}{{ $c := genSignedCert "bar" (list "10.0.0.1") (list "a.test") 1 $ca }}{{ $c.Cert | trunc 27 }}"#,
      "-----BEGIN CERTIFICATE-----"
    ),
  ]

  @Test("a function gives what it promises", arguments: cases.indices)
  func good(index: Int) throws {
    let (text, wanted) = Self.cases[index]
    let output = try Self.render(text)
    #expect(output == wanted, "\(text)")
  }

  @Test("every name that the definitions promise is there, and none twice")
  func names() {
    var names = Self.functions.map(\.name) + ["secretFrom", "foldersIn", "and", "or"]
    #expect(Set(names).count == names.count)
    names += [
      "not", "len", "index", "slice", "print", "printf", "println", "html", "js", "call",
      "urlquery",
      "eq", "ne", "lt", "le", "gt", "ge",
    ]
    #expect(TemplateNames.all.subtracting(names).sorted() == [])
  }

  @Test("bcrypt is that of others")
  func bcrypt() throws {
    // From the test vectors of jBCrypt.
    let hash = try Bcrypt.hash(
      Array("U*U".utf8), cost: 5, salt: (0..<16).map { [0x10, 0x41, 0x04][$0 % 3] })
    #expect(hash.hasPrefix("$2a$05$CCCCCCCCCCCCCCCCCCCCC."))
    #expect(hash == "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")
  }

  @Test("PKCS #12 goes there and back, with OpenSSL as its reader and writer")
  func pkcs12() throws {
    let folder = try TemporaryFolder()
    let tool = try #require(Tool.find("openssl"))
    func openssl(_ arguments: [String]) throws -> Int32 {
      try tool.run(arguments, folder: folder.root).status
    }
    func read(_ name: String) throws -> String {
      try folder.read(name)
    }
    #expect(
      try openssl([
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
        "/CN=leaf", "-keyout", "key.pem", "-out", "cert.pem",
      ]) == 0)
    let values = ["cert": try read("cert.pem"), "key": try read("key.pem")]
    let encoded = try Self.render("{{ pemToPkcs12Pass .cert .key \"secret\" }}", values)
    try (Data(base64Encoded: encoded) ?? Data()).write(
      to: URL(filePath: folder.path("ours.p12")))
    #expect(
      try openssl([
        "pkcs12", "-in", "ours.p12", "-passin", "pass:secret", "-nodes", "-out", "ours.pem",
      ]) == 0)
    #expect(try read("ours.pem").contains("BEGIN PRIVATE KEY"))
    #expect(
      try openssl([
        "pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-passout", "pass:word",
        "-out",
        "theirs.p12", "-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC", "-macalg", "sha256",
      ]) == 0)
    let theirs = try Data(contentsOf: URL(filePath: folder.path("theirs.p12")))
      .base64EncodedString()
    let key = try Self.render("{{ .p12 | b64dec | pkcs12keyPass \"word\" }}", ["p12": theirs])
    #expect(key.filter { !$0.isWhitespace } == (values["key"] ?? "").filter { !$0.isWhitespace })
    let certificate = try Self.render(
      "{{ .p12 | b64dec | pkcs12certPass \"word\" }}", ["p12": theirs])
    #expect(
      certificate.filter { !$0.isWhitespace } == (values["cert"] ?? "").filter { !$0.isWhitespace })
    #expect(throws: TemplateError.self) {
      try Self.render("{{ .p12 | b64dec | pkcs12keyPass \"wrong\" }}", ["p12": theirs])
    }
  }

  @Test("certificates are told apart in a chain")
  func chain() throws {
    let text = #"""
      {{ $ca := genCA "root" 10 }}{{ $leaf := genSignedCert "leaf" nil (list "a.test") 5 $ca -}}
      {{ $all := print $ca.Cert $leaf.Cert -}}
      {{ eq (filterCertChain "leaf" $all) $leaf.Cert }} {{ eq (filterCertChain "root" $all) $ca.Cert }} {{ filterCertChain "intermediate" $all | len }} {{ filterPEM "certificate" $all | eq $all }}
      """#
    #expect(try Self.render(text).hasSuffix("true true 0 true"))
  }

  @Test("keys of the web become PEM")
  func jwk() throws {
    // RFC 8037, appendix A.
    let key =
      #"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#
    let text = try Self.render("{{ jwkPrivateKeyPem .k }}{{ jwkPublicKeyPem .k }}", ["k": key])
    #expect(text.contains("BEGIN PRIVATE KEY") && text.contains("BEGIN PUBLIC KEY"))
    #expect(throws: TemplateError.self) { try Self.render("{{ jwkPublicKeyPem .k }}", ["k": "{}"]) }
  }
}
