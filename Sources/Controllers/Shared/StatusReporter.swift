import KubernetesClient
import Logging
import OperatorRuntime
import Seams
import YAMLSyntax

/// Says the state of a resource, in its status and, when that turns, in an Event.
final class StatusReporter: Sendable {
  private let environment: RuntimeEnvironment
  private let writer: StatusWriter
  private let recorder: EventRecorder

  init(environment: RuntimeEnvironment, recorder: EventRecorder) {
    self.environment = environment
    self.recorder = recorder
    writer = StatusWriter(environment: environment)
  }

  /// The status as it is: that of the item, or the one that was written since.
  func current<Spec>(_ resource: APIResource, _ item: ResourceItem<Spec>) -> StatusMemory {
    writer.current(resource, item)
  }

  /// The resource is gone.
  func forget(_ resource: APIResource, _ key: ObjectKey) {
    writer.forget(resource, key)
    environment.metrics.remove("controller_resource_status", labels(resource, key))
  }

  /// Writes the status if it changed; `.done`, or what to do when it could not be written.
  ///
  /// `event` is recorded when the condition `type` turns.
  func report<Spec>(
    _ resource: APIResource, _ item: ResourceItem<Spec>, _ conditions: [ConditionText],
    turning type: String, event: (reason: String, message: String),
    details: (sources: YAMLNode, targets: YAMLNode)? = nil
  ) async -> Outcome {
    let key = item.head.key
    let isGood = conditions.first { $0.type == type }?.isTrue ?? false
    environment.metrics.set(
      "controller_resource_status", labels(resource, key), to: isGood ? 1 : 0)
    do throws(APIError) {
      if try await writer.write(resource, item, conditions, turning: type, details: details) {
        record(resource, item, isGood ? .normal : .warning, event.reason, event.message)
      }
      return .done
    } catch {
      environment.logger.warning(
        "cannot write the status",
        metadata: ["kind": "\(resource.kind)", "object": "\(key)", "error": "\(error)"])
      return .retry(atLeast: .seconds(error.retryAfter ?? 0))
    }
  }

  func record<Spec>(
    _ resource: APIResource, _ item: ResourceItem<Spec>, _ kind: EventRecorder.Kind,
    _ reason: String, _ message: String
  ) {
    recorder.record(EventSubject(resource, item.head), kind, reason, message)
  }

  private func labels(_ resource: APIResource, _ key: ObjectKey) -> MetricsRegistry.Labels {
    [
      "controller": ResourceController.name(resource), "name": key.name,
      "namespace": key.namespace,
    ]
  }
}

extension Outcome {
  /// What to do when the status was written, and otherwise to write it.
  func then(_ cure: ResourceProblem.Cure) -> Outcome {
    guard self == .done else { return self }
    return switch cure {
    case .change: .done
    case .retry(let least): .retry(atLeast: least)
    case .wait(let pause): .again(after: pause)
    }
  }
}
