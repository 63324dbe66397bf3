import Diagnostics
import KubernetesModel
import TopologyModel

/// The Services of Redis, and its certificate when clients connect with TLS.
struct RedisServiceEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    let origin = context.site.redis.span ?? context.site.span
    let selector = Component.redis.selector(context)
    let ports = [Service.Port(name: "redis", port: RedisNames.port, targetPort: "redis")]
    var headless = Service(
      metadata: context.metadata(RedisNames.headless, .redis), selector: selector, ports: ports)
    headless.isHeadless = true
    manifests.add(headless, to: .redis, origin: origin)
    manifests.add(
      Service(
        metadata: context.metadata(RedisNames.server, .redis), selector: selector, ports: ports),
      to: .redis, origin: origin)
    guard context.site.redis.tls.value, let issuer = context.site.ingress.tlsIssuerRef else {
      return
    }
    let namespace = context.namespace
    let domain = context.site.kubernetes.clusterDomain
    let host = context.serviceHost(RedisNames.server)
    var certificate = Certificate(
      metadata: context.metadata(RedisNames.certificate, .redis),
      secretName: RedisNames.certificate,
      dnsNames: [RedisNames.server, "redis.\(namespace)", host, "\(host).\(domain)"],
      issuerName: issuer.name, issuerKind: issuer.kind.map(\.rawValue))
    // Redis reads its certificate at start only: a year leaves time for a restart.
    certificate.duration = "8760h"
    manifests.add(certificate, to: .redis, origin: context.site.redis.tls.span)
  }
}
