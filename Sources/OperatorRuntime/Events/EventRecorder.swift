package import KubernetesClient
import Logging
import Seams
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

/// Writes Events; the same one about the same object is written once in ten minutes.
///
/// Messages must be free of secrets: whoever may read an Event need not be allowed to read a Secret.
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

  private static let pause = Duration.seconds(600)
  private static let mostRemembered = 4096

  private let environment: RuntimeEnvironment
  private let instance: String
  private let tasks = BackgroundTasks()
  private let written = Mutex<[Identity: Instant]>([:])

  package init(environment: RuntimeEnvironment, instance: String) {
    self.environment = environment
    self.instance = instance
  }

  /// Writes in the background what is recorded, until the task is cancelled.
  package func run() async { await tasks.run() }

  package func record(
    _ subject: EventSubject, _ kind: Kind, _ reason: String, _ message: String
  ) {
    let identity = Identity(subject: subject, reason: reason, message: message)
    let now = environment.time.now
    let isNew = written.withLock { written in
      if let last = written[identity], now - last < Self.pause { return false }
      if written.count >= Self.mostRemembered { written.removeAll() }
      written[identity] = now
      return true
    }
    guard isNew else { return }
    let suffix = String(environment.randomness.next(), radix: 16)
    tasks.spawn { [self] in await write(identity, kind, suffix, now) }
  }

  private func write(
    _ identity: Identity, _ kind: Kind, _ suffix: String, _ now: Instant
  ) async {
    let subject = identity.subject
    let namespace = subject.key.namespace.isEmpty ? "default" : subject.key.namespace
    // An Event's message has at most 1024 characters (core/v1 validation).
    let message = String(identity.message.prefix(1000))
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
