import DequeModule
package import KubernetesClient
import Logging
package import Seams
import Synchronization
import YAMLSyntax

/// What an Event is about (Kubernetes 1.36, core/v1 ObjectReference).
package struct EventSubject: Hashable, Sendable {
  package let resource: APIResource
  package let key: ObjectKey
  package let uid: String

  package init(_ resource: APIResource, _ head: ObjectHead) {
    self.resource = resource
    key = head.key
    uid = head.uid
  }
}

/// Writes Events one after the other; the same one about the same object is written once in ten minutes.
///
/// Events are a courtesy: they have one request under way, a pace, and a bound on those that wait, so that a thousand
/// resources that fail at once take nothing away from the lease and from targets.
///
/// Messages must be free of secrets: anyone who may read an Event need not be allowed to read a Secret.
package final class EventRecorder: Sendable {
  package enum Kind: String, Sendable {
    case normal = "Normal"
    case warning = "Warning"
  }

  private struct Identity: Hashable {
    let subject: EventSubject
    let reason: String
    let message: String
  }

  private struct Pending {
    let identity: Identity
    let kind: Kind
    let suffix: String
    let time: Instant
  }

  private struct State {
    var written: [Identity: Instant] = [:]
    var pending: Deque<Pending> = []
  }

  private static let pause = Duration.seconds(600)
  private static let mostRemembered = 4096
  private static let mostPending = 1000
  /// Between two Events: twenty a second.
  private static let gap = Duration.milliseconds(50)

  private let environment: RuntimeEnvironment
  private let instance: String
  private let state = Mutex(State())
  private let job: Job

  package init(environment: RuntimeEnvironment, instance: String) {
    self.environment = environment
    self.instance = instance
    job = Job(time: environment.time)
  }

  /// Writes in the background what is recorded, until the task is cancelled.
  package func run() async { await job.run { await self.turn() } }

  private func turn() async -> Job.Next {
    guard let next = state.withLock({ $0.pending.popFirst() }) else { return .whenWoken }
    await write(next.identity, next.kind, next.suffix, next.time)
    try? await environment.time.sleep(Self.gap)
    return .at(environment.time.now)
  }

  package func record(
    _ subject: EventSubject, _ kind: Kind, _ reason: String, _ message: String
  ) {
    let identity = Identity(subject: subject, reason: reason, message: message)
    let now = environment.time.now
    let suffix = String(environment.randomness.next(), radix: 16)
    let pending = Pending(
      identity: identity, kind: kind, suffix: suffix, time: environment.time.wall)
    let isDropped = state.withLock { state in
      if let last = state.written[identity], now - last < Self.pause { return false }
      // Half of the room is for what went wrong.
      let room = kind == .normal ? Self.mostPending / 2 : Self.mostPending
      guard state.pending.count < room else { return true }
      if state.written.count >= Self.mostRemembered { state.written.removeAll() }
      state.written[identity] = now
      state.pending.append(pending)
      return false
    }
    if isDropped { environment.metrics.count("redoubt_events_dropped_total") }
    job.wake()
  }

  private func write(
    _ identity: Identity, _ kind: Kind, _ suffix: String, _ now: Instant
  ) async {
    let subject = identity.subject
    let namespace = subject.key.namespace.isEmpty ? "default" : subject.key.namespace
    // A note has at most 1024 bytes (Kubernetes, pkg/apis/core/validation/events.go).
    let message = identity.message.shortened(toBytes: 1000)
    let event = YAMLNode.object([
      "apiVersion": "v1", "kind": "Event",
      "metadata": .object([
        "name": .string("\(subject.key.name.prefix(230)).\(suffix)"),
        "namespace": .string(namespace),
      ]),
      "involvedObject": .object([
        "apiVersion": .string(subject.resource.apiVersion),
        "kind": .string(subject.resource.kind), "name": .string(subject.key.name),
        "namespace": .string(subject.key.namespace), "uid": .string(subject.uid),
      ]),
      "type": .string(kind.rawValue), "reason": .string(identity.reason),
      "message": .string(message), "firstTimestamp": .string("\(now)"),
      "lastTimestamp": .string("\(now)"), "count": .integer(1),
      "source": .object(["component": .string(fieldManager)]),
      "reportingComponent": .string(fieldManager), "reportingInstance": .string(instance),
    ])
    do throws(APIError) {
      try await environment.client.send(.create(.events, namespace: namespace, event))
    } catch {
      environment.logger.debug("cannot write an Event", metadata: ["error": "\(error)"])
    }
  }
}
