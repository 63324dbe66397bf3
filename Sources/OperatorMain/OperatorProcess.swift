import Controllers
import Files
import HTTPTransport
import HTTPTypes
import InfisicalClient
import KubernetesClient
import Logging
import NIOPosix
import OperatorRuntime
import Seams
import ServiceLifecycle
import UnixSignals
import YAMLSyntax

/// Wires the parts together and runs them until a signal comes.
struct OperatorProcess {
  let command: OperatorCommand

  func run() async throws {
    let environment = ProcessEnvironment.variables
    let format = command.logFormat
    let level = command.logLevel.level
    let logger = Logger(label: "redoubt-operator") { label in
      LineLogHandler(label: label, format: format, logLevel: level)
    }
    let time = SystemTime()
    let metrics = MetricsRegistry()
    let access = try ClusterAccess(
      kubeconfig: command.kubeconfig, context: command.context, environment: environment,
      time: time)
    let client = KubernetesClient(
      server: access.configuration.server, transport: access.transport,
      credentials: access.credentials, time: time,
      mostPerSecond: command.kubernetesRequestsPerSecond
    ) { method, code in
      metrics.count("rest_client_requests_total", ["method": method, "code": code])
    }
    let runtime = RuntimeEnvironment(
      client: client, time: time, randomness: .system, metrics: metrics, logger: logger)
    let threads = NIOThreadPool(numberOfThreads: TemplateSettings().threads)
    threads.start()
    let clouds: CloudTransport
    do throws(TransportError) {
      clouds = try CloudTransport(environment: environment)
    } catch {
      throw StartError("\(error)")
    }
    let manager = ControllerManager(
      options: options(environment, access.configuration, threads), environment: runtime,
      logins: logins(client, clouds, time, environment)
    ) { address, authorities throws(TransportError) in
      try HTTPTransport(
        TLSPolicy(authorities: authorities, systemFile: ProcessEnvironment.authoritiesFile),
        proxy: try ProxyAddress.forURL(address, environment: environment))
    }
    logger.notice("starting", metadata: ["server": "\(access.configuration.server)"])
    warn(logger)
    let services = try services(manager, metrics, logger, time)
    let group = ServiceGroup(
      configuration: .init(
        services: services.map { .init(service: $0) },
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: logger))
    let failure = await Self.failure { try await group.run() }
    await access.transport.close()
    await clouds.close()
    try? await threads.shutdownGracefully()
    if let failure { throw StartError(failure) }
    logger.notice("stopped")
  }

  /// The words of the error that `body` throws.
  private static func failure(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Says which of the options leave tenants to each other.
  private func warn(_ logger: Logger) {
    guard command.crossNamespaceReferences == .allow else { return }
    logger.warning(
      """
      --cross-namespace-references=allow: anyone who can create an InfisicalAuth or InfisicalStaticSecret in any namespace \
      can use Secrets, ServiceAccounts, connections and auths of all namespaces but the operator's own; see \
      docs/threat-model.md
      """)
  }

  private func options(
    _ environment: [String: String], _ configuration: ClusterConfiguration,
    _ threads: NIOThreadPool
  ) -> OperatorOptions {
    var options = OperatorOptions()
    options.namespaces = command.namespaceList
    options.workers = command.workers
    options.namespace =
      command.operatorNamespace ?? environment["POD_NAMESPACE"]
      ?? configuration.namespace
    options.defaultAddress = environment["INFISICAL_HOST_API"].flatMap { $0.isEmpty ? nil : $0 }
    options.references = command.crossNamespaceReferences
    options.cloudIdentityAddresses = command.cloudIdentityAddressList
    options.templates.isLenient = command.lenientTemplates
    options.templates.mostSteps = command.templateMaxSteps
    options.templates.mostBytes = command.templateMaxMemory << 20
    options.templates.timeout = .seconds(command.templateTimeout)
    options.templates.work = BlockingWork { work in
      // At a shutdown nothing is run any more; the template counts as not rendered.
      try? await threads.runIfActive { work() }
    }
    options.lease = command.leaderElectionId
    if command.leaderElect {
      // Two processes on one host must not take each other for themselves.
      let suffix = String(Randomness.system.next(), radix: 16)
      options.identity = "\(environment["HOSTNAME"] ?? "redoubt-operator")_\(suffix)"
    }
    return options
  }

  private func logins(
    _ client: KubernetesClient, _ clouds: CloudTransport, _ time: SystemTime,
    _ environment: [String: String]
  ) -> LoginContext {
    LoginContext(
      clouds: clouds, time: time, environment: environment, readFile: { try FileSystem.read($0) }
    ) { namespace, name, audiences throws(InfisicalError) in
      let account = ObjectKey(namespace, name)
      do throws(APIError) {
        let answer = try await client.send(.token(of: account, audiences: audiences))
        guard let token = answer.text("status", "token") else {
          throw APIError(.unreadable, "the response has no token")
        }
        return Sensitive(token)
      } catch {
        throw InfisicalError(
          .credentials, "cannot get a token of ServiceAccount \(account): \(error)")
      }
    }
  }

  private func services(
    _ manager: ControllerManager, _ metrics: MetricsRegistry, _ logger: Logger, _ time: SystemTime
  ) throws -> [any Service] {
    var services: [any Service] = [ManagerService(manager: manager)]
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    if !command.healthAddress.isOff {
      services.append(
        StatusServer(
          address: command.healthAddress,
          pages: [
            "/healthz": { (.ok, "ok\n") },
            "/readyz": {
              manager.isReady ? (.ok, "ok\n") : (.serviceUnavailable, "caches are not synced\n")
            },
          ], tls: nil, logger: quiet))
    }
    if !command.metricsAddress.isOff {
      var certificate: ServingCertificate?
      if let file = command.metricsCertificate, let key = command.metricsKey {
        certificate = ServingCertificate(certificate: file, key: key)
        _ = try certificate?.configuration()
      }
      services.append(
        MetricsService(
          address: command.metricsAddress, certificate: certificate,
          page: {
            manager.updateMetrics()
            ProcessEnvironment.updateMetrics(metrics)
            return (.ok, metrics.render())
          }, logger: quiet, time: time))
    }
    return services
  }
}

/// The controllers as a service: a shutdown cancels them, and gives the lease back.
struct ManagerService: Service {
  let manager: ControllerManager

  func run() async throws {
    await cancelWhenGracefulShutdown { await manager.run() }
  }
}
