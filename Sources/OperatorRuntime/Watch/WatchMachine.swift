package import KubernetesClient
import Seams

/// List and watch of one kind as a pure state machine (Kubernetes 1.36 API concepts, "Efficient
/// detection of changes").
///
/// It never loses a change: whenever it cannot tell what happened since its version, it lists again.
package struct WatchMachine: Sendable {
  /// What to do next.
  package enum Action: Hashable, Sendable {
    /// Get one page of at most `limit` objects; nil is the first.
    case list(from: String?, limit: Int)
    /// Watch from a version.
    case watch(from: String)
    /// Wait, then ask again.
    case pause(failures: Int)
  }

  /// What happened.
  package enum Event: Sendable {
    case page(version: String, next: String?)
    case change(version: String)
    /// The watch ended as watches do.
    case ended
    case failed(APIError.Code)
    /// The watch told of an error itself: what happened since its version may never be told.
    case broken(APIError.Code)
    case paused
  }

  private var version: String?
  private var page: String?
  private var failures = 0
  private var isPausing = false
  private var limit = WatchMachine.mostObjects

  /// Objects of a page, as client-go asks for them.
  static let mostObjects = 500
  /// How often everything was listed.
  package private(set) var lists = 0

  package init() {}

  package var action: Action {
    if isPausing { return .pause(failures: failures - 1) }
    if let version { return .watch(from: version) }
    return .list(from: page, limit: limit)
  }

  /// Takes an event in; gives whether a full list is complete now.
  @discardableResult
  package mutating func take(_ event: Event) -> Bool {
    switch event {
    case .page(let version, let next):
      page = next
      if next == nil || next?.isEmpty == true {
        page = nil
        self.version = version
        lists += 1
        // What was too large may be gone by the next list.
        limit = Self.mostObjects
        return true
      }
    case .change(let version):
      failures = 0
      if !version.isEmpty { self.version = version }
    case .ended: break
    case .broken(let code):
      version = nil
      page = nil
      pause(unlessFirst: code == .gone)
    case .failed(.tooLarge) where version == nil && limit > 1:
      // The same page again would be as large.
      limit = max(1, limit / 2)
    case .failed(let code):
      // A version or a page that is too old: from the start. Everything else may pass.
      if code == .gone || code == .badRequest || code == .unreadable {
        version = nil
        page = nil
      } else if version == nil {
        page = nil
      }
      pause(unlessFirst: code == .gone)
    case .paused: isPausing = false
    }
    return false
  }

  /// Counts a failure; the first 410 is not one: it is how a server says that it compacted its history.
  private mutating func pause(unlessFirst isGone: Bool) {
    isPausing = !(isGone && failures == 0)
    failures += 1
  }
}
