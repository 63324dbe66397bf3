import Diagnostics
import YAMLSyntax

/// Finds out what a file is from its documents, one after the other.
struct DocumentKinds {
  /// A document that is not an object.
  struct Stranger {
    let span: SourceSpan?
    let isMapping: Bool
    let description: String
  }

  /// Whether the file's name makes it a kustomization, whatever is in it.
  let isKustomization: Bool
  /// Documents that are no objects, in the order of the file.
  private(set) var strangers: [Stranger] = []
  private var found: FileKind?
  private var hasObjects = false

  init(isKustomization: Bool) {
    self.isKustomization = isKustomization
    found = isKustomization ? .kustomization : nil
  }

  /// What to do with the next document: `.other` when it is not one of the others.
  mutating func add(_ root: YAMLNode) -> FileKind {
    if isKustomization { return .kustomization }
    let version = root["apiVersion"]?.text ?? ""
    let kind = root["kind"]?.text
    if version.hasPrefix("kustomize.config.k8s.io/") {
      found = found ?? .kustomization
      return .kustomization
    }
    if version.hasPrefix("redoubt.dev/") {
      let own = kind == "Topology" ? FileKind.topology : .configuration
      found = found ?? own
      return own
    }
    guard kind != nil || (!version.isEmpty && root["metadata"] != nil) else {
      strangers.append(
        Stranger(
          span: root.isMapping ? root.span?.startPoint : root.span, isMapping: root.isMapping,
          description: root.kindDescription))
      return .other
    }
    hasObjects = true
    return .manifests
  }

  /// What the file is, when all documents were seen.
  func fileKind(path: String, isBroken: Bool) -> FileKind {
    if let found, !hasObjects { return found }
    if hasObjects || isBroken || strangers.isEmpty { return .manifests }
    let name = path.split(separator: "/").last ?? ""
    return name.hasPrefix("values") ? .values : .other
  }
}
