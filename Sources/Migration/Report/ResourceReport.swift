/// What became of a field.
package enum FieldOutcome: String, Sendable {
  case mapped, defaulted, changed, dropped
}

/// What became of one field.
package struct FieldReport: Hashable, Sendable {
  /// Path in the old resource; nil for what it left out.
  package let from: String?
  /// Kind and path in the new resources; nil for what is dropped.
  package let to: String?
  package let outcome: FieldOutcome
  /// Why it is not simply carried over; empty when it is.
  package let reason: String
}

/// A target as the plan needs it.
package struct PlannedTarget: Hashable, Sendable {
  /// `Secret` or `ConfigMap`.
  package let kind: String
  package let namespace: String
  package let name: String
  package let isOwned: Bool
}

/// An object that was written for a resource.
package struct WrittenObject: Hashable, Sendable {
  package let kind: String
  package let namespace: String
  package let name: String
}

/// What became of one resource.
package struct ResourceReport: Sendable {
  package let file: String
  /// Line of the resource, from 1.
  package let line: Int
  package let namespace: String
  package let name: String
  package let isMigrated: Bool
  /// New objects in the order of the stream; the last one replaces the resource itself.
  package let written: [WrittenObject]
  /// Shared objects that another resource brought.
  package let shared: [WrittenObject]
  package let targets: [PlannedTarget]
  package let fields: [FieldReport]
  /// The objects as the plan applies them; nil when the resource was refused.
  package let manifests: PlannedManifests?
  /// Why it was refused, code first.
  package let reasons: [String]
}
