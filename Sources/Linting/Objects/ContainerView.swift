package import Diagnostics
package import YAMLSyntax

/// A container with the fields that rules ask for, found in one pass.
package final class ContainerView: Sendable {
  package let node: YAMLNode
  package let name: YAMLNode?
  package let image: YAMLNode?
  package let ports: [YAMLNode]
  package let env: [YAMLNode]
  package let envFrom: [YAMLNode]
  package let mounts: [YAMLNode]
  package let resources: YAMLNode?
  package let liveness: YAMLNode?
  package let readiness: YAMLNode?
  package let startup: YAMLNode?
  package let security: SecurityView

  private static let names = [
    "name", "image", "ports", "env", "envFrom", "volumeMounts", "resources", "livenessProbe",
    "readinessProbe", "startupProbe", "securityContext",
  ]

  init(_ node: YAMLNode, pod: SecurityView) {
    self.node = node
    let fields = FieldTable(node, Self.names)
    name = fields[0]
    image = fields[1]
    ports = fields[2]?.items ?? []
    env = fields[3]?.items ?? []
    envFrom = fields[4]?.items ?? []
    mounts = fields[5]?.items ?? []
    resources = fields[6]
    liveness = fields[7]
    readiness = fields[8]
    startup = fields[9]
    security = SecurityView(fields[10], inheriting: pod)
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
package final class SecurityView: Sendable {
  package let privileged: YAMLNode?
  package let allowsEscalation: YAMLNode?
  package let readOnlyRoot: YAMLNode?
  package let nonRoot: YAMLNode?
  package let user: YAMLNode?
  package let group: YAMLNode?
  package let capabilities: YAMLNode?
  package let procMount: YAMLNode?
  package let seccomp: YAMLNode?
  package let sysctls: [YAMLNode]
  /// The block itself; nil when there is none.
  package let node: YAMLNode?

  private static let names = [
    "privileged", "allowPrivilegeEscalation", "readOnlyRootFilesystem", "capabilities",
    "procMount", "sysctls", "runAsNonRoot", "runAsUser", "runAsGroup", "seccompProfile",
  ]

  init(_ node: YAMLNode?, inheriting pod: SecurityView? = nil) {
    self.node = node
    let fields = FieldTable(node, Self.names)
    privileged = fields[0]
    allowsEscalation = fields[1]
    readOnlyRoot = fields[2]
    capabilities = fields[3]
    procMount = fields[4]
    sysctls = fields[5]?.items ?? []
    nonRoot = fields[6] ?? pod?.nonRoot
    user = fields[7] ?? pod?.user
    group = fields[8] ?? pod?.group
    seccomp = fields[9] ?? pod?.seccomp
  }
}

/// Some fields of a mapping, found in one pass.
private struct FieldTable {
  private var values: [YAMLNode?]

  init(_ node: YAMLNode?, _ names: [String]) {
    values = Array(repeating: nil, count: names.count)
    for entry in node?.entries ?? [] {
      guard let key = entry.key.scalar?.text, let position = names.firstIndex(of: key) else {
        continue
      }
      values[position] = entry.value
    }
  }

  subscript(position: Int) -> YAMLNode? { values[position] }
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
