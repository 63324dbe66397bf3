import Diagnostics
import KubernetesModel
import TopologyModel
import YAMLSyntax

/// The Ingress, or Gateway and HTTPRoute, of a site and the certificate of the global host, which every site holds so that
/// traffic can move (rule ING-002).
struct IngressEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    let settings = blueprint.site.ingress
    guard blueprint.plan.hasIngress else { return }
    let name = blueprint.topology.name.map(\.description)
    let secret = blueprint.site.secrets.tls.map(\.description)
    let origin = settings.span ?? blueprint.site.span
    switch settings.kind.value {
    case .ingress: manifests.add(ingress(blueprint, name, secret), to: .ingress, origin: origin)
    case .gatewayAPI:
      manifests.add(gateway(blueprint, name, secret), to: .ingress, origin: origin)
      manifests.add(route(blueprint, name), to: .ingress, origin: origin)
    }
    guard let issuer = settings.tlsIssuerRef else { return }
    let certificate = Certificate(
      metadata: blueprint.metadata(secret, .app), secretName: secret,
      dnsNames: [blueprint.topology.host], issuerName: issuer.name,
      issuerKind: issuer.kind.map(\.rawValue))
    manifests.add(certificate, to: .ingress, origin: issuer.span)
  }

  private func ingress(_ blueprint: SiteBlueprint, _ name: Text, _ secret: Text) -> Ingress {
    let settings = blueprint.site.ingress
    var metadata = blueprint.metadata(name, .app)
    metadata.annotations = settings.annotations.map { ($0.key.value, $0.value) }
    var ingress = Ingress(
      metadata: metadata, host: blueprint.topology.host, tlsSecret: secret, service: name,
      servicePort: "http")
    ingress.className = settings.className
    return ingress
  }

  private func gateway(_ blueprint: SiteBlueprint, _ name: Text, _ secret: Text) -> Gateway {
    let settings = blueprint.site.ingress
    var gateway = Gateway(
      metadata: blueprint.metadata(name, .app), className: settings.className ?? "unset",
      host: blueprint.topology.host, port: settings.httpsPort.map(\.value), tlsSecret: secret)
    gateway.infrastructure = settings.annotations.map { ($0.key.value, $0.value) }
    return gateway
  }

  private func route(_ blueprint: SiteBlueprint, _ name: Text) -> HTTPRoute {
    HTTPRoute(
      metadata: blueprint.metadata(name, .app), gateway: name, host: blueprint.topology.host,
      service: name, port: SitePorts.app, streamingPaths: ["/api/v1/events"])
  }
}
