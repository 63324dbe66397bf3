import Diagnostics
import YAMLSyntax

/// Runs kustomizations: what each directory gathers, and what it does to it (kustomize v5.8.1,
/// `internal/target`).
struct Builder {
  let tree: any SourceTree
  let isRestricted: Bool
  var bag = DiagnosticBag()
  /// Whether something was left out, so that absences prove nothing.
  private(set) var isOpen = false
  /// Directories whose kustomizations took part.
  private(set) var folders: Set<String> = []
  private var files = FileCache()
  /// What directories gave, by path: a base that two roads lead to is built once.
  private var built: [String: Accumulated] = [:]

  init(tree: any SourceTree, isRestricted: Bool) {
    self.tree = tree
    self.isRestricted = isRestricted
  }

  mutating func report(_ fault: Fault) {
    bag.report(fault.diagnostic)
    if fault.diagnostic.severity == .error { isOpen = true }
  }

  // MARK: Directories

  /// The kustomization of a directory; faults are reported.
  mutating func load(_ folder: String, from entry: SourceSpan?) -> (
    file: KustomizationFile, source: SourceFile
  )? {
    var found: [SourceFile] = []
    for name in Roots.fileNames {
      if case .file(let file) = tree.entry(TreePath.join(folder, name)) { found.append(file) }
    }
    guard let source = found.first, found.count == 1 else {
      let place = "`\(tree.name(folder))`"
      let message =
        found.isEmpty
        ? "\(place) has no kustomization file" : "\(place) has \(found.count) kustomization files"
      let diagnostic =
        entry == nil
        ? Diagnostic(.kustomizationFile, message, path: tree.name(folder))
        : Diagnostic(.kustomizationFile, message, at: entry)
      bag.report(
        diagnostic.help(
          found.isEmpty ? "add `kustomization.yaml`" : "keep one of them"))
      isOpen = true
      return nil
    }
    let parsed = files.parse(source.path, source)
    // Of a key that is there twice, kustomize takes the last in its own file.
    for fault in parsed.faults.diagnostics {
      var fault = fault
      if fault.code == RuleInfo.yamlDuplicateKey.code { fault.severity = .warning }
      bag.report(fault)
      if fault.severity == .error { isOpen = true }
    }
    guard let root = parsed.documents.first, !Self.isEmpty(root) else {
      if !parsed.faults.hasErrors {
        report(
          Fault(
            .kustomizationFile, "the kustomization is empty",
            at: SourceSpan(file: source.id, start: 0, end: 0)
          ).help("list `resources`, or remove the file"))
      }
      return nil
    }
    guard root.isMapping else {
      report(
        Fault(
          .kustomizationInvalid, "a kustomization must be a mapping, not \(root.kindDescription)",
          at: root.span))
      return nil
    }
    let result = KustomizationDecoder.decode(root)
    for warning in result.warnings { report(warning) }
    for fault in result.faults { report(fault) }
    return result.faults.isEmpty ? (result.file, source) : nil
  }

  private static func isEmpty(_ root: YAMLNode) -> Bool {
    if root.isNull { return true }
    guard let entries = root.entries else { return false }
    return entries.allSatisfy { entry in
      ["apiVersion", "kind"].contains(entry.key.scalar?.text ?? "") || entry.value.isNull
    }
  }

  /// What a directory gives, in a build of its own.
  mutating func accumulate(_ folder: String, chain: [String], from entry: SourceSpan?)
    -> Accumulated
  {
    if let known = built[folder] { return known }
    var accumulated = Accumulated()
    if let (file, source) = load(folder, from: entry) {
      if file.isComponent, !chain.isEmpty {
        report(
          Fault(
            .kustomizationComponent, "`\(tree.name(folder))` is a Component", at: entry
          ).help("list it under `components`"))
      } else {
        run(file, source, folder, chain: chain, &accumulated)
      }
    }
    built[folder] = accumulated
    return accumulated
  }

  /// Gathers what a kustomization lists and transforms all that is there by then.
  mutating func run(
    _ file: KustomizationFile, _ source: SourceFile, _ folder: String, chain: [String],
    _ accumulated: inout Accumulated
  ) {
    let chain = chain + [folder]
    folders.insert(folder)
    for entry in file.resources { add(entry, folder, chain, &accumulated) }
    for entry in file.configurations { configure(entry, folder, &accumulated) }
    for entry in file.foreign {
      report(
        Fault(.kustomizationForeign, "\(entry.what) is not built", at: entry.span))
      isOpen = true
    }
    generate(file, folder, &accumulated)
    for entry in file.components { component(entry, folder, chain, &accumulated) }
    transform(file, source, folder, &accumulated)
  }

  // MARK: Resources

