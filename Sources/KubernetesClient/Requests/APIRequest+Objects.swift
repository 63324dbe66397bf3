import HTTPTypes
package import Seams
package import YAMLSyntax

/// Who writes: the name under which the API server books our fields.
package let fieldManager = "redoubt-operator"

extension APIRequest {
  /// Asks for metadata only (Kubernetes 1.36, meta/v1 PartialObjectMetadata).
  private static let metadataOfOne =
    "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json"
  private static let metadataOfMany =
    "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json"

  /// One object.
  package static func get(_ resource: APIResource, _ key: ObjectKey) -> APIRequest {
    APIRequest(.get, path(resource, key))
  }

  /// Bytes of one page: a page of large objects has to have fewer of them.
  private static let mostBytesOfPage = 8 << 20

  /// One page of objects; `from` is the token of the page before.
  package static func list(
    _ resource: APIResource, namespace: String? = nil, limit: Int = 500, from: String? = nil,
    metadataOnly: Bool = false
  ) -> APIRequest {
    var request = APIRequest(.get, path(resource, namespace: namespace))
    request.query = [("limit", String(limit))]
    if let from { request.query.append(("continue", from)) }
    if metadataOnly { request.accept = metadataOfMany }
    request.timeout = .seconds(60)
    request.mostBytes = mostBytesOfPage
    return request
  }

  /// Changes after `version`; the server ends the watch after `seconds`.
  package static func watch(
    _ resource: APIResource, namespace: String? = nil, from version: String, seconds: Int,
    metadataOnly: Bool = false
  ) -> APIRequest {
    var request = APIRequest(.get, path(resource, namespace: namespace))
    request.query = [
      ("watch", "1"), ("resourceVersion", version), ("allowWatchBookmarks", "true"),
      ("timeoutSeconds", String(seconds)),
    ]
    if metadataOnly { request.accept = metadataOfOne }
    return request
  }

  /// A new object; it is an error when one of the name exists.
  ///
  /// `dryRun` goes through admission and validation, and stores nothing.
  package static func create(
    _ resource: APIResource, namespace: String?, _ object: YAMLNode, dryRun: Bool = false
  ) -> APIRequest {
    var request = APIRequest(.post, path(resource, namespace: namespace))
    request.query = [("fieldManager", fieldManager)]
    if dryRun { request.query.append(("dryRun", "All")) }
    request.send(object, as: "application/json")
    return request
  }

  /// A whole object in the place of the one with its resourceVersion.
  package static func replace(
    _ resource: APIResource, _ key: ObjectKey, _ object: YAMLNode
  ) -> APIRequest {
    var request = APIRequest(.put, path(resource, key))
    request.query = [("fieldManager", fieldManager)]
    request.send(object, as: "application/json")
    return request
  }

  /// The fields of `patch` only; null removes one (RFC 7386).
  ///
  /// With `metadata.resourceVersion` in the patch it is a conflict when someone else was faster.
  package static func merge(
    _ resource: APIResource, _ key: ObjectKey, _ patch: YAMLNode
  ) -> APIRequest {
    var request = APIRequest(.patch, path(resource, key))
    request.query = [("fieldManager", fieldManager)]
    request.send(patch, as: "application/merge-patch+json")
    return request
  }

  /// Server-side apply: the fields of `object` become ours.
  package static func apply(
    _ resource: APIResource, _ key: ObjectKey, subresource: String? = nil, _ object: YAMLNode
  ) -> APIRequest {
    var request = APIRequest(.patch, path(resource, key, subresource: subresource))
    request.query = [("fieldManager", fieldManager), ("force", "true")]
    request.send(object, as: "application/apply-patch+yaml")
    return request
  }

  /// Removes an object, if it is still the one with `uid`.
  package static func delete(
    _ resource: APIResource, _ key: ObjectKey, uid: String
  ) -> APIRequest {
    var request = APIRequest(.delete, path(resource, key))
    request.send(
      .object([
        "apiVersion": "v1", "kind": "DeleteOptions",
        "preconditions": .object(["uid": .string(uid)]),
      ]), as: "application/json")
    return request
  }
}
