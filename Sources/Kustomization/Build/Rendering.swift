package import Diagnostics
import YAMLSyntax

/// The objects of one root.
package struct Rendering: Sendable {
  /// In the order in which they are printed.
  package let resources: [Resource]
  /// What patches deleted.
  package let removed: [Resource]
  package let faults: DiagnosticBag
  /// Whether something was left out: remote, a chart, a plugin, or what could not be built.
  package let isOpen: Bool
  /// Directories whose kustomizations took part, without links.
  package let folders: Set<String>

  /// Builds a directory as `kubectl kustomize` does.
  ///
  /// - `isRestricted`: whether files must lie in the directory of their kustomization; Flux lifts this.
  /// - `isPrinted`: whether every scalar gets the form in which kustomize prints it; without it, what no
  ///   transformer touched is as in its file, so that an edit can be proposed there.
  package static func build(
    _ folder: String, in tree: any SourceTree, isRestricted: Bool = true, isPrinted: Bool = true
  ) -> Rendering {
    var builder = Builder(tree: tree, isRestricted: isRestricted)
    let root = tree.resolved(folder) ?? folder
    var accumulated = Accumulated()
    var sort: SortOptions?
    var isManaged = false
    if let (file, source) = builder.load(root, from: nil) {
      sort = file.sort
      isManaged = file.addsManagedBy
      builder.run(file, source, root, chain: [], &accumulated)
    }
    builder.finish(&accumulated)
    return Rendering(
      builder, accumulated, sort: sort, isManaged: isManaged, isPrinted: isPrinted)
  }

  /// What a builder gathered, in the order of the output.
  init(
    _ builder: Builder, _ accumulated: Accumulated, sort: SortOptions?, isManaged: Bool,
    isPrinted: Bool
  ) {
    var resources = accumulated.objects.items.filter { !$0.isLocal }
    if sort?.isFifo != true {
      resources = ResourceOrder(first: sort?.first, last: sort?.last).sorted(resources)
    }
    self.resources = isPrinted ? resources.map { $0.finished(isManaged: isManaged) } : resources
    removed = accumulated.objects.removed
    faults = builder.bag
    isOpen = builder.isOpen
    folders = builder.folders
  }
}

extension Builder {
  /// Hashes and references, once for the whole build.
  mutating func finish(_ accumulated: inout Accumulated) {
    for position in accumulated.objects.items.indices
    where accumulated.objects.items[position].needsHash {
      accumulated.objects.update(position) { resource in
        let hash = NameHash.of(resource.root)
        resource.remember()
        resource.rename("\(resource.id.name)-\(hash)")
      }
    }
    var references = NameReferences(
      accumulated.objects.items, accumulated.specs.references)
    for position in accumulated.objects.items.indices {
      do throws(Fault) {
        let renewed = try references.renewed(position)
        accumulated.objects.update(position) { $0 = renewed }
      } catch {
        report(error)
      }
    }
    guard !accumulated.variables.isEmpty else { return }
    do throws(Fault) {
      let transformer = VariableTransformer(
        values: try accumulated.variables.values(accumulated.objects),
        configured: accumulated.specs.varReference)
      for position in accumulated.objects.items.indices {
        try accumulated.objects.update(position) { (resource) throws(Fault) in
          try transformer.apply(to: &resource)
        }
      }
    } catch {
      report(error)
    }
  }
}

extension Resource {
  /// Marked as a helper that is not deployed.
  fileprivate var isLocal: Bool {
    guard let mark = root["metadata"]?["annotations"]?["config.kubernetes.io/local-config"] else {
      return false
    }
    return mark.scalar?.text != "false"
  }

  /// As it is printed: annotations of tools are taken off, scalars have one form each.
  fileprivate func finished(isManaged: Bool) -> Resource {
    var copy = self
    var root = copy.root
    if isManaged {
      root.edit(["metadata", "labels", "app.kubernetes.io/managed-by"], nil) {
        $0 = "kustomize-v5.8.1"
      }
    }
    if let annotations = root["metadata"]?["annotations"]?.entries {
      let kept = annotations.filter { !Self.isOfTools($0.key.scalar?.text ?? "") }
      root.edit(["metadata"], nil) { metadata in
        if kept.isEmpty {
          metadata.remove("annotations")
        } else {
          var node = metadata["annotations"] ?? .empty
          node.content = .mapping(
            kept.map { entry in
              guard let scalar = entry.value.scalar else { return entry }
              return YAMLEntry(entry.key, .string(scalar.text, at: entry.value.span))
            })
          metadata.set("annotations", node)
        }
      }
    }
    copy.root = root.normalised()
    return copy
  }

  private static func isOfTools(_ key: String) -> Bool {
    key.hasPrefix("internal.config.kubernetes.io/")
      || ["index", "path", "id", "origin"].contains { key == "config.kubernetes.io/\($0)" }
  }
}

extension YAMLNode {
  /// Sorted keys, and every scalar in the form in which kustomize prints its value.
  fileprivate func normalised() -> YAMLNode {
    var copy = self
    copy.properties = []
    switch content {
    case .scalar(let scalar): copy.content = .scalar(Self.normalised(scalar))
    case .sequence(let items): copy.content = .sequence(items.map { $0.normalised() })
    case .mapping(let entries):
      let keyed = entries.map { (Array(($0.key.scalar?.text ?? "").utf8), $0) }
      copy.content = .mapping(
        keyed.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map { _, entry in
          YAMLEntry(
            .string(entry.key.scalar?.text ?? "", at: entry.key.span), entry.value.normalised())
        })
    }
    return copy
  }

  private static func normalised(_ scalar: YAMLScalar) -> YAMLScalar {
    switch NodeValue.value(scalar) {
    case .string: YAMLScalar(NodeValue.time(scalar) ?? scalar.text, .string)
    case .null: YAMLScalar("null", .plain)
    case .boolean(let flag): YAMLScalar(flag ? "true" : "false", .plain)
    case .integer(let number): YAMLScalar(String(number), .plain)
    case .float(let number):
      YAMLScalar(Int(exactly: number).map(String.init) ?? number.description, .plain)
    case .bigInteger, .timestamp: scalar
    }
  }
}
