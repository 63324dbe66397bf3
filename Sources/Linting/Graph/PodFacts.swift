import Diagnostics
import YAMLSyntax

/// What pods refer to.
enum PodFacts {
  static func collect(_ pod: PodView, _ object: LintObject, into facts: inout ObjectFacts) {
    facts.podLabels = pod.labels
    for container in pod.all { collect(container, object, into: &facts) }
    for volume in pod.volumes { collect(volume: volume, object, into: &facts) }
    for secret in pod.spec["imagePullSecrets"]?.items ?? [] {
      refer("Secret", secret["name"], nil, secret, object, &facts)
    }
    refer(
      "ServiceAccount", pod.spec["serviceAccountName"] ?? pod.spec["serviceAccount"], nil, nil,
      object, &facts)
  }

  private static func collect(
    _ container: ContainerView, _ object: LintObject, into facts: inout ObjectFacts
  ) {
    for variable in container.env {
      guard let source = variable["valueFrom"] else { continue }
      if let key = source["secretKeyRef"] {
        refer("Secret", key["name"], key["key"], key, object, &facts)
      }
      if let key = source["configMapKeyRef"] {
        refer("ConfigMap", key["name"], key["key"], key, object, &facts)
      }
    }
    for source in container.envFrom {
      if let whole = source["secretRef"] {
        refer("Secret", whole["name"], nil, whole, object, &facts)
      }
      if let whole = source["configMapRef"] {
        refer("ConfigMap", whole["name"], nil, whole, object, &facts)
      }
    }
    for port in container.ports {
      facts.ports.append(
        .init(
          name: port["name"]?.text ?? "", number: port["containerPort"]?.number, target: "",
          span: port.span?.startPoint))
    }
  }

  private static func collect(
    volume: YAMLNode, _ object: LintObject, into facts: inout ObjectFacts
  ) {
    if let secret = volume["secret"] {
      refer("Secret", secret["secretName"], nil, secret, object, &facts)
    }
    if let map = volume["configMap"] { refer("ConfigMap", map["name"], nil, map, object, &facts) }
    if let claim = volume["persistentVolumeClaim"] {
      refer("PersistentVolumeClaim", claim["claimName"], nil, nil, object, &facts)
    }
    for source in volume["projected"]?["sources"]?.items ?? [] {
      if let secret = source["secret"] {
        refer("Secret", secret["name"], nil, secret, object, &facts)
      }
      if let map = source["configMap"] {
        refer("ConfigMap", map["name"], nil, map, object, &facts)
      }
    }
  }

  private static func refer(
    _ kind: String, _ name: YAMLNode?, _ key: YAMLNode?, _ holder: YAMLNode?,
    _ object: LintObject, _ facts: inout ObjectFacts
  ) {
    guard let text = name?.text, !text.isEmpty else { return }
    facts.references.append(
      .init(
        kind: kind, namespace: object.identity.namespace, name: text, span: name?.span,
        key: key?.text, isOptional: holder?["optional"]?.isTrue == true))
  }
}
