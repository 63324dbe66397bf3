import Diagnostics
import KubernetesModel
import TopologyModel
import YAMLSyntax

/// The Ingress of a site and the certificate of the global host, which every site holds so that
/// traffic can move (rule ING-002).
struct IngressEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    let settings = context.site.ingress
    guard context.plan.hasIngress, settings.kind.value == .ingress else { return }
    let name = context.topology.name.map(\.description)
    let secret = context.site.secrets.tls.map(\.description)
    let origin = settings.span ?? context.site.span
    var metadata = context.metadata(name, .app)
    metadata.annotations = settings.annotations.map { ($0.key.value, $0.value) }
    var ingress = Ingress(
      metadata: metadata, host: context.topology.host, tlsSecret: secret, service: name,
      servicePort: "http")
    ingress.className = settings.className
    manifests.add(ingress, to: .ingress, origin: origin)
    guard let issuer = settings.tlsIssuerRef else { return }
    let certificate = Certificate(
      metadata: context.metadata(secret, .app), secretName: secret,
      dnsNames: [context.topology.host], issuerName: issuer.name,
      issuerKind: issuer.kind.map(\.rawValue))
    manifests.add(certificate, to: .ingress, origin: issuer.span)
  }
}
