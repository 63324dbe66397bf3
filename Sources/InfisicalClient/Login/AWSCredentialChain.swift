import FoundationEssentials
import HTTPTypes
import Seams
import YAMLSyntax

/// Where the operator's pod finds credentials of AWS, in the order of AWS's own SDKs: environment, web
/// identity (IRSA), container endpoint (ECS, EKS Pod Identity), instance metadata (IMDSv2).
struct AWSCredentialChain {
  private static let metadata = "http://169.254.169.254/latest"

  let context: LoginContext

  private func variable(_ name: String) -> String? {
    context.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  func region() async throws(InfisicalError) -> String {
    if let region = variable("AWS_REGION") ?? variable("AWS_DEFAULT_REGION") { return region }
    let reply = try await instance("dynamic/instance-identity/document")
    guard let region = (try? JSONReader.parse(reply))?.text("region") else {
      throw InfisicalError(
        .credentials, "AWS's metadata service returned no region; set AWS_REGION")
    }
    return region
  }

  func credentials() async throws(InfisicalError) -> AWSCredentials {
    if let key = variable("AWS_ACCESS_KEY_ID"), let secret = variable("AWS_SECRET_ACCESS_KEY") {
      return AWSCredentials(
        accessKey: key, secretKey: Sensitive(secret),
        sessionToken: variable("AWS_SESSION_TOKEN").map { Sensitive($0) })
    }
    if let file = variable("AWS_WEB_IDENTITY_TOKEN_FILE"), let role = variable("AWS_ROLE_ARN") {
      return try await webIdentity(file, role)
    }
    if let url = containerURL {
      return try await container(url)
    }
    let roles = String(
      decoding: try await instance("meta-data/iam/security-credentials/"), as: UTF8.self)
    guard let role = roles.split(separator: "\n").first else {
      throw InfisicalError(
        .credentials, "the instance has no role, and there are no other AWS credentials")
    }
    return try Self.decode(
      try await instance("meta-data/iam/security-credentials/\(role)"), "AWS's metadata service")
  }

  private var containerURL: String? {
    variable("AWS_CONTAINER_CREDENTIALS_FULL_URI")
      ?? variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").map { "http://169.254.170.2\($0)" }
  }

  private func webIdentity(
    _ file: String, _ role: String
  ) async throws(InfisicalError) -> AWSCredentials {
    let token = try text(of: file)
    let region = try await region()
    let name = variable("AWS_ROLE_SESSION_NAME") ?? "redoubt-operator"
    let query =
      "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=\(URLText.query(role))"
      + "&RoleSessionName=\(URLText.query(name))&WebIdentityToken=\(URLText.query(token))"
    let suffix = region.hasPrefix("cn-") ? ".cn" : ""
    var call = HTTPCall(
      .post, "https://sts.\(region).amazonaws.com\(suffix)/", body: Array(query.utf8),
      timeout: .seconds(10))
    call.headers[.contentType] = "application/x-www-form-urlencoded"
    call.headers[.accept] = "application/json"
    let reply = try await context.ask(call, service: "AWS's security token service")
    let node = try? JSONReader.parse(reply.body)
    let found = node?.at(
      "AssumeRoleWithWebIdentityResponse", "AssumeRoleWithWebIdentityResult", "Credentials")
    guard let key = found?.text("AccessKeyId"), let secret = found?.text("SecretAccessKey") else {
      throw InfisicalError(.credentials, "AWS's security token service returned no credentials")
    }
    return AWSCredentials(
      accessKey: key, secretKey: Sensitive(secret),
      sessionToken: found?.text("SessionToken").map { Sensitive($0) })
  }

  private func container(_ url: String) async throws(InfisicalError) -> AWSCredentials {
    var call = HTTPCall(.get, url, timeout: .seconds(10))
    if let file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
      call.headers[.authorization] = try text(of: file)
    } else if let token = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") {
      call.headers[.authorization] = token
    }
    return try Self.decode(
      try await context.ask(call, service: "the container's credentials endpoint").body,
      "the container's credentials endpoint")
  }

  private func text(of file: String) throws(InfisicalError) -> String {
    do {
      var text = Substring(String(decoding: try context.readFile(file), as: UTF8.self))
      while text.last?.isWhitespace == true { text.removeLast() }
      return String(text)
    } catch {
      throw InfisicalError(.credentials, "cannot read `\(file)`")
    }
  }

  /// A document of the instance metadata service, with a session token (IMDSv2).
  private func instance(_ path: String) async throws(InfisicalError) -> [UInt8] {
    var session = HTTPCall(.put, "\(Self.metadata)/api/token", timeout: .seconds(5))
    if let name = HTTPField.Name("X-aws-ec2-metadata-token-ttl-seconds") {
      session.headers[name] = "300"
    }
    let token = try await context.ask(session, service: "AWS's metadata service").body
    var call = HTTPCall(.get, "\(Self.metadata)/\(path)", timeout: .seconds(5))
    if let name = HTTPField.Name("X-aws-ec2-metadata-token") {
      call.headers[name] = String(decoding: token, as: UTF8.self)
    }
    return try await context.ask(call, service: "AWS's metadata service").body
  }

  private static func decode(
    _ bytes: [UInt8], _ service: String
  ) throws(InfisicalError) -> AWSCredentials {
    let node = try? JSONReader.parse(bytes)
    guard let key = node?.text("AccessKeyId"), let secret = node?.text("SecretAccessKey") else {
      throw InfisicalError(.credentials, "\(service) returned no credentials")
    }
    return AWSCredentials(
      accessKey: key, secretKey: Sensitive(secret),
      sessionToken: node?.text("Token").map { Sensitive($0) })
  }
}
