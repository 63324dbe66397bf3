package import Diagnostics
package import YAMLSyntax

/// A container with the fields that rules ask for, found in one pass.
package struct ContainerView: Sendable {
  package let node: YAMLNode
  package private(set) var name: YAMLNode?
  package private(set) var image: YAMLNode?
  package private(set) var ports: [YAMLNode] = []
  package private(set) var env: [YAMLNode] = []
  package private(set) var envFrom: [YAMLNode] = []
  package private(set) var mounts: [YAMLNode] = []
  package private(set) var resources: YAMLNode?
  package private(set) var liveness: YAMLNode?
  package private(set) var readiness: YAMLNode?
  package private(set) var startup: YAMLNode?
  package let security: SecurityView

  init(_ node: YAMLNode, pod: SecurityView) {
    self.node = node
    var context: YAMLNode?
    for entry in node.entries ?? [] {
      switch entry.key.scalar?.text {
      case "name": name = entry.value
      case "image": image = entry.value
      case "ports": ports = entry.value.items ?? []
      case "env": env = entry.value.items ?? []
      case "envFrom": envFrom = entry.value.items ?? []
      case "volumeMounts": mounts = entry.value.items ?? []
      case "resources": resources = entry.value
      case "livenessProbe": liveness = entry.value
      case "readinessProbe": readiness = entry.value
      case "startupProbe": startup = entry.value
      case "securityContext": context = entry.value
      default: break
      }
    }
    security = SecurityView(context, inheriting: pod)
  }

  /// Where a finding about the container as a whole points.
  package var place: SourceSpan? { name?.span ?? node.span?.startPoint }

  /// What people call the container.
  package var title: String { name?.scalar?.text ?? "?" }

  /// Its probes, with the names of their fields.
  package var probes: [(name: String, node: YAMLNode)] {
    [("livenessProbe", liveness), ("readinessProbe", readiness), ("startupProbe", startup)]
      .compactMap { name, node in node.map { (name, $0) } }
  }
}

/// The security settings of a container, those of its pod included.
package struct SecurityView: Sendable {
  package private(set) var privileged: YAMLNode?
  package private(set) var allowsEscalation: YAMLNode?
  package private(set) var readOnlyRoot: YAMLNode?
  package private(set) var nonRoot: YAMLNode?
  package private(set) var user: YAMLNode?
  package private(set) var group: YAMLNode?
  package private(set) var capabilities: YAMLNode?
  package private(set) var procMount: YAMLNode?
  package private(set) var seccomp: YAMLNode?
  package private(set) var sysctls: [YAMLNode] = []
  /// The block itself; nil when there is none.
  package let node: YAMLNode?

  init(_ node: YAMLNode?, inheriting pod: SecurityView? = nil) {
    self.node = node
    nonRoot = pod?.nonRoot
    user = pod?.user
    group = pod?.group
    seccomp = pod?.seccomp
    for entry in node?.entries ?? [] {
      switch entry.key.scalar?.text {
      case "privileged": privileged = entry.value
      case "allowPrivilegeEscalation": allowsEscalation = entry.value
      case "readOnlyRootFilesystem": readOnlyRoot = entry.value
      case "runAsNonRoot": nonRoot = entry.value
      case "runAsUser": user = entry.value
      case "runAsGroup": group = entry.value
      case "capabilities": capabilities = entry.value
      case "procMount": procMount = entry.value
      case "seccompProfile": seccomp = entry.value
      case "sysctls": sysctls = entry.value.items ?? []
      default: break
      }
    }
  }
}

extension YAMLNode {
  /// Whether the node is `true`.
  package var isTrue: Bool { scalar?.text == "true" }
  /// Whether the node is `false`.
  package var isFalse: Bool { scalar?.text == "false" }
  /// The number that the node is.
  package var number: Int? { scalar.flatMap { Int($0.text) } }
  /// The text of a scalar.
  package var text: String? { scalar?.text }
}
