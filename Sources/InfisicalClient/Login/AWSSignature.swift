import Crypto
import FoundationEssentials
import Seams

/// Credentials of AWS.
struct AWSCredentials: Sendable {
  let accessKey: String
  let secretKey: Sensitive<String>
  let sessionToken: Sensitive<String>?
}

/// Signs a POST to `/` (AWS Signature Version 4).
struct AWSSignature {
  let credentials: AWSCredentials
  let region: String
  let service: String
  let now: Instant

  /// Headers of the signed request, `Host` and `Authorization` included.
  func headers(host: String, contentType: String, body: [UInt8]) -> [(name: String, value: String)]
  {
    let stamp = "\(now)".replacing("-", with: "").replacing(":", with: "")
    let day = String(stamp.prefix(8))
    var signed = [
      (name: "Content-Type", value: contentType), (name: "Host", value: host),
      (name: "X-Amz-Date", value: stamp),
    ]
    if let token = credentials.sessionToken {
      signed.append((name: "X-Amz-Security-Token", value: token.reveal()))
    }
    let names = signed.map { $0.name.lowercased() }.joined(separator: ";")
    let canonical =
      "POST\n/\n\n"
      + signed.map { "\($0.name.lowercased()):\($0.value)\n" }.joined()
      + "\n\(names)\n\(Hex.text(SHA256.hash(data: body)))"
    let scope = "\(day)/\(region)/\(service)/aws4_request"
    let text =
      "AWS4-HMAC-SHA256\n\(stamp)\n\(scope)\n"
      + Hex.text(SHA256.hash(data: Data(canonical.utf8)))
    var key = Data("AWS4\(credentials.secretKey.reveal())".utf8)
    for part in [day, region, service, "aws4_request", text] {
      key = Data(
        HMAC<SHA256>.authenticationCode(for: Data(part.utf8), using: SymmetricKey(data: key)))
    }
    signed.append(
      (
        name: "Authorization",
        value: "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope), "
          + "SignedHeaders=\(names), Signature=\(Hex.text(key))"
      ))
    return signed
  }
}
