import InfisicalClient
import InfisicalModel
import KubernetesClient
import Logging
import OperatorRuntime
import Seams
import YAMLSyntax

/// Brings InfisicalConnections in line: resolves address and authorities, and says whether the server answers.
final class ConnectionReconciler: Sendable {
  private let environment: RuntimeEnvironment
  private let cache: ResourceCache<ConnectionWish>
  private let registry: ServerRegistry
  private let reader: SecretReader
  private let statuses: StatusReporter
  private let defaultAddress: String?
  private let serverChanged: @Sendable (ObjectKey) -> Void

  /// `serverChanged` tells those who use a connection that it leads elsewhere, or nowhere.
  init(
    environment: RuntimeEnvironment, cache: ResourceCache<ConnectionWish>,
    registry: ServerRegistry, reader: SecretReader, statuses: StatusReporter,
    defaultAddress: String?, serverChanged: @escaping @Sendable (ObjectKey) -> Void
  ) {
    self.environment = environment
    self.cache = cache
    self.registry = registry
    self.reader = reader
    self.statuses = statuses
    self.defaultAddress = defaultAddress
    self.serverChanged = serverChanged
  }

  func reconcile(_ key: ObjectKey) async -> Outcome {
    guard let item = cache[key], !item.head.isDeleting else {
      if registry.remove(key) { serverChanged(key) }
      statuses.forget(.connections, key)
      return .done
    }
    do throws(ResourceProblem) {
      try await assign(item)
    } catch {
      // What cannot be read at the moment says nothing about the server in use.
      let isKept = error.isTransient && registry.server(of: key) != nil
      if !isKept, registry.remove(key, because: error.message) { serverChanged(key) }
      return await write(item, problem: error.message).then(error.cure)
    }
    // The first look is still to come, and brings us back.
    guard let standing = registry.standing(of: key) else { return .done }
    return await write(item, problem: standing.problem)
  }

  /// Gives the connection the server that its spec leads to.
  private func assign(_ item: ConnectionItem) async throws(ResourceProblem) {
    if let problem = item.problem { throw ResourceProblem(problem) }
    let text = item.spec.address ?? ""
    let chosen = text.isEmpty ? defaultAddress ?? "" : text
    guard !chosen.isEmpty else {
      throw ResourceProblem("spec.address is empty, and the operator has no INFISICAL_HOST_API")
    }
    guard let address = ServerAddress(chosen) else {
      throw ResourceProblem("the address must be a URL such as https://infisical.example.com")
    }
    var authorities: [UInt8] = []
    if let reference = item.spec.authorities {
      authorities = try await reader.bytes(reference, from: item.head.key.namespace).reveal()
    }
    do throws(TransportError) {
      if try registry.assign(address, authorities: authorities, to: item.head.key) {
        serverChanged(item.head.key)
      }
    } catch {
      throw ResourceProblem("spec.tls.caCertificate cannot be used: \(error)")
    }
  }

  private func write(_ item: ConnectionItem, problem: String?) async -> Outcome {
    await statuses.report(
      .connections, item,
      [
        ConditionText(
          Conditions.isReady, problem == nil, problem == nil ? "Ok" : "Error", problem ?? "Ready")
      ], turning: Conditions.isReady,
      event: problem.map { ("NotReady", $0) } ?? ("Ready", "the server answers"))
  }
}
