package import Seams

/// How to reach one API server, and who we are there.
package struct ClusterConfiguration: Sendable {
  /// Base URL.
  package var server: String
  /// Certificates of authorities as PEM; empty means those of the system.
  package var authorities: [UInt8] = []
  /// Certificate that proves who we are, as PEM, with its key.
  package var identity: ClientIdentity?
  /// Do not verify the server; only a kubeconfig can ask for that.
  package var isInsecure = false
  /// Name that the server's certificate must carry instead of the host's.
  package var serverName: String?
  package var proxy: String?
  package var user: ClusterUser = .none
  /// Namespace of the context.
  package var namespace = "default"

  package init(server: String) { self.server = server }

  /// A client certificate.
  package struct ClientIdentity: Sendable {
    package let certificate: [UInt8]
    package let key: Sensitive<[UInt8]>

    package init(certificate: [UInt8], key: Sensitive<[UInt8]>) {
      self.certificate = certificate
      self.key = key
    }
  }
}

/// Where the token comes from.
package enum ClusterUser: Sendable {
  case none
  case token(Sensitive<String>)
  /// A file that is read again, as its token expires.
  case tokenFile(String)
  case exec(ExecPlugin)
}

/// A program that prints credentials (client.authentication.k8s.io/v1 ExecCredential).
package struct ExecPlugin: Hashable, Sendable {
  package var apiVersion: String
  package var command: String
  package var arguments: [String]
  package var environment: [String: String]
  /// What to tell when the program is missing.
  package var installHint: String?
  /// What the program is told of the cluster, as JSON (`provideClusterInfo`); nil for nothing.
  package var cluster: [UInt8]?

  package init(
    apiVersion: String, command: String, arguments: [String] = [],
    environment: [String: String] = [:], installHint: String? = nil, cluster: [UInt8]? = nil
  ) {
    self.cluster = cluster
    self.apiVersion = apiVersion
    self.command = command
    self.arguments = arguments
    self.environment = environment
    self.installHint = installHint
  }
}

/// Why there is no configuration: the file, the place and what to do.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  package let message: String

  package init(_ message: String) { self.message = message }

  package var description: String { message }
}
