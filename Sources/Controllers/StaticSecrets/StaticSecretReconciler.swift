import InfisicalClient
import InfisicalModel
import KubernetesClient
import Logging
import OperatorRuntime
import Seams
import YAMLSyntax

/// Brings InfisicalStaticSecrets in line.
///
/// Never waits for Infisical: sources are fetched beside the workers, and a change of one comes back as
/// another turn. Without news a turn costs nothing but a comparison.
final class StaticSecretReconciler: Sendable {
  private let environment: RuntimeEnvironment
  private let caches: Caches
  private let access: StaticSecretAccess
  private let board: SourceBoard
  private let claims: TargetClaims
  private let sync: TargetSync
  private let statuses: StatusReporter
  let memory = StaticSecretMemory()

  init(
    environment: RuntimeEnvironment, caches: Caches, access: StaticSecretAccess,
    board: SourceBoard, claims: TargetClaims, sync: TargetSync, statuses: StatusReporter
  ) {
    self.environment = environment
    self.caches = caches
    self.access = access
    self.board = board
    self.claims = claims
    self.sync = sync
    self.statuses = statuses
  }

  /// How long to wait with a change of a target of `key`; nil when we made it ourselves.
  func patience(for key: ObjectKey, _ change: CacheChange) -> Duration? {
    guard let kind = TargetKey.Kind(change.resource) else { return .zero }
    let target = TargetKey(kind: kind, key: change.key)
    if let mark = change.mark, memory.knows(mark.resourceVersion, of: target, for: key) {
      return nil
    }
    return memory.patience(for: key, now: environment.time.now)
  }

  func reconcile(_ key: ObjectKey) async -> Outcome {
    guard let item = caches.staticSecrets[key], !item.head.isDeleting else {
      board.unsubscribe(key)
      for target in memory[key]?.targets.keys.sorted() ?? [] { sync.forgetSeries(target) }
      memory[key] = nil
      statuses.forget(.staticSecrets, key)
      return .done
    }
    switch access.answer(item) {
    case .pending:
      board.unsubscribe(key)
      return .done
    case .refused(let problem):
      board.unsubscribe(key)
      return await finish(item, StaticSecretReport(general: problem))
    case .granted(let session, let method):
      return await reconcile(item, session, method)
    }
  }

  private func reconcile(
    _ item: StaticSecretItem, _ session: Session, _ method: AuthMethod
  ) async -> Outcome {
    let sources = board.subscribe(
      item.head.key, to: item.spec.sources.map { $0.query(session) }, session: session,
      interval: item.spec.interval, wantsEvents: item.spec.wantsEvents,
      canWait: isInLine(item))
    noteEdit(of: item)
    let reading = SourceReading(
      zip(item.spec.sources, sources).map { ($0, $1.standing) })
    // The first answer of each source comes back as another turn.
    if reading.isPending { return .done }
    var report = StaticSecretReport(method: method.rawValue)
    for line in reading.lines { report.source(line.name, line.problem, isEmpty: line.isEmpty) }
    guard reading.isComplete else { return await finish(item, report) }
    return await write(item, reading, &report)
  }

  /// Whether, as far as the cluster tells, everything was in line when another operator was at work.
  private func isInLine(_ item: StaticSecretItem) -> Bool {
    let status = statuses.current(.staticSecrets, item)
    return memory[item.head.key]?.syncedAt == nil && status.isTrue(Conditions.lastReconcileStatus)
      && status.isAbout(item.head.generation, Conditions.lastReconcileStatus)
      && item.spec.targets.allSatisfy { caches.marks($0.target.kind)[$0.target.key] != nil }
  }

  /// Reads the sources at once when someone edited the resource: an annotation is enough.
  private func noteEdit(of item: StaticSecretItem) {
    let key = item.head.key
    var hasher = Hasher()
    hasher.combine(item.head.generation)
    hasher.combine(item.head.labels)
    hasher.combine(item.head.annotations)
    let edit = hasher.finalize()
    var entry = memory[key] ?? StaticSecretMemory.Entry()
    guard entry.edit != edit else { return }
    let isFirst = entry.edit == 0
    entry.edit = edit
    memory[key] = entry
    if !isFirst { board.refresh(key) }
  }

  /// A target that another resource has is looked at again after this.
  private static let claimPause = Duration.seconds(60)

  // MARK: Targets

  /// Sources that returned no secret when another operator, or this one before its restart, brought all in line.
  private func emptyBefore(_ item: StaticSecretItem) -> Set<SourceWish> {
    let status = statuses.current(.staticSecrets, item)
    // A status that says that something is wrong lists those that took nothing away yet as well.
    guard status.isTrue(Conditions.lastReconcileStatus),
      status.isAbout(item.head.generation, Conditions.lastReconcileStatus)
    else { return [] }
    let sources = item.spec.sources
    return Set(status.emptySources.filter(sources.indices.contains).map { sources[$0] })
  }

