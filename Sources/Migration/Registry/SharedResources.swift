import Diagnostics
import InfisicalModel

/// Connections and identities of the whole input, by what they stand for.
///
/// Memory grows with the number of different ones, not with the number of resources.
struct SharedResources: Sendable {
  /// Where a shared resource is, and whether it has yet to be written.
  struct Entry: Sendable {
    let name: String
    /// Namespace that references name.
    let namespace: String
    let isNew: Bool
  }

  /// What tells shared resources apart.
  struct Key: Hashable, Sendable {
    let kind: String
    let parts: [String]
  }

  private struct Place: Hashable {
    let kind: String
    let namespace: String
    let name: String
  }

  private var entries: [Key: Entry] = [:]
  private var taken: [Place: Key] = [:]
  /// What the input has already.
  private var adopted: Set<Key> = []

  /// Keeps a name of the input from being given to something else.
  mutating func reserve(_ kind: String, name: String, namespace: String) {
    let place = Place(kind: kind, namespace: namespace, name: name)
    if taken[place] == nil { taken[place] = Key(kind: kind, parts: ["reserved"]) }
  }

  /// Records a resource that the input has already.
  mutating func adopt(_ key: Key, name: String, namespace: String) {
    taken[Place(kind: key.kind, namespace: namespace, name: name)] = key
    adopted.insert(key)
    if entries[key] == nil { entries[key] = Entry(name: name, namespace: namespace, isNew: false) }
  }

  /// The resource for `key`; a new one gets a name from `words` and lies in `namespace`.
  mutating func resolve(_ key: Key, words: [String], namespace: String) -> Entry {
    if let entry = entries[key] {
      return Entry(name: entry.name, namespace: entry.namespace, isNew: false)
    }
    let name = freeName(for: key, words, namespace)
    taken[Place(kind: key.kind, namespace: namespace, name: name)] = key
    entries[key] = Entry(name: name, namespace: namespace, isNew: false)
    return Entry(name: name, namespace: namespace, isNew: true)
  }

  /// Connection and identity of one resource; the first that needs them brings them.
  mutating func places(
    for resource: ConvertedResource, _ options: MigrationOptions
  ) -> SharedPlaces {
    let place = resource.namespace?.value ?? options.assumedNamespace
    let scope = options.sharing == .namespace ? place : ""
    // What the input has already is used; anything new is shared with what the same roots deploy, so that it is
    // there wherever it is needed.
    let own = options.group.isEmpty ? scope : "\(scope) \(options.group)"
    func key(_ make: (String) -> Key) -> Key {
      let known = make(scope)
      return adopted.contains(known) ? known : make(own)
    }
    let connection = key { SharedKeys.connection(resource.connection.spec, scope: $0) }
    let auth = key {
      SharedKeys.auth(resource.auth, connection: resource.connection, scope: $0)
    }
    return SharedPlaces(
      connection: resolve(connection, words: [resource.connection.label], namespace: place),
      auth: resolve(
        auth, words: [resource.auth.method.rawValue, resource.auth.label], namespace: place))
  }

  /// A name that no other content has; eight digits of the digest are enough unless someone chose
  /// that very name.
  private func freeName(for key: Key, _ words: [String], _ namespace: String) -> String {
    var parts = key.parts
    while true {
      for digits in [8, 16] {
        let name = ReadableName.make(words, key: parts, digits: digits)
        let owner = taken[Place(kind: key.kind, namespace: namespace, name: name)]
        // A Secret of the input may have the name that the one of an identity would get.
        let secret = Place(
          kind: "Secret", namespace: namespace, name: name + IdentitySecret.suffix)
        let isFree = key.kind != InfisicalAuthSpec.kind.kind || taken[secret] == nil
        if owner == nil && isFree || owner == key { return name }
      }
      parts.append("")
    }
  }
}
