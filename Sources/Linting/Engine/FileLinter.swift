package import Diagnostics
import InfisicalModel
package import Schema
import YAMLSyntax

/// Checks files one after the other; each worker of a run has its own.
package struct FileLinter: Sendable {
  private var schemas: SchemaCheck
  private let options: RuleOptions
  private let trees: Set<String>
  /// Roots of the trees that are linted as a whole.
  private let whole: [String]
  private let folders: FolderFacts
  private let rules: [any ObjectRule]
  /// Rules that have nothing to say of objects without a pod, which most are.
  private let podRules: [any PodRule]
  /// Positions of files that kustomizations of the run read.
  private let deployed: Set<Int>
  /// The namespace that a kustomization gives to the file under way.
  private var namespace: String?
  /// The kustomization whose objects are under way.
  private var root = ""

  /// A linter with the schemas of `library`; `trees` are roots of trees, of which `whole` are linted with
  /// all of their files; objects of files at the positions `deployed` are left to the kustomizations that
  /// read them.
  package init(
    library: SchemaLibrary, options: RuleOptions = RuleOptions(), trees: Set<String> = [],
    whole: [String] = [], folders: FolderFacts = FolderFacts(),
    deployed: Set<Int> = [], rules: [any ObjectRule] = AllLintRules.objects,
    podRules: [any PodRule] = AllLintRules.pods
  ) {
    schemas = SchemaCheck(Self.opening(library))
    self.options = options
    self.trees = trees
    self.whole = whole
    self.folders = folders
    self.deployed = deployed
    self.rules = rules
    self.podRules = podRules
  }

  /// Everything that can be said of `file` without looking at others.
  package mutating func lint(_ file: SourceFile) -> LintedFile {
    var result = LintedFile()
    result.isDeployed = deployed.contains(file.id.position)
    let known = FileKind.byName(file.path)
    if let kind = known == nil ? folders.kind(of: file.path) : known, kind != .kustomization {
      result.kind = kind
      return result
    }
    namespace = folders.namespace(of: file.path)
    let isKustomization = known == .kustomization
    let scope = ClusterScope.scope(of: file.path, trees: trees)
    var bag = DiagnosticBag()
    var kinds = DocumentKinds(isKustomization: isKustomization)
    YAMLParser().parse(file, into: &bag) { document, _ in
      guard let read = document.root else { return }
      let root = document.hasMergeKeys ? read.resolvingMerges() : read
      result.documents += 1
      switch kinds.add(root) {
      case .manifests:
        if !result.isDeployed { lint(root, scope: scope, into: &result) }
        if !whole.isEmpty { keep(root, of: file, &result) }
      case .kustomization where !result.isDeployed: generated(by: root, scope, &result)
      default: break
      }
    }
    // Keys that are there twice are a fault of any file; only what cannot be read may be a template.
    let isUnreadable = bag.diagnostics.contains {
      $0.severity == .error && $0.code != RuleInfo.yamlDuplicateKey.code
    }
    if isUnreadable, FileKind.looksLikeTemplate(file.bytes) {
      var template = LintedFile()
      template.kind = .helmTemplate
      return template
    }
    result.kind = kinds.fileKind(path: file.path, isBroken: bag.hasErrors)
    if !result.isDeployed, isPartial(result, file.path) {
      var partial = LintedFile()
      partial.kind = .partial
      return partial
    }
    result.findings.insert(
      contentsOf: bag.diagnostics.map { Self.explained($0, file.bytes) }, at: 0)
    guard result.kind == .manifests else {
      if result.isDeployed { result.ignores = IgnoreComment.all(in: file) }
      return result
    }
    for span in kinds.strangers { result.findings.append(Self.missingKind(span)) }
    result.ignores = IgnoreComment.all(in: file)
    return result
  }

  /// Everything that can be said of single objects of a kustomization, as they are deployed.
  package mutating func lint(_ deployed: DeployedRoot) -> LintedFile {
    var result = LintedFile()
    result.root = deployed.name
    root = deployed.name
    namespace = nil
    defer { root = "" }
    let scope = ClusterScope.scope(of: deployed.path, trees: trees)
    for object in deployed.objects { lint(object, scope: scope, into: &result) }
    return result
  }

  /// Keeps an object for the rules over trees, which look at several files.
  private func keep(_ root: YAMLNode, of file: SourceFile, _ result: inout LintedFile) {
    let tree = whole.first { $0.isEmpty || file.path.hasPrefix("\($0)/") }
    guard let tree else { return }
    let path = tree.isEmpty ? file.path : String(file.path.dropFirst(tree.count + 1))
    let read = TreeFile(path: path, content: .object(root), span: root.span)
    result.tree = (tree, (result.tree?.files ?? []) + [read])
  }

  /// Whether something is missing from objects whose file is named as that of a part.
  private func isPartial(_ result: LintedFile, _ path: String) -> Bool {
    guard FileKind.mayBePartial(path) else { return false }
    let codes = [RuleInfo.missingField.code, InvalidNameRule.info.code]
    return result.findings.contains { codes.contains($0.code) }
  }

  /// A fault that an action of a template without quotes causes, with the way out.
  private static func explained(_ finding: Diagnostic, _ bytes: [UInt8]) -> Diagnostic {
    guard finding.code == RuleInfo.yamlKey.code, let span = finding.primary?.span,
      span.start > 0, bytes[Int(span.start) - 1] == 0x7B, bytes[Int(span.start)] == 0x7B
    else { return finding }
    return finding.help("put the value in quotes: `{{` begins a mapping")
  }

  private static func missingKind(_ stranger: DocumentKinds.Stranger) -> Diagnostic {
    Diagnostic(
      .missingKind,
      stranger.isMapping
        ? "missing `kind`" : "expected an object, found \(stranger.description)",
      at: stranger.span
    ).help("write a mapping with `apiVersion` and `kind`")
  }

  private mutating func lint(_ root: YAMLNode, scope: String, into result: inout LintedFile) {
    // A list is a way of writing objects: each item is one.
    if let kind = root["kind"]?.text, kind.hasSuffix("List"), let items = root.entry("items") {
      for item in items.value.items ?? [] {
        lint(Self.typed(item, of: kind, root), scope: scope, into: &result)
      }
      return
    }
    let root = Self.decrypting(root)
    let object = LintObject(root, root: self.root)
    if object.group == ResourceKind.group {
      learn(object.identity)
      decode(object, into: &result)
    }
    for var finding in schemas.check(root) {
      if finding.code == RuleInfo.unknownKind.code, object.group == ResourceKind.group {
        finding = Self.unknownKind(object.identity, finding)
      }
      finding.resource = object.identity
      result.findings.append(finding)
    }
    if object.node["metadata"]?["annotations"]?["secrets.infisical.com/auto-reload"] != nil {
      result.input.note(object)
    }
    silence(object, into: &result)
    guard !object.identity.kind.isEmpty else { return }
    let target = LintTarget(
      object: object,
      kind: schemas.library.kind(object.identity.apiVersion, object.identity.kind),
      pod: PodView(object), version: schemas.library.version, options: options)
    var findings = LintFindings()
    for rule in rules { rule.check(target, into: &findings) }
    if let pod = target.pod {
      for rule in podRules { rule.check(pod, target, into: &findings) }
    }
    result.findings += findings.bag.diagnostics
    var facts = FactCollector.facts(of: target, scope: scope)
    if let namespace, target.kind?.isNamespaced == true { facts.move(to: namespace) }
    result.facts.append(GraphObject(facts))
  }

  /// An item with the kind that the list gives to all of its items.
  private static func typed(_ item: YAMLNode, of kind: String, _ list: YAMLNode) -> YAMLNode {
    guard item["kind"] == nil, kind != "List", let entries = item.entries,
      let version = list["apiVersion"]
    else { return item }
    func entry(_ name: String, _ value: YAMLNode) -> YAMLEntry {
      YAMLEntry(YAMLNode(.scalar(YAMLScalar(name, .plain)), at: item.span?.startPoint), value)
    }
    let name = YAMLNode(
      .scalar(YAMLScalar(String(kind.dropLast(4)), .plain)), at: list["kind"]?.span)
    let head = [entry("apiVersion", version), entry("kind", name)]
    return YAMLNode(
      .mapping(head + entries), at: item.span, properties: item.properties)
  }

  /// An object as SOPS gives it back: without its mark, and without what is encrypted.
  private static func decrypting(_ root: YAMLNode) -> YAMLNode {
    guard root["sops"]?["mac"] != nil, let entries = root.entries else { return root }
    func isOpen(_ entry: YAMLEntry) -> Bool { entry.value.text?.hasPrefix("ENC[") != true }
    let kept = entries.filter { $0.key.text != "sops" }.map { entry in
      guard let inner = entry.value.entries else { return entry }
      var value = entry.value
      value.content = .mapping(inner.filter(isOpen))
      return YAMLEntry(entry.key, value)
    }
    return YAMLNode(.mapping(kept), at: root.span, properties: root.properties)
  }

  /// Decodes an Infisical resource; the decoder knows more than a schema.
  private func decode(_ object: LintObject, into result: inout LintedFile) {
    var bag = DiagnosticBag()
    result.input.add(object, into: &bag)
    for var finding in bag.diagnostics {
      // Strict validation refuses what the API server otherwise drops.
      if finding.code == FieldRules.infisical.unknownField.code { finding.severity = .error }
      result.findings.append(finding)
    }
  }

  /// In the group of Infisical all kinds are known: another one is a misspelling.
  private static func unknownKind(
    _ identity: Diagnostic.Resource, _ finding: Diagnostic
  ) -> Diagnostic {
    var finding = Diagnostic(
      .unknownKind, "unknown Infisical kind `\(identity.kind)` in `\(identity.apiVersion)`",
      at: finding.primary?.span)
    let kinds = KindCatalogue.kinds
    if let same = kinds.first(where: { $0.kind == identity.kind }) {
      finding = finding.help("write `apiVersion: \(same.apiVersion)`")
    } else if let near = Suggestion.nearest(to: identity.kind, in: kinds.map(\.kind)) {
      finding = finding.help("did you mean `\(near)`?")
    } else {
      finding = finding.help("check `apiVersion` and `kind`")
    }
    return finding
  }

  /// The library with nothing to say of the fields that decoding checks: each fault is found once.
  private static func opening(_ library: SchemaLibrary) -> SchemaLibrary {
    var library = library
    let open = library.add(
      SchemaDefinition(fields: [], keepsUnknown: true, version: library.version))
    for kind in LintInput.decodedKinds {
      library.add(
        apiVersion: kind.apiVersion, kind: kind.kind, isNamespaced: kind.isNamespaced,
        definition: open)
    }
    return library
  }

  /// Compiles the definition of an Infisical kind that is not decoded, when it is first met.
  private mutating func learn(_ identity: Diagnostic.Resource) {
    guard schemas.library.kind(identity.apiVersion, identity.kind) == nil,
      let slash = identity.apiVersion.firstIndex(of: "/"),
      let definition = InfisicalDefinitions.definition(
        String(identity.apiVersion[slash...].dropFirst()), identity.kind)
    else { return }
    var library = schemas.library
    var bag = DiagnosticBag()
    DefinitionCompiler.compile(definition.document, into: &library, &bag)
    schemas = SchemaCheck(library)
  }

  /// Annotations of kube-linter that switch a check off for one object.
  private func silence(_ object: LintObject, into result: inout LintedFile) {
    for entry in object.node["metadata"]?["annotations"]?.entries ?? [] {
      guard let name = entry.key.text else { continue }
      if name == "kube-linter.io/ignore-all" {
        result.silenced.append((object.identity, "*"))
      } else if name.hasPrefix("ignore-check.kube-linter.io/") {
        let check = name.drop { $0 != "/" }.dropFirst()
        result.silenced.append((object.identity, "kube-linter \(check)"))
      }
    }
  }

  /// Secrets and ConfigMaps that a kustomization generates.
  private func generated(by root: YAMLNode, _ scope: String, _ result: inout LintedFile) {
    for (field, kind) in [("secretGenerator", "Secret"), ("configMapGenerator", "ConfigMap")] {
      for item in root[field]?.items ?? [] {
        guard let name = item["name"]?.text else { continue }
        var facts = ObjectFacts(
          identity: .init(apiVersion: "", kind: "", namespace: "", name: ""), scope: scope,
          place: nil)
        facts.products.append((kind, name))
        result.facts.append(GraphObject(facts))
      }
    }
  }
}