  private mutating func add(
    _ entry: Located<String>, _ folder: String, _ chain: [String],
    _ accumulated: inout Accumulated
  ) {
    guard !entry.value.isEmpty else {
      return report(Fault(.kustomizationMissing, "the entry is empty", at: entry.span))
    }
    if TreePath.isRemote(entry.value) { return remote(entry) }
    let path = TreePath.join(folder, entry.value)
    switch tree.entry(path) {
    case .nothing: report(missing(entry, "is neither a file nor a directory"))
    case .file(let file):
      do throws(Fault) {
        try checkInside(path, folder, entry)
        let parsed = files.parse(path, file)
        bag.append(contentsOf: parsed.faults)
        if parsed.faults.hasErrors { isOpen = true }
        for resource in try ResourceReader.resources(parsed.documents) {
          do throws(Fault) {
            try accumulated.objects.append(resource, as: entry.span)
          } catch {
            report(error)
          }
        }
      } catch {
        report(error)
      }
    case .folder:
      let inner = tree.resolved(path) ?? path
      guard !isCycle(inner, chain) else { return cycle(entry, chain) }
      let gathered = accumulate(inner, chain: chain, from: entry.span)
      for resource in gathered.objects.items {
        do throws(Fault) {
          try accumulated.objects.append(resource, as: entry.span)
        } catch {
          report(error)
        }
      }
      accumulated.objects.note(removed: gathered.objects.removed)
      accumulated.specs.merge(gathered.specs)
      attempt { (_) throws(Fault) in try accumulated.variables.merge(gathered.variables) }
    }
  }

  private mutating func remote(_ entry: Located<String>) {
    report(
      Fault(.kustomizationForeign, "`\(entry.value)` is remote and is not read", at: entry.span))
    isOpen = true
  }

  private func missing(_ entry: Located<String>, _ what: String) -> Fault {
    Fault(.kustomizationMissing, "`\(entry.value)` \(what)", at: entry.span)
      .help("correct the path, or remove the entry; kustomize expands no wildcards")
  }

  private func isCycle(_ folder: String, _ chain: [String]) -> Bool {
    chain.contains { TreePath.isInside($0, folder) }
  }

  private mutating func cycle(_ entry: Located<String>, _ chain: [String]) {
    report(
      Fault(
        .kustomizationCycle, "`\(entry.value)` leads back to `\(tree.name(chain.last ?? ""))`",
        at: entry.span)
    )
  }

  /// Files must lie in the directory of their kustomization, links followed.
  private func checkInside(_ path: String, _ folder: String, _ entry: Located<String>)
    throws(Fault)
  {
    guard isRestricted else { return }
    let real = tree.resolved(path) ?? path
    let root = tree.resolved(folder) ?? folder
    guard TreePath.isInside(real, root) else {
      throw Fault(
        .kustomizationOutside, "`\(entry.value)` lies outside the directory of the kustomization",
        at: entry.span
      ).help("move it, or make its directory a kustomization and list that")
    }
  }

  /// Bytes of a file that a field names.
  mutating func file(_ entry: Located<String>, _ folder: String) throws(Fault) -> (
    path: String, file: SourceFile
  ) {
    let path = TreePath.join(folder, entry.value)
    switch tree.entry(path) {
    case .file(let file):
      try checkInside(path, folder, entry)
      return (path, file)
    case .folder: throw missing(entry, "is a directory")
    case .nothing: throw missing(entry, "does not exist")
    }
  }

  /// Documents of a file that a field names.
  mutating func documents(_ entry: Located<String>, _ folder: String) throws(Fault) -> [YAMLNode] {
    let (path, file) = try file(entry, folder)
    let parsed = files.parse(path, file)
    bag.append(contentsOf: parsed.faults)
    if parsed.faults.hasErrors { isOpen = true }
    return parsed.documents
  }

  // MARK: Other lists

  private mutating func configure(
    _ entry: Located<String>, _ folder: String, _ accumulated: inout Accumulated
  ) {
    do throws(Fault) {
      for document in try documents(entry, folder) where document.isMapping {
        let (specs, faults) = TransformerSpecs.decode(document)
        accumulated.specs.merge(specs)
        for fault in faults { report(fault) }
      }
    } catch {
      report(error)
    }
  }

  private mutating func component(
    _ entry: Located<String>, _ folder: String, _ chain: [String],
    _ accumulated: inout Accumulated
  ) {
    if TreePath.isRemote(entry.value) { return remote(entry) }
    let path = TreePath.join(folder, entry.value)
    guard case .folder = tree.entry(path) else {
      return report(missing(entry, "is not a directory"))
    }
    let inner = tree.resolved(path) ?? path
    guard !isCycle(inner, chain) else { return cycle(entry, chain) }
    guard let (file, source) = load(inner, from: entry.span) else { return }
    guard file.isComponent else {
      return report(
        Fault(.kustomizationComponent, "`\(entry.value)` is not a Component", at: entry.span)
          .help("list it under `resources`, or set its `kind: Component`"))
    }
    run(file, source, inner, chain: chain, &accumulated)
    if let (first, second) = accumulated.objects.conflict() {
      report(
        Fault(
          .kustomizationConflict,
          "`\(entry.value)` makes two objects `\(first.id.description)`", at: entry.span
        ).label(first.origin, "one").label(second.origin, "the other"))
    }
  }

  private mutating func generate(
    _ file: KustomizationFile, _ folder: String, _ accumulated: inout Accumulated
  ) {
    let entries = file.configMaps.map { ($0, false) } + file.secrets.map { ($0, true) }
    guard !entries.isEmpty else { return }
    var index = accumulated.objects.nameIndex
    for (entry, isSecret) in entries {
      let generator = Generator(entry, isSecret: isSecret, common: file.generatorOptions)
      do throws(Fault) {
        let made = try generator.make { (path) throws(Fault) in
          let names = entry.files + entry.envs
          let span = names.first { $0.value.hasSuffix(path) }?.span ?? entry.span
          return try self.file(Located(path, at: span), folder).file
        }
        let losses = try generator.absorb(made, into: &accumulated.objects, &index)
        for loss in losses { report(loss) }
      } catch {
        report(error)
      }
    }
  }
}
