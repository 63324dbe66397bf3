package import YAMLSyntax

/// cert-manager.io/v1 Certificate with a fresh key at each renewal.
package struct Certificate: KubernetesObject {
  package static let type = GroupVersionKind("cert-manager.io", "v1", "Certificate")
  package var metadata: ObjectMeta
  package var secretName: Text
  package var dnsNames: [Text]
  package var issuerName: Text
  package var issuerKind: Text
  /// Lifetime; the issuer's default when nil.
  package var duration: String?

  package init(
    metadata: ObjectMeta, secretName: Text, dnsNames: [Text], issuerName: Text, issuerKind: Text
  ) {
    self.metadata = metadata
    self.secretName = secretName
    self.dnsNames = dnsNames
    self.issuerName = issuerName
    self.issuerKind = issuerKind
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("secretName", secretName)
      spec.list("dnsNames", dnsNames)
      spec.set("duration", duration)
      spec.nested("issuerRef") {
        $0.set("name", issuerName)
        $0.set("kind", issuerKind)
        $0.set("group", "cert-manager.io")
      }
      spec.nested("privateKey") {
        $0.set("algorithm", "ECDSA")
        $0.set("size", 256)
        $0.set("rotationPolicy", "Always")
      }
    }
  }
}
