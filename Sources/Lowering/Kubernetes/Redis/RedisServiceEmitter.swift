import Diagnostics
import KubernetesModel
import TopologyModel

/// The Services of Redis, and its certificate when clients connect with TLS.
struct RedisServiceEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    let origin = blueprint.site.redis.span ?? blueprint.site.span
    let selector = SiteComponent.redis.selector(blueprint)
    let ports = [Service.Port(name: "redis", port: SitePorts.redis, targetPort: "redis")]
    var headless = Service(
      metadata: blueprint.metadata(blueprint.names.redisHeadless, .redis), selector: selector,
      ports: ports)
    headless.isHeadless = true
    manifests.add(headless, to: .redis, origin: origin)
    manifests.add(
      Service(
        metadata: blueprint.metadata(blueprint.names.redis, .redis), selector: selector,
        ports: ports),
      to: .redis, origin: origin)
    guard blueprint.site.redis.tls.value, let issuer = blueprint.site.redisIssuer else {
      return
    }
    let namespace = blueprint.namespace
    let domain = blueprint.site.kubernetes.clusterDomain
    let host = blueprint.serviceHost(blueprint.names.redis)
    let certificate = Certificate(
      metadata: blueprint.metadata(blueprint.names.redisCertificate, .redis),
      secretName: blueprint.names.redisCertificate,
      dnsNames: [blueprint.names.redis, "redis.\(namespace)", host, "\(host).\(domain)"],
      issuerName: issuer.name, issuerKind: issuer.kind.map(\.rawValue))
    manifests.add(certificate, to: .redis, origin: blueprint.site.redis.tls.span)
  }
}
