package import TopologyModel

/// One step that someone asks for, with what the document must say about it.
package struct OperationRequest: Sendable {
  package var step: OperationStep
  /// Promotion token of the demoted Cluster.
  package var token: String?
  /// People who decided on a failover.
  package var acknowledgedBy: [String] = []
  /// Where the decision on a failover is recorded.
  package var incidentRef: String?
  /// Replay position of the target of a failover.
  package var observedTargetLSN: String?
  /// Last part of the name of a second cluster.
  package var name: String?
  /// Key of the Redis backup to load.
  package var backup: String?
  /// Image of a new major version of PostgreSQL.
  package var image: ImageReference?
  /// The moment of a recovery: fields of the document with their values.
  package var target: [(field: String, value: String)] = []

  package init(_ step: OperationStep) { self.step = step }
}