  private func inputs(_ item: StaticSecretItem, _ snapshots: [Snapshot]) -> Int {
    var hasher = Hasher()
    hasher.combine(item.head.uid)
    hasher.combine(item.head.generation)
    hasher.combine(item.head.labels)
    hasher.combine(item.head.annotations)
    for snapshot in snapshots { hasher.combine(snapshot.digest) }
    return hasher.finalize()
  }

  private func write(
    _ item: StaticSecretItem, _ reading: SourceReading, _ report: inout StaticSecretReport
  ) async -> Outcome {
    let key = item.head.key
    let inputs = inputs(item, reading.snapshots)
    let before = memory[key] ?? StaticSecretMemory.Entry()
    let knownEmpty = before.syncedAt == nil ? emptyBefore(item) : before.emptySources
    let isKnown = before.inputs == inputs && !before.isIncomplete
    var entry = before
    entry.inputs = inputs
    entry.isIncomplete = false
    entry.targets = [:]
    // One that gave something meanwhile has something to lose again, even if the write of it failed.
    entry.emptySources = knownEmpty.intersection(reading.empty)
    // Sources that were empty when all was in line take nothing away by being so.
    let newlyEmpty =
      item.spec.allowsEmpty
      ? []
      : reading.empty.filter { !knownEmpty.contains($0) || reading.merged.keys.isEmpty }
    let turn = sync.engine.turn()
    var hasWritten = false
    for target in item.spec.targets {
      let name = target.target
      if let problem = claims.problem(name, item) {
        // The other one may lose its claim by something that does not wake this one, such as its auth.
        report.target(name, ResourceProblem(problem, cure: .wait(Self.claimPause)))
        entry.isIncomplete = true
        continue
      }
      if isKnown, let known = before.targets[name],
        caches.marks(name.kind)[name.key]?.resourceVersion == known.version
      {
        entry.targets[name] = known
        report.target(name, nil)
        continue
      }
      do throws(ResourceProblem) {
        let result = try await sync.bring(
          target, of: item, reading.merged, known: before.targets[name],
          emptySources: newlyEmpty.map(\.name), within: turn)
        entry.targets[name] = result.known
        if result.isChanged { hasWritten = true }
        if let count = result.restarted { report.restarted = (report.restarted ?? 0) + count }
        if result.rolloutProblem != nil { entry.isIncomplete = true }
        report.target(name, result.rolloutProblem)
      } catch {
        // What is known of it stays known: it is still the same object.
        entry.targets[name] = before.targets[name].map { .init(version: "", uid: $0.uid) }
        entry.isIncomplete = true
        report.target(name, error)
      }
    }
    if hasWritten, before.inputs == inputs {
      StaticSecretMemory.noteRepair(in: &entry, now: environment.time.now)
    }
    // A target that is renamed is deleted when the new one is there, not before.
    if !report.hasTargetProblem { await release(item, &report) }
    if report.problem == nil {
      entry.syncedAt = environment.time.now
      entry.emptySources = Set(reading.empty)
    }
    memory[key] = entry
    return await finish(item, report)
  }

  /// Deletes targets that the resource owns and no longer names; lets go of those that may stay.
  private func release(_ item: StaticSecretItem, _ report: inout StaticSecretReport) async {
    for kind in TargetKey.Kind.allCases {
      for key in caches.marks(kind).store.keys(under: .owner(item.head.uid)) {
        let name = TargetKey(kind: kind, key: key)
        let wanted = item.spec.targets.first { $0.target == name }
        if wanted?.isOwned == true { continue }
        do throws(APIError) {
          if try await sync.release(name, from: item.head, keeps: wanted != nil) {
            statuses.record(
              .staticSecrets, item, .normal, "TargetDeleted",
              "\(name) is no longer a target and was deleted")
          }
        } catch {
          report.target(name, ResourceProblem("cannot release \(name)", error))
        }
      }
    }
  }

  // MARK: Status

  private func finish(_ item: StaticSecretItem, _ report: StaticSecretReport) async -> Outcome {
    let status = statuses.current(.staticSecrets, item)
    return await statuses.report(
      .staticSecrets, item, report.conditions(status, now: environment.time.wall),
      turning: Conditions.lastReconcileStatus,
      event: report.problem.map { ("SyncFailed", $0) } ?? ("Synced", "all targets are in sync"),
      details: report.details
    ).then(report.cure)
  }
}
