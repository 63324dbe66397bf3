import Testing

/// Self-signed certificates.
package enum TestCertificate {
  /// Runs `openssl req` for a new key on an elliptic curve, which takes no time; gives what it prints.
  @discardableResult
  package static func request(_ arguments: String...) throws -> String {
    let openssl = try #require(Tool.find("openssl"))
    let result = try openssl.run(
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        + arguments)
    try #require(result.status == 0, "\(result.errors)")
    return result.output
  }

  /// Writes `cert.pem`, `key.pem` and `both.pem` for `secrets.example.net`, the host of ``BaseTopology``;
  /// returns the path of the last.
  package static func write(to folder: TemporaryFolder) throws -> String {
    try request(
      "-days", "30", "-subj", "/CN=secrets.example.net", "-addext",
      "subjectAltName=DNS:secrets.example.net", "-keyout", folder.path("key.pem"), "-out",
      folder.path("cert.pem"))
    return try folder.write(
      try folder.read("cert.pem") + folder.read("key.pem"), to: "both.pem")
  }
}
