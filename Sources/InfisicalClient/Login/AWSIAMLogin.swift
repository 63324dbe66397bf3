import Crypto
import FoundationEssentials
import HTTPTypes
package import Seams
package import YAMLSyntax

/// A signed question to AWS, who the operator is; Infisical sends it on (STS GetCallerIdentity,
/// 2011-06-15).
package struct AWSIAMLogin: LoginMethod {
  package static let path = "aws-auth"
  private static let request = "Action=GetCallerIdentity&Version=2011-06-15"
  private static let contentType = "application/x-www-form-urlencoded; charset=utf-8"

  private let identity: String

  package init(identity: String) { self.identity = identity }

  package var fingerprint: [Sensitive<String>] { [Sensitive(identity)] }

  package func body(_ context: LoginContext) async throws(InfisicalError) -> Sensitive<YAMLNode> {
    let chain = AWSCredentialChain(context: context)
    let credentials = try await chain.credentials()
    let region = try await chain.region()
    let host = "sts.\(region).amazonaws.com" + (region.hasPrefix("cn-") ? ".cn" : "")
    let headers = AWSSignature(
      credentials: credentials, region: region, service: "sts", now: context.time.wall
    ).headers(host: host, contentType: Self.contentType, body: Array(Self.request.utf8))
    let sent = YAMLNode.mapping(
      headers.map { YAMLEntry(.string($0.name), .string($0.value)) } + [
        YAMLEntry("Content-Length", .string(String(Self.request.utf8.count)))
      ])
    return Sensitive(
      .object([
        "identityId": .string(identity), "iamHttpRequestMethod": "POST",
        "iamRequestBody": .string(Data(Self.request.utf8).base64EncodedString()),
        "iamRequestHeaders": .string(Data(sent.json).base64EncodedString()),
      ]))
  }
}
