/// A command that a check runs: kubectl, or a function of `lib.sh`.
package enum CheckCommand: Sendable {
  /// A Cluster as the functions of the library address it.
  package struct Instance: Sendable {
    let kubeContext: String
    let namespace: String
    let cluster: String

    fileprivate var words: [String] { [kubeContext, namespace, cluster] }
  }

  /// A load balancer node, as its own account is asked for.
  package enum Balancer: Sendable {
    /// Through the runtime API: every server must be in maintenance.
    case haproxy(name: String, address: String, socket: String, servers: [String])
    /// By its files and processes: the tree's configuration must be there, and loaded.
    case nginx(name: String, address: String, file: String, copy: String)

    fileprivate var words: [String] {
      switch self {
      case .haproxy(let name, let address, let socket, let servers):
        ["haproxy_closed", name, address, socket] + servers
      case .nginx(let name, let address, let file, let copy):
        ["nginx_closed", name, address, file, copy]
      }
    }
  }

  /// A Secret as the functions of the library address it.
  package struct Place: Sendable {
    let kubeContext: String
    let namespace: String
    let secret: String

    fileprivate var words: [String] { [kubeContext, namespace, secret] }
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
  /// When the certificate there expires, if it is the one of the Secret and names the host.
  case certificate(Endpoint, Place)
  /// Whether a balancer sends users nowhere; unreachable is not closed.
  case closed(Balancer)
  /// Whether the database of a Cluster is stopped: hibernated, or unreachable and fenced by people.
  case fenced(Instance)
  /// Whether the database of a Cluster can be reached and accepts writes.
  case writes(Instance)
  /// What the last restore of a Redis was made of.
  case redisOrigin(kubeContext: String, namespace: String, pod: String)
  /// How many keys a Redis lacks of those that were restored and do not expire.
  case redisMissing(kubeContext: String, namespace: String, pod: String)
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
    case .certificate(let endpoint, let place): ["certificate"] + endpoint.words + place.words
    case .closed(let balancer): balancer.words
    case .fenced(let instance): ["fenced"] + instance.words
    case .writes(let instance): ["writes"] + instance.words
    case .redisOrigin(let context, let namespace, let pod):
      ["redis_origin", context, namespace, pod]
    case .redisMissing(let context, let namespace, let pod):
      ["redis_missing", context, namespace, pod]
    case .compareSecrets: ["bash", "runbooks/verify-secrets.sh"]
    }
  }
}
