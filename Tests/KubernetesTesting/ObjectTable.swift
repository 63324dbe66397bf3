import YAMLSyntax

/// The objects of a cluster with their history: what etcd and the registry are to an API server.
struct ObjectTable {
  struct Key: Hashable, Comparable {
    let resource: String
    let namespace: String
    let name: String

    static func < (left: Self, right: Self) -> Bool {
      (left.resource, left.namespace, left.name) < (right.resource, right.namespace, right.name)
    }
  }

  struct Change {
    let revision: Int
    let type: String
    let key: Key
    let object: YAMLNode
  }

  private(set) var objects: [Key: YAMLNode] = [:]
  private(set) var history: [Change] = []
  private(set) var revision = 100
  /// Older changes are no longer known: watches from before get 410.
  private(set) var compactedTo = 0
  private var uids = 0
  private var creations = 0
  private var living: Set<String> = []

  /// Objects are a second older than those that come after them.
  mutating func nextCreation() -> String {
    creations += 1
    let (hours, rest) = (creations / 3600 % 24, creations % 3600)
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return
      "2026-01-\(two(1 + creations / 86_400 % 28))T\(two(hours)):\(two(rest / 60)):\(two(rest % 60))Z"
  }

  mutating func nextUID() -> String {
    uids += 1
    let text = String(uids, radix: 16)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - text.utf8.count) + text
  }

  /// Stores an object; gives it with its new resourceVersion.
  mutating func store(_ key: Key, _ object: YAMLNode) -> YAMLNode {
    let isNew = objects[key] == nil
    revision += 1
    var object = object
    var metadata = object["metadata"] ?? .mapping([])
    metadata.set("resourceVersion", .string(String(revision)))
    object.set("metadata", metadata)
    objects[key] = object
    if let uid = object.text("metadata", "uid") { living.insert(uid) }
    history.append(
      Change(revision: revision, type: isNew ? "ADDED" : "MODIFIED", key: key, object: object))
    // The garbage collector also finds objects whose owners were gone before they came.
    if let owners = object.at("metadata", "ownerReferences")?.items, !owners.isEmpty,
      owners.allSatisfy({ !living.contains($0.text("uid") ?? "") })
    {
      remove(key)
    }
    return object
  }

  /// Removes an object and, as the garbage collector does, what it owned.
  mutating func remove(_ key: Key) {
    guard var object = objects.removeValue(forKey: key) else { return }
    revision += 1
    var metadata = object["metadata"] ?? .mapping([])
    metadata.set("resourceVersion", .string(String(revision)))
    object.set("metadata", metadata)
    history.append(Change(revision: revision, type: "DELETED", key: key, object: object))
    guard let uid = object.text("metadata", "uid") else { return }
    living.remove(uid)
    let owned = objects.filter { _, object in
      let owners = object.at("metadata", "ownerReferences")?.items ?? []
      return !owners.isEmpty && owners.allSatisfy { $0.text("uid") == uid }
    }
    for key in owned.keys.sorted() { remove(key) }
  }

  /// Forgets the history.
  mutating func compact() {
    compactedTo = revision
    history.removeAll()
  }

  /// Changes of a resource, in one namespace or in all, after `revision`.
  ///
  /// An array of its own: who holds a part of the history would make every write copy all of it.
  func changes(of resource: String, in namespace: String?, after revision: Int) -> [Change] {
    var low = 0
    var high = history.count
    while low < high {
      let middle = (low + high) / 2
      if history[middle].revision <= revision { low = middle + 1 } else { high = middle }
    }
    return history[low...].filter { change in
      change.key.resource == resource && (namespace.map { $0 == change.key.namespace } ?? true)
    }
  }
}
