/// The document that `redoubt init` writes: two sites, everything else by default.
enum StarterTopology {
  static let text = """
    # Infisical over two data centres. Every name below is an example: replace them all.
    # Fields left out have safe defaults.
    apiVersion: redoubt.dev/v1alpha1
    kind: Topology
    metadata:
      name: infisical
    spec:
      siteURL: https://secrets.example.net
      contacts: [{name: Ann Example}, {name: Bob Example}]
      version: infisical/infisical:v0.165.8
      postgres:
        image: ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie
      ingress:
        class: haproxy
        tlsIssuerRef: {name: corp-ca}
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
        - id: backups
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
}
