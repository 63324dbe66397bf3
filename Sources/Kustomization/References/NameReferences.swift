import Diagnostics
import YAMLSyntax

/// Lets fields that name an object follow its new name (kustomize v5.8.1, `filters/nameref`).
struct NameReferences {
  private let table: [TransformerSpecs.Reference]
  private let items: [Resource]
  /// Positions of objects that had a name, by that name.
  private var renamed: [String: [Int]] = [:]
  private var cache: [String: [(target: FieldSpec, spec: FieldSpec)]] = [:]

  init(_ items: [Resource], _ configured: [TransformerSpecs.Reference]) {
    self.items = items
    table = ReferenceTable.all + configured
    for (position, item) in items.enumerated() {
      for name in Set(item.previous.map(\.name)) { renamed[name, default: []].append(position) }
    }
  }

  /// The specs for a kind.
  private mutating func specs(of id: ResourceID) -> [(target: FieldSpec, spec: FieldSpec)] {
    let key = "\(id.apiVersion)/\(id.kind)"
    if let known = cache[key] { return known }
    let found = table.flatMap { reference in
      reference.specs.filter { $0.applies(to: id) }.map { (reference.target, $0) }
    }
    cache[key] = found
    return found
  }

  /// The object at a position with its references renewed.
  mutating func renewed(_ position: Int) throws(Fault) -> Resource {
    var referrer = items[position]
    var root = referrer.root
    // What the object was at first says where it refers to others.
    for (target, spec) in specs(of: referrer.originalID) {
      guard FieldWalk.reaches(root, spec.path[...]) else { continue }
      let view = Referral(self, position, target, spec)
      try FieldWalk.edit(&root, spec.path[...]) { (node) throws(Fault) in try view.renew(&node) }
    }
    referrer.root = root
    return referrer
  }

  /// One field of one referrer.
  private struct Referral {
    let references: NameReferences
    let referrer: Resource
    let position: Int
    let target: FieldSpec
    let spec: FieldSpec
    let namespaces: Set<String>

    init(_ references: NameReferences, _ position: Int, _ target: FieldSpec, _ spec: FieldSpec) {
      self.references = references
      self.position = position
      self.target = target
      self.spec = spec
      referrer = references.items[position]
      var namespaces: Set<String> = [referrer.id.effectiveNamespace]
      if referrer.id.kind == "RoleBinding" {
        for subject in referrer.root["subjects"]?.items ?? []
        where subject["kind"]?.scalar?.text == "ServiceAccount" {
          if let namespace = subject["namespace"]?.scalar?.text { namespaces.insert(namespace) }
        }
      }
      self.namespaces = namespaces
    }

    func renew(_ node: inout YAMLNode) throws(Fault) {
      switch node.content {
      case .scalar(let scalar):
        guard !node.isNull, let found = try select(scalar.text, nil, node.span) else { return }
        if found.id.name != scalar.text { node = .string(found.id.name, at: node.span) }
      case .sequence(var items):
        for index in items.indices {
          if items[index].scalar != nil || items[index].isMapping { try renew(&items[index]) }
        }
        node.content = .sequence(items)
      case .mapping: try renew(map: &node)
      }
    }

    private func renew(map node: inout YAMLNode) throws(Fault) {
      guard let name = node["name"]?.scalar else {
        throw Fault(
          .kustomizationResource,
          "`\(spec.path.joined(separator: "."))` refers to a \(target.kind) and has no `name`",
          at: node.span)
      }
      let namespace = node["namespace"].flatMap { $0.isNull ? nil : $0.scalar?.text }
      guard let found = try select(name.text, namespace, node.span) else { return }
      let span = node["name"]?.span
      node.set("name", .string(found.id.name, at: span))
      if !found.id.namespace.isEmpty {
        node.set(
          "namespace",
          .string(found.id.namespace, at: found.root["metadata"]?["namespace"]?.span ?? span))
      }
    }

    /// The object that a name means; nil when it was never renamed, or none is meant.
    private func select(_ name: String, _ namespace: String?, _ span: SourceSpan?) throws(Fault)
      -> Resource?
    {
      guard var positions = references.renamed[name] else { return nil }
      positions = positions.filter { isReachable(references.items[$0]) }
      if let namespace, !namespace.isEmpty {
        let all = references.items
        let original = positions.filter { all[$0].originalID.effectiveNamespace == namespace }
        // Whether any object at all was there at first decides, not only those of the name.
        let isOriginal = all.contains {
          $0.originalID.effectiveNamespace == namespace && isReachable($0)
        }
        positions =
          isOriginal
          ? original : positions.filter { all[$0].id.effectiveNamespace == namespace }
      }
      var found = positions.map { references.items[$0] }.filter { item in
        item.previous.contains { $0.name == name }
          && item.previous.contains { target.applies(to: $0) } && fitsRole(item)
          && isInNamespace(item)
      }
      if found.count != 1 {
        found = found.filter { hasSameEnds($0, emptyIsEqual: true) }
        if found.count > 1 { found = found.filter { hasSameEnds($0, emptyIsEqual: false) } }
      }
      guard let first = found.first else { return nil }
      if found.contains(where: { $0.id.name != first.id.name }) {
        throw Fault(
          .kustomizationAmbiguous, "`\(name)` may mean \(found.count) objects", at: span
        ).label(first.origin, "one").label(found.last?.origin, "another")
      }
      return first
    }

    private func isReachable(_ item: Resource) -> Bool {
      referrer.id.isClusterScoped || item.id.isClusterScoped
        || namespaces.contains(item.id.effectiveNamespace)
    }

    private func isInNamespace(_ item: Resource) -> Bool {
      referrer.id.isClusterScoped || item.id.isClusterScoped || item.id.kind == "ServiceAccount"
        || item.id.effectiveNamespace == referrer.id.effectiveNamespace
    }

    /// A `roleRef` says whether a Role or a ClusterRole is meant.
    private func fitsRole(_ item: Resource) -> Bool {
      guard spec.path == ["roleRef", "name"], let role = referrer.root["roleRef"] else {
        return true
      }
      return item.previous.contains {
        $0.kind == role["kind"]?.scalar?.text
          && $0.group == (role["apiGroup"]?.scalar?.text ?? "")
      }
    }

    private func hasSameEnds(_ item: Resource, emptyIsEqual: Bool) -> Bool {
      Self.same(item.prefixes, referrer.prefixes, emptyIsEqual)
        && Self.same(item.suffixes, referrer.suffixes, emptyIsEqual)
    }

    /// Whether the shorter list is the end of the longer one.
    private static func same(_ left: [String], _ right: [String], _ emptyIsEqual: Bool) -> Bool {
      if left.isEmpty != right.isEmpty { return emptyIsEqual }
      let count = min(left.count, right.count)
      return left.suffix(count) == right.suffix(count)
    }
  }
}
