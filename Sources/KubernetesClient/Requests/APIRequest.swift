package import HTTPTypes
import Seams
import YAMLSyntax

/// A request to the API server as a pure value.
package struct APIRequest: Sendable {
  package var method: HTTPRequest.Method
  /// Absolute path, encoded.
  package var path: String
  package var query: [(name: String, value: String)] = []
  package var accept = "application/json"
  package var contentType: String?
  package var body: [UInt8] = []
  package var timeout: Duration = .seconds(30)
  /// Bytes of the answer: an object has at most 1.5 MiB in etcd, and base 64 may come on top.
  package var mostBytes = 4 << 20
  /// Whether the request keeps us leading: it is held up by nothing.
  package var isVital = false

  package init(_ method: HTTPRequest.Method, _ path: String) {
    self.method = method
    self.path = path
  }

  /// The path of a kind in a namespace, or in all when `namespace` is nil or empty.
  package static func path(
    _ resource: APIResource, namespace: String?, name: String? = nil, subresource: String? = nil
  ) -> String {
    var path = resource.group.isEmpty ? "/api" : "/apis/\(resource.group)"
    path += "/\(resource.version)"
    if let namespace, !namespace.isEmpty { path += "/namespaces/\(URLText.segment(namespace))" }
    path += "/\(resource.plural)"
    if let name { path += "/\(URLText.segment(name))" }
    if let subresource { path += "/\(subresource)" }
    return path
  }

  static func path(
    _ resource: APIResource, _ key: ObjectKey, subresource: String? = nil
  ) -> String {
    path(resource, namespace: key.namespace, name: key.name, subresource: subresource)
  }

  /// Path and query.
  package var target: String {
    query.isEmpty
      ? path
      : path + "?" + query.map { "\($0.name)=\(URLText.query($0.value))" }.joined(separator: "&")
  }

  /// Whether the request changes something.
  var isWrite: Bool { method != .get }

  mutating func send(_ object: YAMLNode, as type: String) {
    contentType = type
    body = object.json
  }
}
