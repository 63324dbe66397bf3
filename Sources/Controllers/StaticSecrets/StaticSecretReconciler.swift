import Crypto
import FoundationEssentials
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
  private let stores: Stores
  private let auths: AuthReconciler
  private let board: SourceBoard
  private let recorder: EventRecorder
  private let statuses: StatusWriter
  private let policy: ReferencePolicy
  private let namespaces: [String]
  private let isLenient: Bool
  private let functions: TemplateFunctions
  private let writer: TargetWriter
  private let rollout: WorkloadRollout
  let memory = StaticSecretMemory()

  init(
    environment: RuntimeEnvironment, stores: Stores, auths: AuthReconciler, board: SourceBoard,
    recorder: EventRecorder, policy: ReferencePolicy, namespaces: [String], isLenient: Bool
  ) {
    self.environment = environment
    self.stores = stores
    self.auths = auths
    self.board = board
    self.recorder = recorder
    statuses = StatusWriter(environment: environment)
    self.policy = policy
    self.namespaces = namespaces
    self.isLenient = isLenient
    functions = TemplateFunctions(time: environment.time)
    writer = TargetWriter(environment: environment)
    rollout = WorkloadRollout(
      environment: environment, workloads: stores.workloads.map(\.store))
  }

  func reconcile(_ key: ObjectKey) async -> Outcome {
    let subscriber = SubscriberID(key.namespace, key.name)
    guard let item = stores.staticSecrets[key], !item.head.isDeleting else {
      board.unsubscribe(subscriber)
      memory[key] = nil
      statuses.forget(.staticSecrets, key)
      forgetMetrics(key)
      return .done
    }
    if let problem = item.problem ?? outOfScope(item) {
      board.unsubscribe(subscriber)
      return await finish(item, StaticSecretReport(general: problem))
    }
    guard let auth = stores.auths[item.spec.auth] else {
      board.unsubscribe(subscriber)
      return await finish(
        item,
        StaticSecretReport(general: "InfisicalAuth \(item.spec.auth) does not exist"))
    }
    if let refusal = policy.refusal(
      of: "InfisicalAuth \(item.spec.auth)", in: item.spec.auth.namespace,
      annotations: auth.head.annotations, from: key.namespace)
    {
      board.unsubscribe(subscriber)
      return await finish(item, StaticSecretReport(general: refusal))
    }
    switch auths.session(of: item.spec.auth) {
    // Its first turn is still to come, and brings us back.
    case nil:
      board.unsubscribe(subscriber)
      return .done
    case .failure(let problem):
      board.unsubscribe(subscriber)
      return await finish(
        item,
        StaticSecretReport(
          general: "InfisicalAuth \(item.spec.auth) is not ready: \(problem.message)"))
    case .success(let session):
      return await reconcile(item, auth, session, subscriber)
    }
  }

  private func outOfScope(_ item: StaticSecretItem) -> String? {
    guard !namespaces.isEmpty else { return nil }
    for target in item.spec.targets where !namespaces.contains(target.target.key.namespace) {
      return "\(target.target) is outside of the namespaces of the operator: "
        + namespaces.joined(separator: ", ")
    }
    return nil
  }

  private func reconcile(
    _ item: StaticSecretItem, _ auth: AuthItem, _ session: Session, _ subscriber: SubscriberID
  ) async -> Outcome {
    let queries = item.spec.sources.map { source in
      SecretsQuery(
        session: session.key, project: source.project, environment: source.environment,
        path: source.path, isRecursive: source.isRecursive, tags: source.tags)
    }
    let sources = board.subscribe(
      subscriber, to: queries, session: session, interval: item.spec.interval,
      wantsEvents: item.spec.wantsEvents)
    var report = StaticSecretReport()
    report.method = auth.spec.method
    var snapshots: [Snapshot] = []
    var isPending = false
    for (source, wish) in zip(sources, item.spec.sources) {
      let standing = source.standing
      report.source(wish.name, problem(of: standing))
      if let snapshot = standing.snapshot {
        snapshots.append(snapshot)
      } else if standing.failure == nil {
        isPending = true
      }
    }
    // The first answer of each source comes back as another turn.
    if isPending { return .done }
    // Without one of its sources a target would lose keys: it stays as it is.
    guard snapshots.count == sources.count else { return await finish(item, report) }
    let merged = MergedSecrets(snapshots)
    guard merged.hidden.isEmpty else { return await finish(item, report) }
    return await write(item, snapshots, merged, &report)
  }

  /// Why a source is not in order.
  private func problem(of standing: Source.Standing) -> String? {
    if let failure = standing.failure { return failure.message }
    guard let hidden = standing.snapshot?.hiddenKeys, !hidden.isEmpty else { return nil }
    let names = hidden.prefix(5).joined(separator: ", ")
    return "the identity may list, but not read \(hidden.count) value(s): \(names); give it the "
      + "permission to read values"
  }

  // MARK: Targets

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
    _ item: StaticSecretItem, _ snapshots: [Snapshot], _ merged: MergedSecrets,
    _ report: inout StaticSecretReport
  ) async -> Outcome {
    let key = item.head.key
    let inputs = inputs(item, snapshots)
    let known = memory[key]
    var entry = StaticSecretMemory.Entry(inputs: inputs)
    entry.syncedAt = known?.syncedAt
    entry.repairs = known?.repairs ?? 0
    entry.repairedAt = known?.repairedAt
    var hasWritten = false
    let renderer = TargetRenderer(secrets: merged, isLenient: isLenient, functions: functions)
    for target in item.spec.targets {
      let name = target.target
      let version = stores.marks(name.kind)[name.key]?.resourceVersion
      if let known, known.inputs == inputs, !known.hasPendingRollout,
        let version, known.versions[name] == version
      {
        entry.versions[name] = version
        report.target(name, nil)
        continue
      }
      do throws(ResourceProblem) {
        if let problem = claimProblem(name, item) { throw ResourceProblem(problem) }
        let (version, isChanged) = try await bring(target, item, renderer, &report)
        entry.versions[name] = version
        if isChanged { hasWritten = true }
        report.target(name, nil)
      } catch {
        report.target(name, error.message)
        if error.isTransient { report.isTransient = true }
        entry.hasPendingRollout = true
      }
    }
    if hasWritten, known?.inputs == inputs {
      StaticSecretMemory.noteRepair(in: &entry, now: environment.time.now)
    }
    // A target that is renamed is deleted when the new one is there, not before.
    if !report.hasTargetProblem { await release(item, &report) }
    if report.problem == nil { entry.syncedAt = environment.time.now }
    memory[key] = entry
    return await finish(item, report)
  }

  /// Why a target is not ours to write: of two resources that name it, the first by name has it.
  private func claimProblem(_ name: TargetKey, _ item: StaticSecretItem) -> String? {
    let first = stores.staticSecrets.keys(under: .target(name)).first {
      stores.staticSecrets[$0]?.problem == nil
    }
    guard let first, first < item.head.key else { return nil }
    return "\(name) is a target of InfisicalStaticSecret \(first) already"
  }

  /// Brings one target in line and rolls out what consumes it; gives its version, and whether
  /// it was written.
  private func bring(
    _ target: TargetWish, _ item: StaticSecretItem, _ renderer: TargetRenderer,
    _ report: inout StaticSecretReport
  ) async throws(ResourceProblem) -> (version: String, isChanged: Bool) {
    let name = target.target
    let digest =
      TemplateFunctions.isChanging(target.template)
      ? sourceDigest(item, target, renderer.secrets) : nil
    let fresh: TargetContent?
    if digest == nil {
      fresh = TargetContent(try renderer.render(target.template))
    } else {
      fresh = nil
    }
    let result = try await writer.write(
      target, resource: item.head, policy: policy,
      mayRollOut: rollout.isWanted(in: name.key.namespace)
    ) { live throws(ResourceProblem) in
      if let fresh { return fresh }
      // What gives something else each time is rendered only when its sources are others.
      if let live, live.head.annotations[Annotations.sourceDigest] == digest,
        let data = live.content(name.kind),
        ContentTag.tag(data) == live.head.annotations[Annotations.version]
      {
        var content = TargetContent(data)
        content.sourceDigest = digest
        return content
      }
      var content = TargetContent(try renderer.render(target.template))
      content.sourceDigest = digest
      return content
    }
    note(result, name, item)
    guard let tag = result.pendingRollout else {
      return (result.resourceVersion, result.isChanged)
    }
    let count = try await rollout.rollOut(name, tag: tag)
    report.restarted = (report.restarted ?? 0) + count
    do throws(APIError) {
      let version = try await writer.finishRollout(name, tag: tag)
      return (version ?? result.resourceVersion, result.isChanged)
    } catch {
      throw ResourceProblem("\(name) cannot be written: \(error)", isTransient: true)
    }
  }

  /// From what a target is rendered, for templates that are not deterministic.
  private func sourceDigest(
    _ item: StaticSecretItem, _ target: TargetWish, _ secrets: MergedSecrets
  ) -> String {
    var hash = SHA256()
    hash.update(data: Data(item.head.uid.utf8))
    hash.update(data: Data("\(target.target)".utf8))
    switch target.template {
    case .perKey(let templates):
      for template in templates { hash.update(data: Data("\(template.key)=\(template.text)".utf8)) }
    case .bulk(let text): hash.update(data: Data(text.utf8))
    case nil: break
    }
    // What is read, not the answer: that also changes with comments and versions of the server.
    for key in secrets.keys.sorted() {
      guard let secret = secrets.secrets[key] else { continue }
      hash.update(data: Data("\(key)=\(secret.path)=\(secret.value.reveal())\u{0}".utf8))
    }
    return Hex.text(hash.finalize().prefix(8))
  }

  private func note(_ result: TargetWriter.Result, _ name: TargetKey, _ item: StaticSecretItem) {
    guard result.isChanged else { return }
    environment.metrics.count(
      "infisical_target_writes_total", ["kind": name.kind.rawValue])
    guard result.drift == .manual else { return }
    environment.metrics.count(
      "infisical_managed_target_manual_drift_total",
      ["kind": name.kind.rawValue, "namespace": name.key.namespace, "name": name.key.name])
    recorder.record(
      EventSubject(.staticSecrets, item.head), .normal, "DriftRepaired",
      "\(name) was edited by hand and is as it should be again")
    environment.logger.notice(
      "repaired a target that was edited by hand", metadata: ["target": "\(name)"])
  }

  /// Deletes targets that the resource owns and no longer names; lets go of those that may stay.
  private func release(_ item: StaticSecretItem, _ report: inout StaticSecretReport) async {
    for kind in [TargetKey.Kind.secret, .configMap] {
      for key in stores.marks(kind).keys(under: .owner(item.head.uid)) {
        let name = TargetKey(kind: kind, key: key)
        let wanted = item.spec.targets.first { $0.target == name }
        if wanted?.isOwned == true { continue }
        do throws(APIError) {
          if try await writer.release(name, from: item.head, keeps: wanted != nil) {
            recorder.record(
              EventSubject(.staticSecrets, item.head), .normal, "TargetDeleted",
              "\(name) is no longer a target and was deleted")
          }
        } catch {
          report.isTransient = true
          report.target(name, "\(name) cannot be released: \(error)")
        }
      }
    }
  }

  // MARK: Status

  private func finish(_ item: StaticSecretItem, _ report: StaticSecretReport) async -> Outcome {
    let status = statuses.current(.staticSecrets, item)
    let conditions = report.conditions(status, now: environment.time.now)
    let key = item.head.key
    let isReady = report.problem == nil
    environment.metrics.set(
      "controller_resource_status",
      ["controller": "infisicalstaticsecret", "name": key.name, "namespace": key.namespace],
      to: isReady ? 1 : 0)
    do throws(APIError) {
      if try await statuses.write(
        .staticSecrets, item, conditions, turning: Conditions.lastReconcileStatus,
        details: report.details)
      {
        recorder.record(
          EventSubject(.staticSecrets, item.head), isReady ? .normal : .warning,
          isReady ? "Synced" : "SyncFailed", report.problem ?? "all targets are in sync")
      }
    } catch {
      environment.logger.warning(
        "cannot write the status", metadata: ["secret": "\(key)", "error": "\(error)"])
      return .retry()
    }
    return report.isTransient ? .retry() : .done
  }

  private func forgetMetrics(_ key: ObjectKey) {
    environment.metrics.remove(
      "controller_resource_status",
      ["controller": "infisicalstaticsecret", "name": key.name, "namespace": key.namespace])
  }
}

extension LiveTarget {
  /// The bytes of every key.
  func content(_ kind: TargetKey.Kind) -> [String: [UInt8]]? {
    var content: [String: [UInt8]] = [:]
    for (key, text) in data.reveal() {
      switch kind {
      case .secret:
        guard let bytes = Data(base64Encoded: text) else { return nil }
        content[key] = Array(bytes)
      case .configMap: content[key] = Array(text.utf8)
      }
    }
    for (key, text) in binaryData.reveal() {
      guard let bytes = Data(base64Encoded: text) else { return nil }
      content[key] = Array(bytes)
    }
    return content
  }
}
