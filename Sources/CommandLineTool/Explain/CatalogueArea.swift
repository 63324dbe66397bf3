/// A part of the rule catalogue: what can go wrong with one subject.
package struct CatalogueArea: Sendable {
  /// First word of the ids, such as `TOK`.
  package let name: String
  package let subject: String
  /// How many entries there are.
  package let count: Int
  /// Digits of their numbers.
  let digits: Int
  /// A public document about the subject.
  package let address: String

  /// The ids of the area, in their order.
  package var ids: [String] {
    (1...count).map { number in
      let text = String(number)
      return "\(name)-" + String(repeating: "0", count: digits - text.count) + text
    }
  }

  /// The areas, in the order of the catalogue.
  package static let all = [
    CatalogueArea(
      name: "TOPO", subject: "topology and state machine", count: 22, digits: 3,
      address: "https://cloudnative-pg.io/documentation/1.30/replica_cluster/"),
    CatalogueArea(
      name: "GATE", subject: "versions", count: 11, digits: 2,
      address: "https://cloudnative-pg.io/documentation/1.30/supported_releases/"),
    CatalogueArea(
      name: "PG", subject: "Clusters of CloudNativePG", count: 54, digits: 3,
      address: "https://cloudnative-pg.io/documentation/1.30/cloudnative-pg.v1/"),
    CatalogueArea(
      name: "TOK", subject: "promotion tokens", count: 8, digits: 3,
      address:
        "https://cloudnative-pg.io/documentation/1.30/replica_cluster/#promoting-a-replica-to-a-primary-cluster"
    ),
    CatalogueArea(
      name: "ARC", subject: "WAL archive and base backups", count: 25, digits: 3,
      address: "https://cloudnative-pg.io/plugin-barman-cloud/docs/intro/"),
    CatalogueArea(
      name: "OBJ", subject: "object storage", count: 22, digits: 3,
      address: "https://cloudnative-pg.io/plugin-barman-cloud/docs/object_stores/"),
    CatalogueArea(
      name: "RED", subject: "Redis", count: 22, digits: 3,
      address: "https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/"),
    CatalogueArea(
      name: "APP", subject: "Infisical", count: 32, digits: 3,
      address: "https://infisical.com/docs/self-hosting/configuration/envars"),
    CatalogueArea(
      name: "NET", subject: "network policies", count: 8, digits: 3,
      address: "https://kubernetes.io/docs/concepts/services-networking/network-policies/"),
    CatalogueArea(
      name: "SEC", subject: "Secrets", count: 8, digits: 3,
      address: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/"),
    CatalogueArea(
      name: "ING", subject: "ingress and certificates", count: 6, digits: 3,
      address: "https://kubernetes.io/docs/concepts/services-networking/ingress/"),
    CatalogueArea(
      name: "LB", subject: "global load balancer", count: 26, digits: 3,
      address: "https://docs.haproxy.org/3.2/configuration.html"),
    CatalogueArea(
      name: "GIT", subject: "GitOps engines", count: 13, digits: 3,
      address: "https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/"),
    CatalogueArea(
      name: "MON", subject: "monitoring", count: 7, digits: 3,
      address: "https://cloudnative-pg.io/documentation/1.30/monitoring/"),
    CatalogueArea(
      name: "OPS", subject: "operations and drills", count: 8, digits: 2,
      address:
        "https://infisical.com/docs/self-hosting/reference-architectures/on-prem-k8s-ha"),
  ]
}
