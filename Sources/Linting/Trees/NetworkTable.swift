import Diagnostics
import YAMLSyntax

/// Rules over policies, rights and exposure.
enum NetworkTable {
  private static let database = "# sites/dc1/90-policies/networkpolicy-infisical-db-dc1.yaml\n"

  static let rules: [TreeRule] = policies + rights + exposure

  /// Ports of the flows of a policy's side whose peers satisfy `isPeer`.
  private static func ports(
    _ policy: TreeObject, _ side: String, _ peers: String, _ isPeer: (YAMLNode) -> Bool
  ) -> Set<String> {
    var result: Set<String> = []
    for flow in policy.items("spec.\(side)") {
      guard (flow.at(peers)?.items ?? []).contains(where: isPeer) else { continue }
      for port in flow.at("ports")?.items ?? [] { result.insert(port.text("port") ?? "") }
    }
    return result
  }

  /// Policies of the pods of live Clusters.
  private static func databasePolicies(_ tree: GitOpsTree) -> [TreeObject] {
    let clusters = tree.objects("Cluster").map { "\($0.site ?? "")/\($0.name)" }
    return tree.objects("NetworkPolicy").filter { policy in
      let name = policy.at("spec.podSelector.matchLabels")?["cnpg.io/cluster"]?.scalar?.text
      return name.map { clusters.contains("\(policy.site ?? "")/\($0)") } ?? false
    }
  }

  private static func isOwn(_ peer: YAMLNode) -> Bool {
    peer.at("podSelector.matchLabels")?["cnpg.io/cluster"] != nil
      && peer.at("namespaceSelector") == nil
  }

  private static let policies: [TreeRule] = [
    TreeRule(
      code: 702, name: "operator-shut-out", .error, catalogue: ["NET-002"],
      summary: "A policy blocks CloudNativePG from its instances.",
      why: "The operator sees no status, and cannot act on a failure.",
      bad: [database + "spec: {ingress: []}"],
      check: { tree, findings in
        for policy in databasePolicies(tree) {
          let open = ports(policy, "ingress", "from") { peer in
            peer.at("namespaceSelector") != nil
              && peer.at("podSelector.matchLabels")?["app.kubernetes.io/name"]?.scalar?.text
                == "cloudnative-pg"
          }
          if !open.isSuperset(of: ["8000", "5432"]) {
            findings.report(
              policy, policy.at("spec.ingress"), "the operator is blocked",
              help: "allow 8000 and 5432 from it"
            )
          }
        }
      }),
    TreeRule(
      code: 703, name: "instances-apart", .error, catalogue: ["NET-003"],
      summary: "A policy blocks instances from each other.",
      why: "Standbys do not replicate, and a primary considers itself isolated.",
      bad: [database + "spec: {egress: []}"],
      check: { tree, findings in
        for policy in databasePolicies(tree) {
          for (side, peers) in [("ingress", "from"), ("egress", "to")]
          where !ports(policy, side, peers, isOwn).isSuperset(of: ["8000", "5432"]) {
            findings.report(
              policy, policy.at("spec.\(side)"), "instances are blocked: \(side)",
              help: "allow 8000 and 5432 between them")
          }
        }
      }),
    TreeRule(
      code: 704, name: "database-locked-in", .error, catalogue: ["NET-004"],
      summary: "A policy blocks the database from the API server or from its archive.",
      why: "Instances do not start, and WAL is not archived.",
      bad: [
        database
          + "spec: {egress: [{to: [{podSelector: {matchLabels: {cnpg.io/cluster: infisical-db-dc1}}}], ports: [{port: 5432}, {port: 8000}]}]}"
      ],
      check: { tree, findings in
        for policy in databasePolicies(tree) {
          let outside = ports(policy, "egress", "to") { $0.at("ipBlock") != nil }
          if !outside.contains("443") && !outside.contains("6443") {
            findings.report(
              policy, policy.at("spec.egress"), "the API server is blocked",
              help: "allow 443 and 6443 to it")
          }
        }
      }),
    TreeRule(
      code: 705, name: "no-api-server", .error, catalogue: ["NET-005"],
      summary: "A flow without peers.",
      why: "A flow without peers matches everything, and one with an empty list matches nothing.",
      bad: [database + "spec: {egress: [{ports: [{port: 443}]}]}"],
      check: { tree, findings in
        for policy in tree.objects("NetworkPolicy") {
          for (side, peers) in [("ingress", "from"), ("egress", "to")] {
            for flow in policy.items("spec.\(side)") where flow.at(peers)?.items?.isEmpty != false {
              findings.report(policy, flow, "a flow without peers", help: "name them")
            }
          }
        }
      }),
  ]

