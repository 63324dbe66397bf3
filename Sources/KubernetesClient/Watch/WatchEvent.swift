package import YAMLSyntax

/// What a watch tells (Kubernetes 1.36, meta/v1 WatchEvent).
package enum WatchEvent: Sendable {
  case added(YAMLNode)
  case modified(YAMLNode)
  case deleted(YAMLNode)
  /// Nothing changed up to this version.
  case bookmark(String)
  /// The watch is over; 410 means that its version is too old.
  case failed(APIError)

  /// Reads a line of a watch.
  package init(line: [UInt8]) throws(APIError) {
    let node: YAMLNode
    do throws(JSONReader.Problem) {
      node = try JSONReader.parse(line)
    } catch {
      throw APIError(.unreadable, "a watch event is not JSON: \(error)")
    }
    guard let object = node["object"], let type = node.text("type") else {
      throw APIError(.unreadable, "a watch event has no type or object")
    }
    switch type {
    case "ADDED": self = .added(object)
    case "MODIFIED": self = .modified(object)
    case "DELETED": self = .deleted(object)
    case "BOOKMARK": self = .bookmark(object.text("metadata", "resourceVersion") ?? "")
    case "ERROR":
      self = .failed(APIError(status: object.integer("code") ?? 500, object))
    default: throw APIError(.unreadable, "unknown watch event type \(type)")
    }
  }
}
