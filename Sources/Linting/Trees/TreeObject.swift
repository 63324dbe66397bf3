import Diagnostics
import YAMLSyntax

/// A Kubernetes object of a tree.
struct TreeObject {
  let file: TreeFile
  let node: YAMLNode
  let kind: String
  let name: String
  /// The site that the object is for; nil for what all sites share.
  let site: String?

  init(file: TreeFile, node: YAMLNode) {
    self.file = file
    self.node = node
    kind = node.text("kind") ?? ""
    name = node.text("metadata.name") ?? ""
    let parts = file.path.split(separator: "/", maxSplits: 2)
    site = parts.count > 1 && parts[0] == "sites" ? String(parts[1]) : nil
  }

  var namespace: String { text("metadata.namespace") ?? "" }

  /// The node at a path of keys; null counts as absent.
  func at(_ path: String) -> YAMLNode? { node.at(path) }

  func text(_ path: String) -> String? { node.at(path)?.scalar?.text }

  func items(_ path: String) -> [YAMLNode] { node.at(path)?.items ?? [] }
}

extension YAMLNode {
  /// The node at a path of keys, where keys hold no dots; null counts as absent.
  func at(_ path: String) -> YAMLNode? {
    var node: YAMLNode? = self
    for key in path.split(separator: ".") { node = node?[String(key)] }
    guard let node, node.scalar?.text != "null" || node.scalar?.style != .plain else { return nil }
    return node
  }

  func text(_ path: String) -> String? { at(path)?.scalar?.text }
}
