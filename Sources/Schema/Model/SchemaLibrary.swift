/// Every schema of a run: those of the binary, read when a kind is first met, and those of
/// CustomResourceDefinitions.
///
/// A value: each worker has its own copy and reads what it meets.
package struct SchemaLibrary: Sendable {
  /// A kind that the library knows.
  package struct Kind: Sendable {
    package let apiVersion: String
    package let kind: String
    package let isNamespaced: Bool
    /// Number of the definition of its objects.
    package let number: Int
    /// Whether it is one of Kubernetes itself, whose fields the API server decodes into Go types.
    package let isBuiltIn: Bool
    package let since: KubernetesVersion?
    package let until: KubernetesVersion?
  }

  private struct Key: Hashable, Comparable {
    let apiVersion: String
    let kind: String

    static func < (left: Key, right: Key) -> Bool {
      (left.apiVersion, left.kind) < (right.apiVersion, right.kind)
    }
  }

  private static let kubernetes = FactReader(.kubernetes)
  private static let operators = FactReader(.operators)

  /// The versions of Kubernetes that the binary knows.
  package static var versions: ClosedRange<KubernetesVersion> { kubernetes.versions }

  package let version: KubernetesVersion
  private var kinds: [Key: Kind] = [:]
  private var definitions: [SchemaDefinition?]

  /// A library of what the binary carries, for one version of Kubernetes.
  package init(version: KubernetesVersion = SchemaLibrary.versions.upperBound) {
    self.version = version
    let count = Self.kubernetes.count
    definitions = Array(repeating: nil, count: count + Self.operators.count)
    for (reader, offset) in [(Self.operators, count), (Self.kubernetes, 0)] {
      for kind in reader.kinds {
        kinds[Key(apiVersion: kind.apiVersion, kind: kind.kind)] = Kind(
          apiVersion: kind.apiVersion, kind: kind.kind, isNamespaced: kind.isNamespaced,
          number: kind.number + offset, isBuiltIn: offset == 0, since: kind.since,
          until: kind.until)
      }
    }
  }

  /// Fields of the definitions that were added, by kind.
  private var fieldCounts: [Key: Int] = [:]

  /// The kind of objects with these two fields, whatever versions have it.
  package func kind(_ apiVersion: String, _ kind: String) -> Kind? {
    kinds[Key(apiVersion: apiVersion, kind: kind)]
  }

  /// Whether Kubernetes itself serves a group; then a kind that is not known does not exist.
  package func owns(group: String) -> Bool { Self.ownGroups.contains(group) }

  private static let ownGroups = Set(
    kubernetes.kinds.map { kind in
      kind.apiVersion.contains("/") ? String(kind.apiVersion.prefix { $0 != "/" }) : ""
    })

  /// Kinds for suggestions, in the order of their names.
  package var names: [(apiVersion: String, kind: String)] {
    kinds.keys.sorted().map { ($0.apiVersion, $0.kind) }
  }

  /// A definition, which is read when it is first asked for.
  package mutating func definition(_ number: Int) -> SchemaDefinition {
    if let known = definitions[number] { return known }
    let count = Self.kubernetes.count
    let read =
      number < count
      ? Self.kubernetes.definition(number, offset: 0, version: version)
      : Self.operators.definition(number - count, offset: count, version: version)
    definitions[number] = read
    return read
  }

  /// Adds a definition and returns its number.
  package mutating func add(_ definition: SchemaDefinition) -> Int {
    definitions.append(definition)
    return definitions.count - 1
  }

  /// Adds a kind; one that is known already is replaced, unless it was added with more `fields`: of the
  /// definitions of one kind in a tree, the one that knows most is the newest.
  package mutating func add(
    apiVersion: String, kind: String, isNamespaced: Bool, definition number: Int,
    fields: Int? = nil
  ) {
    let key = Key(apiVersion: apiVersion, kind: kind)
    if let fields {
      guard fields >= fieldCounts[key, default: 0] else { return }
      fieldCounts[key] = fields
    }
    kinds[key] = Kind(
      apiVersion: apiVersion, kind: kind, isNamespaced: isNamespaced, number: number,
      isBuiltIn: false, since: nil, until: nil)
  }

  /// The form of `metadata`, which every object has.
  package mutating func metadata() -> SchemaNode? {
    guard let namespace = kind("v1", "Namespace") else { return nil }
    return definition(namespace.number).field("metadata")?.node
  }
}
