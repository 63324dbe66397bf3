import Diagnostics
import InfisicalModel
import YAMLSyntax

/// ConfigMap `infisical-config`, where operators of v1alpha1 look for what resources leave out
/// (operator v0.11.5, global configuration).
struct GlobalConfiguration: Sendable {
  var hostAPI: Located<String>?
  var certificate: SecretReference?

  /// Reads the ConfigMap; nil when `node` is another object.
  init?(_ node: YAMLNode) {
    guard node["kind"]?.scalar?.text == "ConfigMap",
      node["metadata"]?["name"]?.scalar?.text == "infisical-config",
      node["metadata"]?["namespace"]?.scalar?.text == "infisical-operator-system",
      let data = node["data"]
    else { return nil }
    func value(_ key: String) -> Located<String>? {
      guard let node = data[key], let text = node.scalar?.text, !text.isEmpty else { return nil }
      return Located(text)
    }
    hostAPI = value("hostAPI")
    guard let name = value("tls.caRef.secretName"),
      let namespace = value("tls.caRef.secretNamespace"), let key = value("tls.caRef.key")
    else { return }
    certificate = SecretReference(name: name, namespace: namespace, key: key)
  }
}
