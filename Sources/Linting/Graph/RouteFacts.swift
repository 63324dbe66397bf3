import Diagnostics
import YAMLSyntax

/// What Ingresses and routes refer to.
enum RouteFacts {
  static func ingress(_ spec: YAMLNode?, _ object: LintObject, into facts: inout ObjectFacts) {
    var backends = [spec?["defaultBackend"]].compactMap(\.self)
    for rule in spec?["rules"]?.items ?? [] {
      for path in rule["http"]?["paths"]?.items ?? [] {
        if let backend = path["backend"] { backends.append(backend) }
      }
    }
    for backend in backends {
      guard let service = backend["service"] else { continue }
      let port = service["port"]
      refer(
        "Service", service["name"], port?["name"]?.text ?? port?["number"]?.text, object, &facts)
    }
    let annotations = object.node["metadata"]?["annotations"]
    // ingress-shim of cert-manager makes the Secret.
    let isIssued = ["cert-manager.io/cluster-issuer", "cert-manager.io/issuer"].contains {
      annotations?[$0] != nil
    }
    for tls in spec?["tls"]?.items ?? [] {
      if isIssued, let name = tls["secretName"]?.text { facts.products.append(("Secret", name)) }
      refer("Secret", tls["secretName"], nil, object, &facts)
    }
  }

  static func route(_ spec: YAMLNode?, _ object: LintObject, into facts: inout ObjectFacts) {
    for rule in spec?["rules"]?.items ?? [] {
      for backend in rule["backendRefs"]?.items ?? [] {
        guard (backend["kind"]?.text ?? "Service") == "Service" else { continue }
        refer("Service", backend["name"], backend["port"]?.text, object, &facts, holder: backend)
      }
    }
    for listener in spec?["listeners"]?.items ?? [] {
      for certificate in listener["tls"]?["certificateRefs"]?.items ?? [] {
        refer("Secret", certificate["name"], nil, object, &facts, holder: certificate)
      }
    }
  }

  private static func refer(
    _ kind: String, _ name: YAMLNode?, _ key: String?, _ object: LintObject,
    _ facts: inout ObjectFacts, holder: YAMLNode? = nil
  ) {
    guard let text = name?.text, !text.isEmpty else { return }
    facts.references.append(
      .init(
        kind: kind, namespace: holder?["namespace"]?.text ?? object.identity.namespace,
        name: text, span: name?.span, key: key))
  }
}