  private static let rights: [TreeRule] = [
    TreeRule(
      code: 723, name: "lax-namespace", .warning, catalogue: ["SEC-003"],
      summary: "A namespace does not enforce the restricted Pod Security level.",
      why: "Nothing here needs more permissions.",
      bad: [
        "# sites/dc1/00-namespaces/namespace-infisical.yaml\nmetadata: {labels: {pod-security.kubernetes.io/enforce: baseline}}"
      ],
      check: { tree, findings in
        for namespace in tree.objects("Namespace") {
          let level = namespace.node.at("metadata.labels")?["pod-security.kubernetes.io/enforce"]
          guard level?.scalar?.text != "restricted" else { continue }
          findings.report(
            namespace, level, "the restricted level is not enforced", help: "enforce: restricted")
        }
      }),
    TreeRule(
      code: 724, name: "privileged-pod", .warning, catalogue: ["SEC-004"],
      summary: "A pod runs as root, or with permissions on its node.",
      why: "A vulnerability in it then affects the node.",
      bad: [
        "# sites/dc1/60-app/deployment-infisical.yaml\nspec: {template: {spec: {securityContext: {runAsNonRoot: false}}}}"
      ],
      check: { tree, findings in
        for workload in tree.objects("Deployment", "StatefulSet", "Job") {
          guard let pod = workload.at("spec.template.spec") else { continue }
          let isFree =
            pod.text("securityContext.runAsNonRoot") != "true" || pod.at("hostNetwork") != nil
            || pod.at("hostPID") != nil
            || (pod.at("volumes")?.items ?? []).contains { $0.at("hostPath") != nil }
            || (pod.at("containers")?.items ?? []).contains {
              $0.text("securityContext.allowPrivilegeEscalation") != "false"
            }
          if isFree {
            findings.report(
              workload, pod, "the pod has permissions that it does not need",
              help: "run as a non-root user, without privilege escalation")
          }
        }
      }),
    TreeRule(
      code: 725, name: "unserved-external-secret", .error, catalogue: ["SEC-005"],
      summary: "An ExternalSecret of a version that is no longer served.",
      why: "The API server rejects it.",
      bad: [
        "# sites/dc1/10-secrets/a.yaml\napiVersion: external-secrets.io/v1beta1\nkind: ExternalSecret\nmetadata: {name: a}\nspec: {}"
      ],
      check: { tree, findings in
        for secret in tree.objects("ExternalSecret", "SecretStore", "ClusterSecretStore")
        where secret.text("apiVersion") != "external-secrets.io/v1" {
          findings.report(
            secret, secret.at("apiVersion"), "this version is no longer served",
            help: "external-secrets.io/v1")
        }
      }),
    TreeRule(
      code: 726, name: "secret-value", .error, catalogue: ["SEC-005", "APP-007"],
      summary: "A Secret with values in the output.",
      why: "Everyone who can read the repository can read the tree.",
      bad: [
        "# sites/dc1/60-app/secret-a.yaml\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: x}"
      ],
      check: { tree, findings in
        for secret in tree.objects("Secret") {
          let entries =
            (secret.at("stringData")?.entries ?? []) + (secret.at("data")?.entries ?? [])
          guard entries.contains(where: { $0.value.scalar?.text.isEmpty == false }) else {
            continue
          }
          findings.report(
            secret, nil, "the values are readable",
            help: "refer to a Secret that is created elsewhere")
        }
      }),
  ]

  private static let exposure: [TreeRule] = [
    TreeRule(
      code: 728, name: "exposed-metrics", .error, catalogue: ["SEC-008"],
      summary: "Metrics or a console are open to the internet.",
      why: "They reveal names, versions and load; a console allows more.",
      bad: ["# sites/dc1/60-app/service-infisical.yaml\nspec: {type: LoadBalancer}"],
      check: { tree, findings in
        for service in tree.objects("Service")
        where ["LoadBalancer", "NodePort"].contains(service.text("spec.type") ?? "") {
          for port in service.items("spec.ports")
          where ["9464", "9187", "9127", "9090", "9001"].contains(port.text("port") ?? "") {
            findings.report(service, port, "metrics are open to the internet", help: "ClusterIP")
          }
        }
      }),
    TreeRule(
      code: 743, name: "uncovered-host", .error, catalogue: ["ING-002"],
      summary: "The certificate of an ingress does not cover its host.",
      why: "TLS fails for every user after a switchover.",
      bad: [
        "# sites/dc2/70-ingress/certificate-infisical-tls.yaml\nspec: {dnsNames: [dc2.example.net]}"
      ],
      check: { tree, findings in
        for certificate in tree.objects("Certificate") {
          let names = certificate.items("spec.dnsNames").compactMap { $0.scalar?.text }
          for ingress in tree.objects("Ingress") where ingress.site == certificate.site {
            for tls in ingress.items("spec.tls")
            where tls.text("secretName") == certificate.text("spec.secretName") {
              for host in tls.at("hosts")?.items ?? []
              where !names.contains(host.scalar?.text ?? "") {
                findings.report(
                  certificate, certificate.at("spec.dnsNames"),
                  "`\(host.scalar?.text ?? "")` is not covered", help: "add it")
              }
            }
          }
        }
      }),
    TreeRule(
      code: 746, name: "short-lived-certificate", .warning, catalogue: ["ING-006"],
      summary: "A certificate expires less than two weeks after its renewal time.",
      why: "Nobody may look at a passive site for longer than that.",
      bad: [
        "# sites/dc2/70-ingress/certificate-infisical-tls.yaml\nspec: {duration: 168h, renewBefore: 24h}"
      ],
      check: { tree, findings in
        for certificate in tree.objects("Certificate") {
          func hours(_ path: String) -> Int? {
            certificate.text(path).flatMap { $0.hasSuffix("h") ? Int($0.dropLast()) : nil }
          }
          let duration = hours("spec.duration") ?? 2160
          let rest = hours("spec.renewBefore") ?? duration / 3
          guard rest < 336 else { continue }
          findings.report(
            certificate, certificate.at("spec.renewBefore"),
            "only \(rest) hours between renewal and expiry", help: "allow at least two weeks")
        }
      }),
  ]
}
