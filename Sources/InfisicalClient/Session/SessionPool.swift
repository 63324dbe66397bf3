package import Seams
import Synchronization

/// All sessions: owners whose logins are the same share one.
package final class SessionPool: Sendable {
  private let context: LoginContext
  private let metrics: MetricsRegistry
  private let randomness: Randomness
  private let tasks = BackgroundTasks()
  private let sessions = Mutex<[SessionKey: Session]>([:])
  private let byOwner = Mutex<[ObjectKey: SessionKey]>([:])
  private let onChange: @Sendable (Session) -> Void

  /// `onChange` hears whenever the standing of a session changes.
  package init(
    context: LoginContext, metrics: MetricsRegistry, randomness: Randomness,
    onChange: @escaping @Sendable (Session) -> Void
  ) {
    self.context = context
    self.metrics = metrics
    self.randomness = randomness
    self.onChange = onChange
  }

  /// Logs in and renews until the task is cancelled.
  package func run() async { await tasks.run() }

  /// The session of `owner`, if it has one.
  package func session(of owner: ObjectKey) -> Session? {
    guard let key = byOwner.withLock({ $0[owner] }) else { return nil }
    return sessions.withLock { $0[key] }
  }

  /// Gives `owner` the session of a plan; the one that it had before is left, and ends with its last
  /// owner.
  @discardableResult
  package func assign(_ plan: LoginPlan, to owner: ObjectKey) -> Session {
    let key = plan.key
    let former = byOwner.withLock { $0.updateValue(key, forKey: owner) }
    let (session, isNew, stale) = sessions.withLock { sessions -> (Session, Bool, Session?) in
      let known = sessions[key]
      // One of an older server object, whose connections are closed, does not count.
      if let known, known.server === plan.server { return (known, false, nil) }
      let session = Session(
        plan, context: context, metrics: metrics, randomness: randomness, onChange: onChange)
      for owner in known?.owners ?? [] { session.own(owner) }
      sessions[key] = session
      return (session, true, known)
    }
    stale?.retire()
    session.own(owner)
    if let former, former != key { leave(former, owner) }
    if isNew { tasks.spawn { await session.run() } }
    return session
  }

  /// Takes `owner`'s session away.
  package func remove(_ owner: ObjectKey) {
    guard let key = byOwner.withLock({ $0.removeValue(forKey: owner) }) else { return }
    leave(key, owner)
  }

  private func leave(_ key: SessionKey, _ owner: ObjectKey) {
    let retired = sessions.withLock { sessions -> Session? in
      guard let session = sessions[key], session.disown(owner) else { return nil }
      sessions[key] = nil
      return session
    }
    retired?.retire()
  }

  /// Every session, for metrics; sorted by its first owner.
  package var all: [Session] {
    let none = ObjectKey("", "")
    return sessions.withLock { Array($0.values) }.sorted {
      $0.owners.first ?? none < $1.owners.first ?? none
    }
  }
}
