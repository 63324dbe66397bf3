import HTTPTypes
package import Seams
import YAMLSyntax

extension APIRequest {
  /// A token of a ServiceAccount (authentication.k8s.io/v1 TokenRequest); 600 seconds is the least
  /// that the API server gives.
  package static func token(
    of account: ObjectKey, audiences: [String], seconds: Int = 600
  ) -> APIRequest {
    var request = APIRequest(.post, path(.serviceAccounts, account, subresource: "token"))
    var spec = YAMLNode.object(["expirationSeconds": .integer(seconds)])
    if !audiences.isEmpty { spec.set("audiences", audiences.yaml) }
    request.send(
      .object([
        "apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": spec,
      ]), as: "application/json")
    return request
  }
}
