import InfisicalModel
import KubernetesClient
import Seams
import YAMLSyntax

/// What a reconciliation found, source by source and target by target; it becomes the status.
struct StaticSecretReport {
  struct Line {
    let node: YAMLNode
    let problem: String?
  }

  private(set) var sources: [Line] = []
  private(set) var targets: [Line] = []
  /// Workloads that were rolled out; nil when nothing was to be.
  var restarted: Int?
  private let method: String
  /// What may put right what is wrong.
  private(set) var cure = ResourceProblem.Cure.change
  /// Why nothing was even tried.
  private let general: String?

  init(method: String) {
    self.method = method
    general = nil
  }

  init(general: ResourceProblem) {
    method = ""
    self.general = general.message
    cure = general.cure
  }

  mutating func source(_ name: String, _ problem: String?, isEmpty: Bool) {
    var node = YAMLNode.object([
      "name": .string(name), "ready": .boolean(problem == nil),
      "message": .string(problem ?? "read"),
    ])
    // The next operator must know that this is nothing new.
    if isEmpty { node.set("empty", .boolean(true)) }
    sources.append(
      Line(
        node: node, problem: problem.map { "source \(name): \($0)" }))
  }

  mutating func target(_ target: TargetKey, _ problem: ResourceProblem?) {
    if let problem { cure = cure.sooner(problem.cure) }
    targets.append(
      Line(
        node: .object([
          "kind": .string(target.kind.rawValue), "name": .string(target.key.name),
          "namespace": .string(target.key.namespace), "ready": .boolean(problem == nil),
          "message": .string(problem?.message ?? "in sync"),
        ]), problem: problem?.message))
  }

  /// Everything that is wrong, in one text; nil when nothing is.
  var problem: String? {
    let problems = [general].compactMap(\.self) + (sources + targets).compactMap(\.problem)
    guard let first = problems.first else { return nil }
    return problems.count == 1 ? first : "\(first) (and \(problems.count - 1) more)"
  }

  var hasTargetProblem: Bool { targets.contains { $0.problem != nil } }

  var details: (sources: YAMLNode, targets: YAMLNode) {
    (.sequence(sources.map(\.node)), .sequence(targets.map(\.node)))
  }

  /// The conditions (operator v0.11.5).
  func conditions(_ status: StatusMemory, now: Instant) -> [ConditionText] {
    var conditions: [ConditionText] = []
    let problem = problem
    if problem == nil {
      conditions.append(
        ConditionText(
          Conditions.lastSuccessfulReconcileAt, true, "OK", "\(now)", isVolatile: true))
    } else if let last = status.message(Conditions.lastSuccessfulReconcileAt) {
      // What is not applied again would vanish.
      conditions.append(
        ConditionText(Conditions.lastSuccessfulReconcileAt, true, "OK", last, isVolatile: true))
    }
    conditions.append(
      ConditionText(
        Conditions.lastReconcileStatus, problem == nil, problem == nil ? "OK" : "Error",
        problem ?? "Reconciliation successful"))
    if let method = method.isEmpty
      ? status.message(Conditions.lastReconcileAuthMethod) : method
    {
      conditions.append(ConditionText(Conditions.lastReconcileAuthMethod, true, "OK", method))
    }
    let affected =
      restarted.map { "\($0) deployments were redeployed due to secret changes" }
      ?? status.message(Conditions.lastReconcileAffectedDeployments)
      ?? "0 deployments were redeployed due to secret changes"
    conditions.append(
      ConditionText(Conditions.lastReconcileAffectedDeployments, true, "OK", affected))
    return conditions
  }
}
