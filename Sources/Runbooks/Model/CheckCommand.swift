/// A command that a check runs: kubectl, or a function of `lib.sh`.
package enum CheckCommand: Sendable {
  /// A Cluster as the functions of the library address it.
  package struct Instance: Sendable {
    let kubeContext: String
    let namespace: String
    let cluster: String

    fileprivate var words: [String] { [kubeContext, namespace, cluster] }
  }

  /// A place that answers for the global host.
  package struct Endpoint: Sendable {
    let host: String
    let port: String
    let address: String

    fileprivate var words: [String] { [host, port, address] }
  }

  /// `kubectl --context … -n … get …`; for objects without a namespace that is nil.
  case get(kubeContext: String, namespace: String?, [String])
  /// What a query gives on the primary, in a session that cannot write.
  case sql(Instance, String)
  /// How full the file system of a directory is, in percent.
  case disk(Instance, String)
  /// Bytes that the second instance is behind the first.
  case lag(Instance, Instance)
  /// Seconds between the clock of a site and the local one.
  case skew(Instance)
  /// The HTTP status of Infisical.
  case status(Endpoint)
  /// The HTTP status of Infisical behind an ingress that expects the PROXY protocol.
  case proxied(Endpoint)
  /// The site that answers.
  case answering(Endpoint)
  /// When the certificate there expires.
  case certificate(Endpoint)
  /// The script that compares the Secrets of all sites.
  case compareSecrets

  /// The words of the command; the first is a program or a function of the library.
  package var words: [String] {
    switch self {
    case .get(let context, let namespace, let rest):
      ["kubectl", "--context", context] + (namespace.map { ["-n", $0] } ?? []) + ["get"] + rest
    case .sql(let instance, let query): ["sql"] + instance.words + [query]
    case .disk(let instance, let folder): ["disk"] + instance.words + [folder]
    case .lag(let first, let second): ["lag"] + first.words + second.words
    case .skew(let instance): ["skew"] + instance.words
    case .status(let endpoint): ["status"] + endpoint.words
    case .proxied(let endpoint): ["proxied"] + endpoint.words
    case .answering(let endpoint): ["answering"] + endpoint.words
    case .certificate(let endpoint): ["certificate"] + endpoint.words
    case .compareSecrets: ["bash", "runbooks/verify-secrets.sh"]
    }
  }
}
