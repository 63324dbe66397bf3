import Diagnostics
import YAMLSyntax

/// Reads the facts of one object.
struct FactCollector {
  private let object: LintObject
  private var facts: ObjectFacts

  /// The facts of the object of `target`, which belongs to the cluster `scope`.
  static func facts(of target: LintTarget, scope: String) -> ObjectFacts {
    var collector = FactCollector(target.object, scope: scope)
    collector.collect(target)
    return collector.facts
  }

  private init(_ object: LintObject, scope: String) {
    self.object = object
    facts = ObjectFacts(identity: object.identity, scope: scope, place: object.place)
  }

  private mutating func collect(_ target: LintTarget) {
    if let pod = target.pod { PodFacts.collect(pod, object, into: &facts) }
    let spec = object.spec
    switch (String(object.group), object.identity.kind) {
    case ("", "Secret"), ("", "ConfigMap"): facts.keys = keys()
    case ("", "Service"): service(spec)
    case ("apps", "StatefulSet"):
      refer("Service", spec?["serviceName"])
      for claim in spec?["volumeClaimTemplates"]?.items ?? [] {
        guard let name = claim["metadata"]?["name"]?.text else { continue }
        // The controller makes a claim for each pod.
        for number in 0..<min(100, max(1, spec?["replicas"]?.number ?? 1)) {
          let claim = "\(name)-\(object.identity.name)-\(number)"
          facts.products.append(("PersistentVolumeClaim", claim))
        }
      }
    case ("networking.k8s.io", "Ingress"): RouteFacts.ingress(spec, object, into: &facts)
    case ("networking.k8s.io", "NetworkPolicy"): facts.selector = selector(spec?["podSelector"])
    case ("gateway.networking.k8s.io", _): RouteFacts.route(spec, object, into: &facts)
    case ("policy", "PodDisruptionBudget"):
      facts.selector = selector(spec?["selector"])
      for field in ["minAvailable", "maxUnavailable"] {
        guard let node = spec?[field], let text = node.text else { continue }
        facts.budget = (field, text, node.span)
      }
    case ("autoscaling", "HorizontalPodAutoscaler"):
      let scaled = spec?["scaleTargetRef"]
      refer(scaled?["kind"]?.text ?? "Deployment", scaled?["name"])
    case ("rbac.authorization.k8s.io", _): binding()
    default: ProducedFacts.collect(object, into: &facts)
    }
    if let replicas = spec?["replicas"], let count = replicas.number, target.pod != nil {
      facts.replicas = (count, replicas.span)
    }
  }

  private func keys() -> [String] {
    ["data", "stringData", "binaryData"].flatMap { field in
      (object.node[field]?.entries ?? []).compactMap(\.key.scalar?.text)
    }
  }

  private mutating func refer(_ kind: String, _ name: YAMLNode?) {
    guard let text = name?.text, !text.isEmpty else { return }
    facts.references.append(
      .init(kind: kind, namespace: object.identity.namespace, name: text, span: name?.span))
  }

  private mutating func service(_ spec: YAMLNode?) {
    facts.isHeadless = spec?["clusterIP"]?.text == "None"
    if let entry = spec?.entry("selector"), let pairs = entry.value.entries {
      facts.selector = .init(pairs: Self.pairs(pairs), span: entry.key.span)
    }
    facts.ports = (spec?["ports"]?.items ?? []).map { port in
      .init(
        name: port["name"]?.text ?? "", number: port["port"]?.number,
        target: port["targetPort"]?.text ?? "",
        span: port["targetPort"]?.span ?? port.span?.startPoint)
    }
  }

  private func selector(_ node: YAMLNode?) -> ObjectFacts.Selector? {
    guard let node else { return nil }
    return .init(
      pairs: Self.pairs(node["matchLabels"]?.entries ?? []), span: node.span?.startPoint,
      isPartial: node["matchExpressions"]?.items?.isEmpty == false)
  }

  private static func pairs(_ entries: [YAMLEntry]) -> [(name: String, value: String)] {
    entries.compactMap { entry in
      guard let name = entry.key.scalar?.text, let value = entry.value.text else { return nil }
      return (name, value)
    }
  }

  private mutating func binding() {
    guard object.identity.kind.hasSuffix("Binding") else { return }
    if let role = object.node["roleRef"], let kind = role["kind"]?.text {
      refer(kind, role["name"])
    }
    for subject in object.node["subjects"]?.items ?? [] {
      guard subject["kind"]?.text == "ServiceAccount", let name = subject["name"]?.text else {
        continue
      }
      facts.references.append(
        .init(
          kind: "ServiceAccount",
          namespace: subject["namespace"]?.text ?? object.identity.namespace, name: name,
          span: subject["name"]?.span))
    }
  }
}
