import Testing

/// A self-signed certificate for `secrets.example.net`, the host of ``BaseTopology``.
package enum TestCertificate {
  /// Writes `cert.pem`, `key.pem` and `both.pem`; returns the path of the last.
  package static func write(to folder: TemporaryFolder) throws -> String {
    let openssl = try #require(Tool.find("openssl"))
    let result = try openssl.run([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-days", "30", "-subj",
      "/CN=secrets.example.net", "-addext", "subjectAltName=DNS:secrets.example.net", "-keyout",
      folder.path("key.pem"), "-out", folder.path("cert.pem"),
    ])
    try #require(result.status == 0, "\(result.errors)")
    return try folder.write(
      try folder.read("cert.pem") + folder.read("key.pem"), to: "both.pem")
  }
}
