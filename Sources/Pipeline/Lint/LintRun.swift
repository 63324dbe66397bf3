import Diagnostics
import Linting
import Schema
import YAMLSyntax

/// Checks all files of a run, several at a time.
package struct LintRun {
  let plan: LintPlan
  var findings: [Diagnostic] = []
  private var folders = FolderFacts()

  /// A run of `plan`.
  package init(_ plan: LintPlan) {
    self.plan = plan
  }

  /// A file and what was found; its bytes are kept only when findings point into it.
  private struct Checked: Sendable {
    let position: Int
    let result: LintedFile
    let source: SourceFile?
  }

  /// Checks every file, `jobs` at a time; the outcome does not depend on their number.
  package func run(jobs: Int) async throws -> LintOutcome {
    var run = self
    return try await run.check(jobs: jobs)
  }

  private mutating func check(jobs: Int) async throws -> LintOutcome {
    guard !plan.files.isEmpty else { return nothing("no YAML files found", []) }
    let library = try await library(jobs: jobs)
    let (rendering, deployed) = try render(library)
    let checked = try await lint(library, jobs: jobs, deployed: rendering.built)
    let others = try otherFiles()
    let results = checked.map(\.result) + deployed + others.map(\.result)
    findings += results.flatMap(\.findings)
    findings += TreeLinter.findings(results, options: plan.configuration.rules)
    findings += treeFindings(results)
    keepFirstOfUnevaluated()
    join(rendering)
    let beside = rendering.read.files.filter { $0.id.position >= plan.files.count }
    let sources = try sources(checked, others.map(\.source), beside)
    for file in checked where file.result.kind == .topology {
      guard let source = sources[SourceFileID(position: file.position)] else { continue }
      findings += CompilerPipeline().check(source).diagnostics
    }
    let skipped = FileKind.allCases.compactMap { kind -> (kind: FileKind, count: Int)? in
      let count = results.count { $0.kind == kind && !$0.isDeployed }
      return kind == .manifests || kind == .topology || count == 0 ? nil : (kind, count)
    }
    let documents = results.map { $0.isChecked ? $0.documents : 0 }.reduce(0, +)
    if documents == 0, findings.isEmpty { return nothing("nothing to check", skipped) }
    let filter = FindingFilter(plan.configuration, baseline: plan.baseline)
    return LintOutcome(
      findings: plan.selection.apply(
        filter.apply(findings, files: results, sources: sources)), sources: sources,
      summary: RunSummary(
        files: results.count { $0.isChecked }, documents: documents),
      skipped: skipped)
  }

  /// Builds kustomizations and checks what they deploy, one after the other: their objects are not kept.
  private mutating func render(
    _ library: SchemaLibrary
  ) throws -> (LintRendering, [LintedFile]) {
    var linter = FileLinter(
      library: library, options: plan.configuration.rules, trees: Set(plan.trees.map(\.root)))
    var results: [LintedFile] = []
    let rendering = try plan.render { results.append(linter.lint($0)) }
    findings += rendering.faults
    return (rendering, results)
  }

  /// Says each fault of a line once, however many kustomizations deploy it, and leaves out files that nobody
  /// asked for.
  private mutating func join(_ rendering: LintRendering) {
    let read = rendering.read
    findings = DeployedFindings.merge(findings, sources: read)
    let count = plan.files.count
    findings = findings.filter { finding in
      guard let file = finding.primary?.span.file, file.position >= count, let source = read[file]
      else { return true }
      return plan.reports(source.path)
    }
  }

  /// Each rule that is not evaluated is named once for a run, however many workers met it.
  private mutating func keepFirstOfUnevaluated() {
    let code = RuleInfo.unevaluatedRule.code
    var bag = DiagnosticBag()
    for finding in findings where finding.code == code { bag.report(finding) }
    var seen: Set<String> = []
    let kept = bag.sorted.filter { finding in
      finding.repetitionKey.map { seen.insert($0).inserted } ?? true
    }
    findings = findings.filter { $0.code != code } + kept
  }

  /// A run without anything to check would pass for a clean one.
  private func nothing(
    _ message: String, _ skipped: [(kind: FileKind, count: Int)]
  ) -> LintOutcome {
    var bag = DiagnosticBag()
    if !plan.allowsNothing {
      bag.report(
        Diagnostic(.noInput, message, path: plan.paths.joined(separator: ", "))
          .help(
            "name a file with Kubernetes objects, or a directory that contains `*.yaml` or `*.yml` files; use `--allow-empty` to accept this"
          ))
    }
    return LintOutcome(
      findings: bag, sources: SourceMap(), summary: RunSummary(files: 0, documents: 0),
      skipped: skipped)
  }

  /// The schemas of the binary, those of `--schema` and those of the files themselves.
  private mutating func library(jobs: Int) async throws -> SchemaLibrary {
    var library = SchemaLibrary(version: plan.version)
    var bag = DiagnosticBag()
    var count = 0
    for file in plan.schemas {
      var own = DiagnosticBag()
      // No position: what is wrong in there is told with the name of the file.
      let source = SourceFile(position: 0, path: file.path, bytes: try plan.read(file))
      count += DefinitionSurvey.add(source, to: &library, into: &own)
      for finding in own.diagnostics {
        var plain = Diagnostic(.unusableDefinition, finding.message, path: file.path)
          .help(finding.help)
        plain.severity = finding.severity
        bag.report(plain)
      }
    }
    if count == 0, !plan.schemaPaths.isEmpty {
      bag.report(
        Diagnostic(
          .noInput, "no CustomResourceDefinition found",
          path: plan.schemaPaths.joined(separator: ", ")
        ).help("point `--schema` to a directory with definitions"))
    }
    let plan = plan
    let found = await Parallel.map(Array(plan.files.indices), jobs: jobs) {
      position -> Result<SourceFile?, any Error> in
      do {
        let bytes = try plan.read(plan.files[position])
        guard
          DefinitionSurvey.isWorthReading(bytes)
            && !FileKind.mayBePartial(plan.files[position].path)
            || FolderFacts.isWorthReading(plan.files[position].path)
        else { return .success(nil) }
        return .success(
          SourceFile(position: position, path: plan.files[position].name, bytes: bytes))
      } catch {
        return .failure(error)
      }
    }
    for file in found {
      guard let file = try file.get() else { continue }
      if FolderFacts.isWorthReading(file.path) {
        folders.add(file)
        continue
      }
      DefinitionSurvey.add(file, to: &library, into: &bag)
    }
    findings += bag.diagnostics
    return library
  }

  private func lint(
    _ library: SchemaLibrary, jobs: Int, deployed: Set<Int>
  ) async throws -> [Checked] {
    let plan = plan
    let folders = folders
    let jobs = max(1, min(jobs, plan.files.count))
    let parts = await Parallel.map(Array(0..<jobs), jobs: jobs) {
      job -> Result<[Checked], any Error> in
      var linter = FileLinter(
        library: library, options: plan.configuration.rules,
        trees: Set(plan.trees.map(\.root)), whole: plan.trees.filter(\.isWhole).map(\.root),
        folders: folders, deployed: deployed)
      var checked: [Checked] = []
      for position in stride(from: job, to: plan.files.count, by: jobs) {
        do {
          let file = plan.files[position]
          let source = SourceFile(
            position: position, path: file.name, bytes: try plan.read(file))
          let result = linter.lint(source)
          let isNeeded = !result.findings.isEmpty || result.kind == .topology
          checked.append(
            Checked(position: position, result: result, source: isNeeded ? source : nil))
        } catch {
          return .failure(error)
        }
      }
      return .success(checked)
    }
    var ordered = [Checked?](repeating: nil, count: plan.files.count)
    for part in parts {
      for file in try part.get() { ordered[file.position] = file }
    }
    return ordered.compactMap(\.self)
  }

  /// The files that findings point into; those that only rules over all objects found are read again.
  private func sources(
    _ checked: [Checked], _ others: [SourceFile], _ beside: [SourceFile]
  ) throws -> SourceMap {
    var needed: Set<SourceFileID> = []
    for finding in findings {
      for label in [finding.primary].compactMap(\.self) + finding.secondary {
        needed.insert(label.span.file)
      }
    }
    for comment in checked.flatMap(\.result.ignores) { needed.insert(comment.span.file) }
    var sources = SourceMap()
    for file in checked {
      if let source = file.source {
        sources.adopt(source)
      } else if needed.contains(SourceFileID(position: file.position)) {
        let input = plan.files[file.position]
        sources.adopt(
          SourceFile(
            position: file.position, path: input.name, bytes: try plan.read(input)))
      }
    }
    for file in plan.settings.files { sources.adopt(file) }
    for file in others + plan.trees.compactMap(\.topology) + beside where needed.contains(file.id) {
      sources.adopt(file)
    }
    return sources
  }
}
