import KubernetesClient
import Seams

/// Why a resource cannot do its work; says it in words for its condition.
struct ResourceProblem: Error, Hashable, Sendable {
  /// What may put it right.
  enum Cure: Hashable, Sendable {
    /// A change of something that is watched.
    case change
    /// Trying again, later with each failure, but not before `atLeast`.
    case retry(atLeast: Duration)
    /// Looking again after a while: what is missing is not watched.
    case wait(Duration)
  }

  let message: String
  var cure: Cure

  init(_ message: String, cure: Cure = .change) {
    self.message = message
    self.cure = cure
  }

  /// A failure of the API server: `action` says what could not be done.
  init(_ action: String, _ error: APIError) {
    self.init(
      "\(action): \(error)", cure: .retry(atLeast: .seconds(error.retryAfter ?? 0)))
  }

  /// Whether trying again may help although nothing that is watched changes.
  var isTransient: Bool { cure != .change }
}

extension ResourceProblem.Cure {
  /// The cure that comes first.
  func sooner(_ other: ResourceProblem.Cure) -> ResourceProblem.Cure {
    switch (self, other) {
    case (.change, _): other
    case (_, .change): self
    case (.retry(let first), .retry(let second)): .retry(atLeast: max(first, second))
    case (.retry, .wait), (.wait, .retry): if case .retry = self { self } else { other }
    case (.wait(let first), .wait(let second)): .wait(min(first, second))
    }
  }
}
