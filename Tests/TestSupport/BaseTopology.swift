package import YAMLSyntax

/// The topology that rule examples are laid over: two sites, nothing to complain about.
package enum BaseTopology {
  package static let text = """
    apiVersion: redoubt.dev/v1alpha1
    kind: Topology
    metadata: {name: infisical}
    spec:
      siteURL: https://secrets.example.net
      version: infisical/infisical:v0.165.8
      postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie'}
      sites:
        - id: dc1
          role: active
          failureDomain: frankfurt
          kubernetes: {apiServerCIDR: [10.1.0.0/28], podCIDR: 10.42.0.0/16}
          ingress: {vip: 10.1.0.20}
        - id: dc2
          role: passive
          failureDomain: amsterdam
          kubernetes: {apiServerCIDR: [10.2.0.0/28], podCIDR: 10.43.0.0/16}
          ingress: {vip: 10.2.0.20}
      objectStores:
        - id: store
          kind: enterprise
          failureDomain: cologne
          endpointURL: https://s3.example.net
          buckets:
            - {name: infisical-pg-dc1, site: dc1, purpose: postgres}
            - {name: infisical-pg-dc2, site: dc2, purpose: postgres}
            - {name: infisical-redis-dc1, site: dc1, purpose: redis}
            - {name: infisical-redis-dc2, site: dc2, purpose: redis}
      globalLB:
        engine: haproxy
        nodes:
          - {name: lb1, location: frankfurt, address: 10.1.0.10}
          - {name: lb2, location: amsterdam, address: 10.2.0.10}

    """

  /// The document with `overlay` laid over its `spec`.
  package static func document(over overlay: YAMLNode?) -> YAMLNode {
    let root = ParsedText(text).root ?? .null
    guard let overlay else { return root }
    return YAMLOverlay.apply(YAMLMapping.build { $0.set("spec", overlay) }, over: root)
  }
}
