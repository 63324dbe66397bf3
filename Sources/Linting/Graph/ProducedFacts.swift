import Diagnostics
import YAMLSyntax

/// Objects that operators make from others: what they make is not missing.
enum ProducedFacts {
  static func collect(_ object: LintObject, into facts: inout ObjectFacts) {
    let spec = object.spec
    let name = object.identity.name
    var secrets: [String?] = []
    switch (String(object.group), object.identity.kind) {
    case ("cert-manager.io", "Certificate"): secrets = [spec?["secretName"]?.text]
    case ("external-secrets.io", "ExternalSecret"):
      secrets = [spec?["target"]?["name"]?.text ?? name]
    case ("bitnami.com", "SealedSecret"): secrets = [name]
    case ("secrets.infisical.com", _): InfisicalFacts.collect(object, into: &facts)
    case ("postgresql.cnpg.io", "Cluster"):
      // CloudNativePG 1.30, "Labels and annotations" and "Certificates": names by suffix.
      secrets = ["app", "superuser", "ca", "server", "replication"].map { "\(name)-\($0)" }
      for suffix in ["rw", "ro", "r"] { facts.products.append(("Service", "\(name)-\(suffix)")) }
      facts.products.append(("ServiceAccount", name))
    case ("postgresql.cnpg.io", "Pooler"): facts.products.append(("Service", name))
    case ("minio.min.io", "Tenant"):
      for service in ["minio", "\(name)-hl", "\(name)-console"] {
        facts.products.append(("Service", service))
      }
    case ("monitoring.coreos.com", "Prometheus"), ("monitoring.coreos.com", "Alertmanager"),
      ("monitoring.coreos.com", "PrometheusAgent"), ("monitoring.coreos.com", "ThanosRuler"):
      facts.podLabels = monitoring(object, spec)
    default: break
    }
    for case let secret? in secrets { facts.products.append(("Secret", secret)) }
  }

  /// Labels that the Prometheus operator gives to pods, and those of `podMetadata`.
  private static func monitoring(
    _ object: LintObject, _ spec: YAMLNode?
  ) -> [(name: String, value: String)] {
    let kind = object.identity.kind
    let name =
      kind == "ThanosRuler"
      ? "thanos-ruler" : kind == "Alertmanager" ? "alertmanager" : "prometheus"
    let own = (spec?["podMetadata"]?["labels"]?.entries ?? []).compactMap { entry in
      entry.key.text.flatMap { key in entry.value.text.map { (name: key, value: $0) } }
    }
    return [
      ("app.kubernetes.io/name", name), ("app.kubernetes.io/managed-by", "prometheus-operator"),
      ("app.kubernetes.io/instance", object.identity.name), (name, object.identity.name),
    ] + own
  }
}
