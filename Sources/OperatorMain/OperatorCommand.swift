import ArgumentParser
package import Controllers
import InfisicalClient
import KubernetesClient

/// The command line of the operator.
struct OperatorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redoubt-operator",
    abstract: "Syncs Infisical secrets to Kubernetes.",
    discussion: """
      Reconciles InfisicalConnection, InfisicalAuth and InfisicalStaticSecret \
      (secrets.infisical.com/v1beta1). Connections without an address use INFISICAL_HOST_API.
      """)

  @Option(
    help: ArgumentHelp(
      "Path to a kubeconfig; by default the pod's ServiceAccount, or $KUBECONFIG when not in a pod.",
      valueName: "path"))
  var kubeconfig: String?

  @Option(help: ArgumentHelp("Context of the kubeconfig to use.", valueName: "name"))
  var context: String?

  @Option(
    help: ArgumentHelp(
      "Comma-separated namespaces to watch; all by default.", valueName: "a,b"))
  var namespaces: String?

  @Flag(help: "Elect a leader, so that only one of several replicas is active.")
  var leaderElect = false

  @Option(help: ArgumentHelp("Name of the Lease.", valueName: "name"))
  var leaderElectionId = "redoubt-operator"

  @Option(
    help: ArgumentHelp(
      "Namespace of the operator's Lease and its connection `default`; the pod's namespace by default.",
      valueName: "name"))
  var operatorNamespace: String?

  @Option(
    help: ArgumentHelp(
      "Address of /healthz and /readyz; 0 to disable.", valueName: "host:port"))
  var healthAddress = HostPort(argument: ":8081") ?? HostPort.off

  @Option(help: ArgumentHelp("Address of /metrics; 0 to disable.", valueName: "host:port"))
  var metricsAddress = HostPort(argument: ":8080") ?? HostPort.off

  @Option(
    help: ArgumentHelp("Certificate chain (PEM) for serving metrics over TLS.", valueName: "file"))
  var metricsCertificate: String?

  @Option(help: ArgumentHelp("Private key (PEM) of the certificate.", valueName: "file"))
  var metricsKey: String?

  @Option(help: ArgumentHelp("Concurrent reconciliations of one kind.", valueName: "n"))
  var workers = 10

  @Option(
    help: ArgumentHelp(
      "References across namespaces: annotated (only to objects whose annotation "
        + "secrets.infisical.com/allowed-namespaces lists the namespace), allow, or deny.",
      valueName: "policy"))
  var crossNamespaceReferences = ReferenceMode.annotated

  @Option(
    help: ArgumentHelp(
      "Comma-separated Infisical addresses that may receive the operator's own cloud identity "
        + "(methods aws-iam, azure, gcp-id-token, gcp-iam) from any namespace.",
      valueName: "url,url"))
  var cloudIdentityAddresses: String?

  @Option(
    help: ArgumentHelp(
      "Maximum number of template steps per target.", valueName: "n"))
  var templateMaxSteps = 10_000_000

  @Option(
    help: ArgumentHelp(
      "Maximum template memory per target, in MiB.", valueName: "mib"))
  var templateMaxMemory = 16

  @Option(
    help: ArgumentHelp(
      "Maximum template time per resource and sync, in seconds.", valueName: "seconds"))
  var templateTimeout = 10

  @Option(
    help: ArgumentHelp(
      "Maximum API server requests per second.", valueName: "n"))
  var kubernetesRequestsPerSecond = 2000

  @Flag(
    help:
      "Print <no value> for a missing secret, as the official operator does."
  )
  var lenientTemplates = false

  @Option(help: "Minimum log level: trace, debug, info, notice, warning, error, critical.")
  var logLevel = LogLevel.info

  @Option(help: "Log format: text or json.")
  var logFormat = LogFormat.json

  func validate() throws {
    guard (1...500).contains(workers) else {
      throw ValidationError("--workers must be from 1 to 500")
    }
    guard (1...100_000_000).contains(templateMaxSteps) else {
      throw ValidationError("--template-max-steps must be from 1 to 100000000")
    }
    guard (1...256).contains(templateMaxMemory) else {
      throw ValidationError("--template-max-memory must be from 1 to 256")
    }
    guard (1...60).contains(templateTimeout) else {
      throw ValidationError("--template-timeout must be from 1 to 60")
    }
    guard (1...100_000).contains(kubernetesRequestsPerSecond) else {
      throw ValidationError("--kubernetes-requests-per-second must be from 1 to 100000")
    }
    for address in cloudIdentityAddressList where ServerAddress(address) == nil {
      throw ValidationError("--cloud-identity-addresses: `\(address)` is not a URL")
    }
    guard (metricsCertificate == nil) == (metricsKey == nil) else {
      throw ValidationError("--metrics-certificate and --metrics-key must be set together")
    }
    if let namespaces, namespaceList.isEmpty || namespaces.contains("/") {
      throw ValidationError("--namespaces takes comma-separated names")
    }
  }

  var namespaceList: [String] { Self.list(namespaces) }

  var cloudIdentityAddressList: [String] { Self.list(cloudIdentityAddresses) }

  private static func list(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  func run() async throws { try await OperatorProcess(command: self).run() }
}

extension HostPort {
  /// Nowhere.
  static let off = HostPort()

  private init() {
    host = ""
    port = 0
  }
}

extension ReferenceMode: ExpressibleByArgument {}
