import Crypto
import FoundationEssentials
import KubernetesClient
import Logging
import OperatorRuntime
import Seams
import YAMLSyntax

/// Brings one target in line with what its sources give: renders it, writes it, and rolls out what consumes it.
struct TargetSync: Sendable {
  let environment: RuntimeEnvironment
  let policy: ReferencePolicy
  let engine: TemplateEngine
  let statuses: StatusReporter
  let rollout: WorkloadRollout
  private let writer: TargetWriter
  /// Of this process alone: for digests of secrets that the server says nothing about.
  private let key = SymmetricKey(size: .bits256)

  /// What became of a target.
  struct Result: Sendable {
    var known: StaticSecretMemory.Known
    var isChanged: Bool
    /// Workloads that were rolled out; nil when nothing was to be.
    var restarted: Int?
    /// Why not all of them were; the target itself is in line.
    var rolloutProblem: ResourceProblem?
  }

  init(
    environment: RuntimeEnvironment, policy: ReferencePolicy, engine: TemplateEngine,
    statuses: StatusReporter, rollout: WorkloadRollout
  ) {
    self.environment = environment
    self.policy = policy
    self.engine = engine
    self.statuses = statuses
    self.rollout = rollout
    writer = TargetWriter(environment: environment)
  }

  func bring(
    _ target: TargetWish, of item: StaticSecretItem, _ secrets: MergedSecrets,
    known: StaticSecretMemory.Known?, emptySources: [String], within turn: RenderTime
  ) async throws(ResourceProblem) -> Result {
    let name = target.target
    let digest =
      TemplateFunctions.isChanging(target.template) ? sourceDigest(item, target, secrets) : nil
    // What gives the same each time is rendered once, however often the write has to be repeated.
    let fresh = digest == nil ? try await content(target, item, secrets, turn) : nil
    let order = TargetWriter.Order(
      target: target, resource: item.head, policy: policy,
      mayRollOut: rollout.isWanted(in: name.key.namespace), known: known,
      emptySources: emptySources, hasNothing: secrets.keys.isEmpty)
    let result = try await writer.write(order) { live throws(ResourceProblem) in
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
      var content = try await content(target, item, secrets, turn)
      content.sourceDigest = digest
      return content
    }
    note(result, name, item)
    return await rolledOut(result, name)
  }

  private func content(
    _ target: TargetWish, _ item: StaticSecretItem, _ secrets: MergedSecrets, _ turn: RenderTime
  ) async throws(ResourceProblem) -> TargetContent {
    let data = try await engine.render(
      target.template, secrets, for: item.head.key.namespace, within: turn)
    let isBulk = if case .bulk? = target.template { true } else { false }
    let (kept, skipped) = try TargetLimits.checked(
      data, target.target, skipsInvalidKeys: item.spec.skipsInvalidKeys, namesKeys: !isBulk,
      isRendered: target.template != nil)
    if !skipped.isEmpty {
      statuses.record(
        .staticSecrets, item, .warning, "KeysSkipped",
        "\(target.target) is without \(isBulk ? skipped.joined() : TargetLimits.list(skipped)): "
          + "Kubernetes does not allow such keys")
    }
    return TargetContent(kept)
  }

  // MARK: Roll-out

  private func rolledOut(_ result: TargetWriter.Result, _ name: TargetKey) async -> Result {
    var outcome = Result(
      known: .init(version: result.resourceVersion, uid: result.uid), isChanged: result.isChanged)
    guard let tag = result.pendingRollout else { return outcome }
    do throws(ResourceProblem) {
      outcome.restarted = try await rollout.rollOut(name, tag: tag)
      do throws(APIError) {
        if let version = try await writer.finishRollout(name, tag: tag) {
          outcome.known.version = version
        }
      } catch {
        throw ResourceProblem("cannot write \(name)", error)
      }
    } catch {
      outcome.rolloutProblem = error
    }
    return outcome
  }

  // MARK: What changed

  /// From what a target is rendered, for templates that are not deterministic.
  ///
  /// It is an annotation that more people read than the secrets: it is made of what the server says about them, and of
  /// themselves only under a key that nobody has.
  private func sourceDigest(
    _ item: StaticSecretItem, _ target: TargetWish, _ secrets: MergedSecrets
  ) -> String {
    var code = HMAC<SHA256>(key: hasRevisions(secrets) ? SymmetricKey(data: [0]) : key)
    code.update(data: Data(item.head.uid.utf8))
    code.update(data: Data("\(target.target)".utf8))
    switch target.template {
    case .perKey(let templates):
      for template in templates { code.update(data: Data("\(template.key)=\(template.text)".utf8)) }
    case .bulk(let text): code.update(data: Data(text.utf8))
    case nil: break
    }
    // What is read, not the answer: that also changes with what nobody reads.
    for key in secrets.keys.sorted() {
      guard let secret = secrets.secrets[key] else { continue }
      let value = secret.revision ?? secret.value.reveal()
      code.update(data: Data("\(key)=\(secret.path)=\(value)\u{0}".utf8))
    }
    return Hex.text(code.finalize().prefix(8))
  }

  private func hasRevisions(_ secrets: MergedSecrets) -> Bool {
    secrets.keys.allSatisfy { secrets.secrets[$0]?.revision != nil }
  }

  private func note(_ result: TargetWriter.Result, _ name: TargetKey, _ item: StaticSecretItem) {
    guard result.isChanged else { return }
    environment.metrics.count("infisical_target_writes_total", ["kind": name.kind.rawValue])
    guard result.drift == .manual else { return }
    environment.metrics.count(
      "infisical_managed_target_manual_drift_total",
      ["kind": name.kind.rawValue, "namespace": name.key.namespace, "name": name.key.name])
    statuses.record(
      .staticSecrets, item, .normal, "DriftRepaired", "\(name): manual change reverted")
    environment.logger.notice("manual change reverted", metadata: ["target": "\(name)"])
  }

  // MARK: Release

  /// Deletes a target that `resource` owns and no longer names, or lets go of one that may stay; whether it was deleted.
  func release(
    _ name: TargetKey, from resource: ObjectHead, keeps: Bool
  ) async throws(APIError) -> Bool {
    let isDeleted = try await writer.release(name, from: resource, keeps: keeps)
    forgetSeries(name)
    return isDeleted
  }

  /// The series of a target that no longer exists.
  func forgetSeries(_ name: TargetKey) {
    environment.metrics.remove(
      "infisical_managed_target_manual_drift_total",
      ["kind": name.kind.rawValue, "namespace": name.key.namespace, "name": name.key.name])
  }
}
