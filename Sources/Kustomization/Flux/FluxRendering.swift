package import Diagnostics
import YAMLSyntax

extension Rendering {
  /// Builds what a Flux Kustomization deploys: its directory, with the fields of its `spec` applied.
  ///
  /// A directory without a kustomization gets the one that the controller generates: every YAML file below it. The
  /// fields are applied after those of the directory's own kustomization; the controller adds them to that
  /// file, which gives the same objects, as targets match the names of before too.
  ///
  /// - `folder`: `spec.path` in `tree`.
  /// - `source`: the file that holds the Flux Kustomization, for the lines of its patches.
  package static func build(
    _ flux: FluxKustomization, at folder: String, source: SourceFile, in tree: any SourceTree
  ) -> Rendering {
    var builder = Builder(tree: tree, isRestricted: false)
    for fault in flux.faults { builder.report(fault) }
    let root = tree.resolved(folder) ?? folder
    var accumulated = Accumulated()
    var sort: SortOptions?
    if builder.hasKustomization(root) {
      if let (file, own) = builder.load(root, from: flux.path.span) {
        sort = file.sort
        builder.run(file, own, root, chain: [], &accumulated)
      }
    } else {
      var file = KustomizationFile()
      file.resources = builder.generated(root, "").map { Located($0, at: flux.path.span) }
      builder.run(file, source, root, chain: [], &accumulated)
    }
    builder.run(flux.additions, source, root, chain: [], &accumulated)
    builder.finish(&accumulated)
    for position in accumulated.objects.items.indices {
      accumulated.objects.update(position) { resource in
        for (field, pairs) in [("labels", flux.labels), ("annotations", flux.annotations)] {
          for pair in pairs {
            resource.edit(["metadata", field, pair.key.value], pair.key.span) {
              $0 = .string(pair.value.value, at: pair.value.span)
            }
          }
        }
      }
    }
    return Rendering(builder, accumulated, sort: sort, isManaged: false, isPrinted: false)
  }
}

extension Builder {
  fileprivate func hasKustomization(_ folder: String) -> Bool {
    Roots.fileNames.contains { name in
      if case .file = tree.entry(TreePath.join(folder, name)) { true } else { false }
    }
  }

  /// Entries of the kustomization that the controller generates: files, and directories that have their own.
  fileprivate func generated(_ folder: String, _ prefix: String) -> [String] {
    tree.names(in: folder).flatMap { name -> [String] in
      if name.hasPrefix(".") { return [] }
      let path = TreePath.join(folder, name)
      guard case .folder = tree.entry(path) else {
        return name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? [prefix + name] : []
      }
      return hasKustomization(path) ? [prefix + name] : generated(path, "\(prefix)\(name)/")
    }
  }
}
