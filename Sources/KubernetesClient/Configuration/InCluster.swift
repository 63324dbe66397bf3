/// The configuration that every pod finds (Kubernetes 1.36, "Accessing the API from a Pod").
package enum InCluster {
  /// Where the kubelet puts token, authorities and namespace.
  package static let folder = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// Reads what the kubelet wrote; `read` gives the bytes of a file.
  package static func configuration(
    environment: [String: String], read: (String) throws -> [UInt8]
  ) throws(ConfigurationError) -> ClusterConfiguration {
    guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
      let port = environment["KUBERNETES_SERVICE_PORT"], !port.isEmpty
    else {
      throw ConfigurationError(
        "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set, so this is not a pod; set a "
          + "kubeconfig with --kubeconfig")
    }
    let name = host.contains(":") ? "[\(host)]" : host
    var configuration = ClusterConfiguration(server: "https://\(name):\(port)")
    do {
      configuration.authorities = try read("\(folder)/ca.crt")
      // Read once to fail early; later reads find what the kubelet renewed.
      _ = try read("\(folder)/token")
    } catch {
      throw ConfigurationError(
        "cannot read the pod's ServiceAccount: \(error); is automountServiceAccountToken disabled?")
    }
    configuration.user = .tokenFile("\(folder)/token")
    if let namespace = try? read("\(folder)/namespace") {
      configuration.namespace = String(decoding: namespace, as: UTF8.self).trimmed
    }
    return configuration
  }
}

extension String {
  /// The text without blanks and line breaks at its ends.
  package var trimmed: String {
    var view = Substring(self)
    while view.first?.isWhitespace == true { view.removeFirst() }
    while view.last?.isWhitespace == true { view.removeLast() }
    return String(view)
  }
}
