/// What a path of the API names.
struct ResourcePath: Hashable {
  /// `apps/v1`, or `v1`.
  var groupVersion = ""
  var resource = ""
  var namespace: String?
  var name: String?
  var subresource: String?

  /// Nil when the path is none of the API's.
  init?(_ path: String) {
    var parts = path.split(separator: "/").map(String.init)[...]
    switch parts.popFirst() {
    case "api":
      guard let version = parts.popFirst() else { return nil }
      groupVersion = version
    case "apis":
      guard let group = parts.popFirst(), let version = parts.popFirst() else { return nil }
      groupVersion = "\(group)/\(version)"
    default: return nil
    }
    if parts.first == "namespaces", parts.count >= 3 {
      parts.removeFirst()
      namespace = parts.popFirst()
    }
    guard let resource = parts.popFirst() else { return nil }
    self.resource = resource
    name = parts.popFirst()
    subresource = parts.popFirst()
    guard parts.isEmpty else { return nil }
  }

  /// Group of the resource, empty for the core group.
  var group: String {
    groupVersion.contains("/") ? String(groupVersion.prefix { $0 != "/" }) : ""
  }
}
