package import Seams

/// What a Lease says (Kubernetes 1.36, coordination.k8s.io/v1 LeaseSpec).
package struct LeaseRecord: Hashable, Sendable {
  /// Since when the holder leads, by its own clock.
  package var acquired: String
  package var holder: String
  package var duration: Duration
  package var transitions: Int
  package var resourceVersion: String
  /// When the holder renewed, by its own clock: compared, never trusted.
  package var renewed: String

  package init(
    acquired: String = "", holder: String, duration: Duration, transitions: Int,
    resourceVersion: String, renewed: String
  ) {
    self.acquired = acquired
    self.holder = holder
    self.duration = duration
    self.transitions = transitions
    self.resourceVersion = resourceVersion
    self.renewed = renewed
  }
}

/// Leader election over one Lease as a pure state machine.
///
/// A lease of someone else is free only when it did not change for its whole duration by OUR clock, so
/// that clocks may differ. Who cannot renew gives up before others can take over.
package struct LeaseMachine: Sendable {
  /// Times of client-go (v0.36, tools/leaderelection defaults of controller-runtime).
  package struct Timing: Hashable, Sendable {
    package var duration = Duration.seconds(15)
    package var renewDeadline = Duration.seconds(10)
    package var retry = Duration.seconds(2)

    package init() {}
  }

  package enum Action: Hashable, Sendable {
    /// Write a Lease with us as its holder.
    case create
    case take(LeaseRecord)
    case renew(LeaseRecord)
    /// Someone else leads.
    case wait
  }

  package let identity: String
  package let timing: Timing
  private var observed: (record: LeaseRecord, at: Instant)?
  private var renewedAt: Instant?

  package init(identity: String, timing: Timing = Timing()) {
    self.identity = identity
    self.timing = timing
  }

  /// What to do about the lease as it was just read; nil is one that does not exist.
  package mutating func saw(_ record: LeaseRecord?, now: Instant) -> Action {
    guard let record else { return .create }
    if observed?.record != record { observed = (record, now) }
    if record.holder == identity { return .renew(record) }
    guard !record.holder.isEmpty, let observed, now - observed.at < record.duration else {
      return .take(record)
    }
    return .wait
  }

  /// Our write got through; `sent` is when it was begun.
  package mutating func wrote(sent: Instant) { renewedAt = sent }

  /// Whether we may act at `now`.
  package func isLeader(now: Instant) -> Bool {
    renewedAt.map { now - $0 < timing.renewDeadline } ?? false
  }

  /// Until when we may act without another renewal.
  package var leadsUntil: Instant? { renewedAt.map { $0 + timing.renewDeadline } }

  /// We no longer lead.
  package mutating func lost() { renewedAt = nil }
}
