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
  /// Whether a document is one that another program reads.
  private var isForeign = false

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
    if Self.isForeign(root, version, kind) {
      isForeign = true
      return .other
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

  /// Groups whose documents look like objects and never reach an API server: kubeadm's and the API server's own
  /// files, kind, Backstage, kuttl and chainsaw.
  private static let foreignGroups: Set<String> = [
    "backstage.io", "kind.x-k8s.io", "kubeadm.k8s.io", "kubelet.config.k8s.io",
    "apiserver.config.k8s.io", "kubeproxy.config.k8s.io", "kubescheduler.config.k8s.io",
    "audit.k8s.io", "kuttl.dev", "chainsaw.kyverno.io", "skaffold", "client.authentication.k8s.io",
  ]

  /// Whether a document with a `kind` or an `apiVersion` is for another program than an API server: its version has
  /// no group and is not `v1` (Talos), it is a kubeconfig, or it has neither `apiVersion` nor `metadata`
  /// (values, kube-state-metrics).
  private static func isForeign(_ root: YAMLNode, _ version: String, _ kind: String?) -> Bool {
    guard let kind else { return false }
    if version.isEmpty { return root["apiVersion"] == nil && root["metadata"] == nil }
    if let slash = version.firstIndex(of: "/") {
      return foreignGroups.contains(String(version[..<slash]))
    }
    // A misspelled version of the core group has metadata, as every object has.
    if version != "v1" { return root["metadata"] == nil }
    return kind == "Config" && (root["clusters"] != nil || root["contexts"] != nil)
  }

  /// What the file is, when all documents were seen.
  func fileKind(path: String, isBroken: Bool) -> FileKind {
    if let found, !hasObjects { return found }
    if hasObjects || isBroken || strangers.isEmpty && !isForeign { return .manifests }
    let name = path.split(separator: "/").last ?? ""
    return name.hasPrefix("values") ? .values : .other
  }
}
