import GoTemplate
package import Seams
import Synchronization

/// What templates may use, and where they are rendered.
package struct TemplateSettings: Sendable {
  /// Steps of all templates of one target together; see ``GoTemplate/TemplateLimits``.
  package var mostSteps = 10_000_000
  /// Bytes that they may make.
  package var mostBytes = 16 << 20
  /// Time that the templates of one resource may take in one turn.
  package var timeout = Duration.seconds(10)
  /// Whether missing keys print `<no value>`, as with the official operator.
  package var isLenient = false
  /// Threads that render.
  package var threads = 4
  /// Where they run.
  package var work = BlockingWork.inline

  package init() {}
}

/// The time that the templates of one turn of a resource may still take together.
final class RenderTime: Sendable {
  private let left: Mutex<Duration>

  init(_ most: Duration) { left = Mutex(most) }

  var remaining: Duration { left.withLock { $0 } }
  func take(_ duration: Duration) { left.withLock { $0 = max(.zero, $0 - duration) } }
}

/// Renders the templates of targets, off the threads that everything else shares.
///
/// A template comes from a tenant: those of one namespace are rendered one after the other, so that however long they
/// take, another namespace waits for no more than one of them.
final class TemplateEngine: Sendable {
  private let settings: TemplateSettings
  private let functions: TemplateFunctions
  private let time: any TimeSource
  private let turns: FairGate<String>

  init(_ settings: TemplateSettings, time: any TimeSource) {
    self.settings = settings
    self.time = time
    functions = TemplateFunctions(time: time)
    turns = FairGate(settings.threads, mostOfLane: 1)
  }

  /// The time of one turn, which its targets share: a worker waits for no more.
  func turn() -> RenderTime { RenderTime(settings.timeout) }

  /// Keys and bytes of a target of a resource in `namespace`.
  func render(
    _ template: TemplateWish?, _ secrets: MergedSecrets, for namespace: String,
    within turn: RenderTime
  ) async throws(ResourceProblem) -> [String: [UInt8]] {
    guard let template else {
      var data: [String: [UInt8]] = [:]
      for key in secrets.keys {
        if let secret = secrets.secrets[key] { data[key] = Array(secret.value.reveal().utf8) }
      }
      return data
    }
    guard await turns.enter(namespace) else { throw Self.stopped }
    defer { turns.leave(namespace) }
    let start = time.now
    defer { turn.take(time.now - start) }
    let renderer = TargetRenderer(
      secrets: secrets, isLenient: settings.isLenient, functions: functions,
      limits: limits(until: start + turn.remaining))
    let result = await settings.work.run { () -> Result<[String: [UInt8]], ResourceProblem> in
      do throws(ResourceProblem) {
        return .success(try renderer.render(template))
      } catch {
        return .failure(error)
      }
    }
    guard let result else { throw Self.stopped }
    return try result.get()
  }

  private func limits(until end: Instant) -> TemplateLimits {
    let seconds = settings.timeout.inSeconds
    let text = seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    return TemplateLimits(
      mostSteps: settings.mostSteps, mostBytes: settings.mostBytes,
      overdueMessage: "the templates ran for more than \(text) s",
      isOverdue: { [time] in time.now >= end })
  }

  private static let stopped = ResourceProblem(
    "the operator is stopping", cure: .retry(atLeast: .zero))
}
