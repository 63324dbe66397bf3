import Diagnostics
import KubernetesModel
import TopologyModel
import YAMLSyntax

/// The Ingress, or Gateway and HTTPRoute, of a site and the certificate of the global host, which every site holds so that
/// traffic can move (rule ING-002).
struct IngressEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    let settings = context.site.ingress
    guard context.plan.hasIngress else { return }
    let name = context.topology.name.map(\.description)
    let secret = context.site.secrets.tls.map(\.description)
    let origin = settings.span ?? context.site.span
    switch settings.kind.value {
    case .ingress: manifests.add(ingress(context, name, secret), to: .ingress, origin: origin)
    case .gatewayAPI:
      manifests.add(gateway(context, name, secret), to: .ingress, origin: origin)
      manifests.add(route(context, name), to: .ingress, origin: origin)
    }
    guard let issuer = settings.tlsIssuerRef else { return }
    let certificate = Certificate(
      metadata: context.metadata(secret, .app), secretName: secret,
      dnsNames: [context.topology.host], issuerName: issuer.name,
      issuerKind: issuer.kind.map(\.rawValue))
    manifests.add(certificate, to: .ingress, origin: issuer.span)
  }

  private func ingress(_ context: SiteContext, _ name: Text, _ secret: Text) -> Ingress {
    let settings = context.site.ingress
    var metadata = context.metadata(name, .app)
    metadata.annotations = settings.annotations.map { ($0.key.value, $0.value) }
    var ingress = Ingress(
      metadata: metadata, host: context.topology.host, tlsSecret: secret, service: name,
      servicePort: "http")
    ingress.className = settings.className
    return ingress
  }

  private func gateway(_ context: SiteContext, _ name: Text, _ secret: Text) -> Gateway {
    let settings = context.site.ingress
    var gateway = Gateway(
      metadata: context.metadata(name, .app), className: settings.className ?? "unset",
      host: context.topology.host, port: settings.httpsPort.map(\.value), tlsSecret: secret)
    gateway.infrastructure = settings.annotations.map { ($0.key.value, $0.value) }
    return gateway
  }

  private func route(_ context: SiteContext, _ name: Text) -> HTTPRoute {
    HTTPRoute(
      metadata: context.metadata(name, .app), gateway: name, host: context.topology.host,
      service: name, port: AppNames.port, streamingPaths: ["/api/v1/events"])
  }
}
