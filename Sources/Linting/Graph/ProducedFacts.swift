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
    case ("secrets.infisical.com", _): infisical(spec, &facts)
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
    default: break
    }
    for case let secret? in secrets { facts.products.append(("Secret", secret)) }
  }

  private static func infisical(_ spec: YAMLNode?, _ facts: inout ObjectFacts) {
    for target in spec?["targets"]?.items ?? [] {
      guard let name = target["name"]?.text else { continue }
      facts.products.append((target["kind"]?.text ?? "Secret", name))
    }
    let managed =
      (spec?["managedKubeSecretReferences"]?.items ?? [])
      + [spec?["managedSecretReference"]].compactMap(\.self)
    for target in managed {
      if let name = target["secretName"]?.text { facts.products.append(("Secret", name)) }
    }
    for target in spec?["managedKubeConfigMapReferences"]?.items ?? [] {
      if let name = target["configMapName"]?.text { facts.products.append(("ConfigMap", name)) }
    }
  }
}
