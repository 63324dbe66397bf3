package import Diagnostics
import InfisicalModel
package import Kustomization
package import YAMLSyntax

/// The resources that kustomizations deploy, by the place of their document.
package struct DeploymentTable: Sendable {
  private struct Place: Hashable {
    let file: String
    let start: UInt32
  }

  private var deployments: [Place: Deployment] = [:]
  /// Roots with a resource that cannot be migrated, and why: nothing of them is written.
  package private(set) var blocked: [String: String] = [:]

  package init() {}

  /// The deployment of the resource that a node of a file is.
  package subscript(file: String, node: YAMLNode) -> Deployment? {
    guard !deployments.isEmpty, let span = node.span else { return nil }
    return deployments[Place(file: file, start: span.start)]
  }

  /// Takes up the build of one root; `sources` are its files, and `name` gives the name under which a file is
  /// migrated.
  package mutating func add(
    _ rendering: Rendering, root: String, sources: SourceMap, name: (String) -> String
  ) {
    for (resource, isRemoved) in rendering.resources.map({ ($0, false) })
      + rendering.removed.map({ ($0, true) })
    where Self.isOld(resource.originalID) {
      guard let origin = resource.origin, let file = sources[origin.file] else { continue }
      let place = Place(file: name(file.path), start: origin.start)
      var deployment = deployments[place] ?? Deployment()
      deployment.note(root: root)
      deployment.note(namespace: isRemoved ? resource.originalID.namespace : resource.id.namespace)
      deployment.note(name: isRemoved ? resource.originalID.name : resource.id.name)
      for span in resource.changes { deployment.note(change: Self.place(span, sources)) }
      deployments[place] = deployment
      let original = resource.originalID
      if let problem = deployment.problem(original.namespace, original.name) {
        block(root, "\(Self.place(origin, sources)): \(problem.message)")
      }
    }
    guard let fault = rendering.faults.sorted.first(where: { $0.severity == .error }) else {
      return
    }
    let place = fault.primary.map { Self.place($0.span, sources) } ?? root
    block(root, "\(place): \(fault.message)")
  }

  /// Extends what blocks a root to every resource that became known later.
  package mutating func close() {
    let all = deployments.values.sorted { $0.roots.joined() < $1.roots.joined() }
    for deployment in all where !deployment.changes.isEmpty {
      for root in deployment.roots {
        block(root, "another root changes a resource of this one: \(deployment.changes[0])")
      }
    }
  }

  private mutating func block(_ root: String, _ reason: String) {
    if blocked[root] == nil { blocked[root] = reason }
  }

  private static func isOld(_ id: ResourceID) -> Bool {
    id.kind == InfisicalSecretSpec.kind.kind && id.apiVersion == InfisicalSecretSpec.kind.apiVersion
  }

  private static func place(_ span: SourceSpan, _ sources: SourceMap) -> String {
    guard let file = sources[span.file] else { return "?" }
    return "\(file.path):\(LineIndex(file.bytes).position(at: Int(span.start)).line)"
  }
}

extension Deployment {
  fileprivate mutating func note(root: String) {
    if !roots.contains(root) { roots.append(root) }
  }

  fileprivate mutating func note(namespace: String) {
    if !namespaces.contains(namespace) { namespaces.append(namespace) }
  }

  fileprivate mutating func note(name: String) {
    if !names.contains(name) { names.append(name) }
  }

  fileprivate mutating func note(change: String) {
    if !changes.contains(change) { changes.append(change) }
  }
}
