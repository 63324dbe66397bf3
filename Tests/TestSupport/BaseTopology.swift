package import YAMLSyntax

/// The topology that rule examples are laid over: two sites, nothing to complain about.
package enum BaseTopology {
  package static let text = """
    apiVersion: redoubt.dev/v1alpha1
    kind: Topology
    metadata: {name: infisical}
    spec:
      siteURL: https://secrets.example.net
      version: 'infisical/infisical:v0.165.8@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'
      postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'}
      ingress: {tlsIssuerRef: {name: corp-ca}}
      redis:
        image: 'docker.io/library/redis:7.2.11@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'
        tls: true
        restorePolicy: restore
        backup: {image: 'docker.io/amazon/aws-cli:2.31.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'}
      app: {smtp: {host: mail.example.net, fromAddress: secrets@example.net}}
      monitoring: {blackboxExporter: 'blackbox.monitoring.svc:9115'}
      contacts: [{name: Ann Example}, {name: Bob Example}]
      drills: {lastRestore: 2026-11-01, lastSwitchover: 2026-09-01}
      sites:
        - id: dc1
          role: active
          failureDomain: frankfurt
          fences: [{method: power, reference: wiki}]
          kubernetes: {apiServerCIDR: [10.1.0.0/28], podCIDR: 10.42.0.0/16}
          ingress: {vip: 10.1.0.20}
        - id: dc2
          role: passive
          failureDomain: amsterdam
          fences: [{method: power, reference: wiki}]
          kubernetes: {apiServerCIDR: [10.2.0.0/28], podCIDR: 10.43.0.0/16}
          ingress: {vip: 10.2.0.20}
          postgres: {backup: {schedule: '0 30 14 * * *'}}
      objectStores:
        - id: store
          kind: enterprise
          failureDomain: cologne
          endpointURL: https://s3.example.net
          cidr: [203.0.113.0/24]
          sse: AES256
          versioning: true
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
