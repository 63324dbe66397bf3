import Diagnostics
import TopologyModel
import YAMLSyntax

/// ING-001.
struct ArchivedIngressRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 741, "archived-ingress", .warning,
    summary: "The ingress controller is archived.",
    why: "ingress-nginx has had no fixes since 24 March 2026.",
    sources: [
      .catalogue("ING-001"),
      .document(
        "Kubernetes blog, Ingress NGINX retirement",
        "https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/"),
    ],
    isWaivable: true,
    bad: [
      .init(
        "ingress: {class: nginx}"),
      .init(
        "ingress: {annotations: {nginx.ingress.kubernetes.io/proxy-read-timeout: '3600'}}"),
    ],
    good: [
      .init(
        "ingress: {class: haproxy}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let annotation = site.ingress.annotations.first {
        $0.key.value.hasPrefix("nginx.ingress.kubernetes.io/")
      }
      let isNGINX = site.ingress.className?.value == "nginx"
      guard isNGINX || annotation != nil else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(site.id.value)` looks like ingress-nginx, which is archived",
          at: (isNGINX ? site.ingress.className?.span : annotation?.key.span) ?? site.id.span
        ).help(
          "move to another controller or to the Gateway API; if this is F5's controller, waive this"
        ),
        site: site)
    }
  }
}
