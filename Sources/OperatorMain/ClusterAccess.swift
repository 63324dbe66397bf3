import Files
import HTTPTransport
import KubernetesClient
import Seams
import Subprocess
import SystemPackage

/// Finds the API server and the means to talk to it.
struct ClusterAccess {
  let configuration: ClusterConfiguration
  let transport: HTTPTransport
  let credentials: any ClusterCredentials

  init(
    kubeconfig: String?, context: String?, environment: [String: String], time: any TimeSource
  ) throws(StartError) {
    do throws(ConfigurationError) {
      configuration = try Self.configuration(kubeconfig, context, environment)
    } catch {
      throw StartError("\(error)")
    }
    let identity = configuration.identity.map { ($0.certificate, $0.key) }
    do throws(TransportError) {
      let proxy =
        if let text = configuration.proxy {
          try ProxyAddress(text) as ProxyAddress?
        } else {
          try ProxyAddress.forURL(configuration.server, environment: environment)
        }
      transport = try HTTPTransport(
        TLSPolicy(
          authorities: configuration.authorities, trustsSystem: configuration.authorities.isEmpty,
          systemFile: ProcessEnvironment.authoritiesFile,
          identity: identity, isInsecure: configuration.isInsecure,
          serverName: configuration.serverName), server: configuration.server, proxy: proxy)
    } catch {
      throw StartError("cannot connect to the cluster as configured: \(error)")
    }
    credentials =
      switch configuration.user {
      case .none: FixedCredentials()
      case .token(let token): FixedCredentials(token)
      case .tokenFile(let path):
        FileCredentials(path: path, time: time, read: { try FileSystem.read($0) })
      case .exec(let plugin):
        ExecCredentials(plugin, time: time) { command, arguments, environment in
          try await ProgramExecution.output(command, arguments, environment)
        }
      }
  }

  private static func configuration(
    _ kubeconfig: String?, _ context: String?, _ environment: [String: String]
  ) throws(ConfigurationError) -> ClusterConfiguration {
    let isPod = environment["KUBERNETES_SERVICE_HOST"] != nil
    guard let path = kubeconfig ?? (isPod ? nil : defaultPath(environment)) else {
      return try InCluster.configuration(
        environment: environment, read: { try FileSystem.read($0) })
    }
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path)
    } catch {
      throw ConfigurationError("cannot read the kubeconfig: \(error)")
    }
    return try Kubeconfig(bytes, path: path, read: { try FileSystem.read($0) })
      .configuration(context: context)
  }

  /// `$KUBECONFIG`, of which the first file is taken, or the file in the home folder.
  private static func defaultPath(_ environment: [String: String]) -> String? {
    if let list = environment["KUBECONFIG"], let first = list.split(separator: ":").first {
      return String(first)
    }
    guard let home = environment["HOME"] else { return nil }
    let path = "\(home)/.kube/config"
    return FileSystem.kind(path) == nil ? nil : path
  }
}

/// Runs programs for exec plugins.
enum ProgramExecution {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static func output(
    _ command: String, _ arguments: [String], _ environment: [String: String]
  ) async throws -> [UInt8] {
    let additions = environment.reduce(into: [Environment.Key: String?]()) { result, pair in
      result[Environment.Key(stringLiteral: pair.key)] = pair.value
    }
    let time = SystemTime()
    let outcome = await time.limit(.seconds(60)) {
      await Self.run(command, arguments, additions)
    }
    guard let outcome else { throw Failure(description: "it did not finish within a minute") }
    return try outcome.get()
  }

  private static func run(
    _ command: String, _ arguments: [String], _ additions: [Environment.Key: String?]
  ) async -> Result<[UInt8], any Error> {
    do {
      return .success(try await output(command, arguments, additions))
    } catch {
      return .failure(error)
    }
  }

  private static func output(
    _ command: String, _ arguments: [String], _ additions: [Environment.Key: String?]
  ) async throws -> [UInt8] {
    let result = try await Subprocess.run(
      command.contains("/") ? .path(.init(command)) : .name(command),
      arguments: Arguments(arguments), environment: .inherit.updating(additions), input: .none,
      output: .bytes(limit: 1 << 20), error: .discarded)
    guard result.terminationStatus.isSuccess else {
      throw Failure(description: "it ended with \(result.terminationStatus)")
    }
    return result.standardOutput
  }
}
