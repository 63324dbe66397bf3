package import KubernetesClient
package import Logging
package import Seams

/// What every part of the runtime needs of the world outside.
package struct RuntimeEnvironment: Sendable {
  package let client: KubernetesClient
  package let time: any TimeSource
  package let randomness: Randomness
  package let metrics: MetricsRegistry
  package let logger: Logger

  package init(
    client: KubernetesClient, time: any TimeSource, randomness: Randomness,
    metrics: MetricsRegistry, logger: Logger
  ) {
    self.client = client
    self.time = time
    self.randomness = randomness
    self.metrics = metrics
    self.logger = logger
  }

  /// The same world, in which nothing is written once `fence` is closed.
  package func fenced(by fence: LeaseFence) -> RuntimeEnvironment {
    RuntimeEnvironment(
      client: client.fenced { fence.isOpen }, time: time, randomness: randomness,
      metrics: metrics, logger: logger)
  }
}
