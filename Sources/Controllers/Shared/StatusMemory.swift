import InfisicalModel
import Seams
package import YAMLSyntax

/// One condition that is to be said (meta/v1 Condition), without its time.
struct ConditionText: Hashable {
  let type: String
  let isTrue: Bool
  let reason: String
  let message: String
  /// Whether a change of the message alone is worth a write.
  var isVolatile = false

  init(
    _ type: String, _ isTrue: Bool, _ reason: String, _ message: String, isVolatile: Bool = false
  ) {
    self.type = type
    self.isTrue = isTrue
    self.reason = reason
    // A condition's message has at most 32768 characters (meta/v1 Condition).
    self.message = message.shortened(toBytes: 2000)
    self.isVolatile = isVolatile
  }
}

/// What the status of an object says now: as much as is needed to write it only when it changes.
package struct StatusMemory: Hashable, Sendable {
  struct Line: Hashable, Sendable {
    let isTrue: Bool
    let transition: String
    let generation: Int
    /// Hash over reason, message and generation.
    let digest: Int
    let digestWithoutMessage: Int
  }

  private var lines: [String: Line] = [:]
  private var details: Int?
  /// Places of the sources that returned no secret, in the order of the spec.
  private(set) var emptySources: [Int] = []
  /// Messages that are kept until there is a newer one.
  private var messages: [String: String] = [:]
  private static let kept: Set<String> = [
    Conditions.lastReconcileAffectedDeployments, Conditions.lastSuccessfulReconcileAt,
    Conditions.lastReconcileAuthMethod,
  ]

  /// Reads `status`.
  package init(_ object: YAMLNode) {
    for node in object.at("status", "conditions")?.items ?? [] {
      guard let type = node.text("type") else { continue }
      let message = node.text("message") ?? ""
      if Self.kept.contains(type) { messages[type] = message }
      lines[type] = Line(
        isTrue: node.text("status") == "True",
        transition: node.text("lastTransitionTime") ?? "",
        generation: node.integer("observedGeneration") ?? 0,
        digest: Self.digest(
          node.text("reason") ?? "", message, node.integer("observedGeneration") ?? 0),
        digestWithoutMessage: Self.digest(
          node.text("reason") ?? "", "", node.integer("observedGeneration") ?? 0))
    }
    if let sources = object.at("status", "sources"), let targets = object.at("status", "targets") {
      details = Self.digest(sources, targets)
      emptySources = (sources.items ?? []).enumerated().filter { $0.element.flag("empty") == true }
        .map(\.offset)
    }
  }

  private static func digest(_ reason: String, _ message: String, _ generation: Int) -> Int {
    var hasher = Hasher()
    hasher.combine(reason)
    hasher.combine(VolatileWords.removed(from: message))
    hasher.combine(generation)
    return hasher.finalize()
  }

  private static func digest(_ sources: YAMLNode, _ targets: YAMLNode) -> Int {
    var hasher = Hasher()
    for list in [sources, targets] {
      for item in list.items ?? [] {
        for key in ["name", "namespace", "kind", "ready", "message", "empty"] {
          hasher.combine(item[key]?.scalar.map { VolatileWords.removed(from: $0.text) })
        }
      }
      hasher.combine(0)
    }
    return hasher.finalize()
  }

  /// What a condition says whose message outlives the turn that made it.
  func message(_ type: String) -> String? { messages[type] }

  /// Whether the condition `type` is there and true.
  package func isTrue(_ type: String) -> Bool { lines[type]?.isTrue ?? false }

  /// Whether the condition `type` was made of this generation.
  func isAbout(_ generation: Int, _ type: String) -> Bool { lines[type]?.generation == generation }

  /// Whether the condition `type` is there at all.
  package func has(_ type: String) -> Bool { lines[type] != nil }

  /// Whether writing `conditions` would change something.
  func isChanged(
    by conditions: [ConditionText], generation: Int, details: (YAMLNode, YAMLNode)? = nil
  ) -> Bool {
    for condition in conditions {
      guard let line = lines[condition.type], line.isTrue == condition.isTrue else { return true }
      let digest =
        condition.isVolatile ? line.digestWithoutMessage : line.digest
      let message = condition.isVolatile ? "" : condition.message
      if digest != Self.digest(condition.reason, message, generation) { return true }
    }
    guard let details else { return false }
    return self.details != Self.digest(details.0, details.1)
  }

  /// The conditions as they are to be written: times of those that did not turn are kept.
  func yaml(_ conditions: [ConditionText], generation: Int, now: Instant) -> YAMLNode {
    .sequence(
      conditions.map { condition in
        let line = lines[condition.type]
        let isKept = line?.isTrue == condition.isTrue && line?.transition.isEmpty == false
        return .object([
          "type": .string(condition.type), "status": condition.isTrue ? "True" : "False",
          "reason": .string(condition.reason), "message": .string(condition.message),
          "lastTransitionTime": .string(isKept ? line?.transition ?? "" : "\(now)"),
          "observedGeneration": .integer(generation),
        ])
      })
  }
}
