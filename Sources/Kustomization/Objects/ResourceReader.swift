import Diagnostics
import YAMLSyntax

/// Takes objects out of documents.
enum ResourceReader {
  /// A document, or what a list of objects holds.
  static func expanded(_ root: YAMLNode) -> [YAMLNode] {
    guard root["kind"]?.scalar?.text.hasSuffix("List") == true, let items = root["items"] else {
      return [root]
    }
    return items.items?.flatMap(expanded) ?? []
  }

  /// The objects of the documents of a file; items of lists stand behind the others.
  static func resources(_ documents: [YAMLNode]) throws(Fault) -> [Resource] {
    var own: [Resource] = []
    var listed: [Resource] = []
    for document in documents where !document.isNull {
      let isList =
        document["kind"]?.scalar?.text.hasSuffix("List") == true && document["items"] != nil
      for node in expanded(document) {
        try check(node)
        let resource = Resource(node, origin: node.span)
        if isList { listed.append(resource) } else { own.append(resource) }
      }
    }
    return own + listed
  }

  private static func check(_ node: YAMLNode) throws(Fault) {
    guard node.isMapping else {
      throw Fault(
        .kustomizationResource, "an object must be a mapping, not \(node.kindDescription)",
        at: node.span)
    }
    if node["kind"]?.scalar?.text.isEmpty != false {
      throw Fault(.kustomizationResource, "the object has no `kind`", at: node.span?.startPoint)
    }
    guard node["metadata"]?["name"]?.scalar?.text.isEmpty == false else {
      throw Fault(
        .kustomizationResource, "the object has no `metadata.name`",
        at: node["kind"]?.span ?? node.span?.startPoint
      ).help(
        node["metadata"]?["generateName"] == nil ? "name it" : "kustomize takes no `generateName`")
    }
  }
}
