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
  /// In the order in which the roots have them, with `file:line`.
  private var places: [(place: Place, line: String)] = []
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
      let original = resource.originalID
      if deployments[place] == nil { places.append((place, Self.place(origin, sources))) }
      var deployment =
        deployments[place] ?? Deployment(identity: (original.namespace, original.name))
      deployment.note(root: root)
      deployment.note(namespace: isRemoved ? original.namespace : resource.id.namespace)
      deployment.note(name: isRemoved ? original.name : resource.id.name)
      for span in resource.changes { deployment.note(change: Self.place(span, sources)) }
      deployments[place] = deployment
    }
    guard let fault = rendering.faults.sorted.first(where: { $0.severity == .error }) else {
      return
    }
    let place = fault.primary.map { Self.place($0.span, sources) } ?? root
    block(root, "\(place): \(fault.message)")
  }

  /// Finds the roots that cannot be migrated as a whole, once all of them are known: what two roots make of one
  /// resource is a problem of both.
  package mutating func close() {
    for (place, line) in places {
      guard let deployment = deployments[place], let problem = deployment.problem else { continue }
      for root in deployment.roots { block(root, "\(line): \(problem.message)") }
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
