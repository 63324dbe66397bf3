import ArgumentParser
package import Controllers
import KubernetesClient

/// The command line of the operator.
struct OperatorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redoubt-operator",
    abstract: "Keeps secrets of Infisical in Secrets and ConfigMaps of a cluster.",
    discussion: """
      Reconciles InfisicalConnection, InfisicalAuth and InfisicalStaticSecret \
      (secrets.infisical.com/v1beta1). Connections without an address use INFISICAL_HOST_API.
      """)

  @Option(
    help: ArgumentHelp(
      "Kubeconfig to use; without it the pod's ServiceAccount, or $KUBECONFIG outside of a pod.",
      valueName: "path"))
  var kubeconfig: String?

  @Option(help: ArgumentHelp("Context of the kubeconfig.", valueName: "name"))
  var context: String?

  @Option(
    help: ArgumentHelp(
      "Namespaces to work in, separated by commas; all without it.", valueName: "a,b"))
  var namespaces: String?

  @Flag(help: "Let one of several replicas work.")
  var leaderElect = false

  @Option(help: ArgumentHelp("Name of the Lease.", valueName: "name"))
  var leaderElectionId = "redoubt-operator"

  @Option(
    help: ArgumentHelp(
      "Namespace of the Lease and of the connection `default`; that of the pod without it.",
      valueName: "name"))
  var operatorNamespace: String?

  @Option(
    help: ArgumentHelp(
      "Where /healthz and /readyz are served; 0 for nowhere.", valueName: "host:port"))
  var healthAddress = HostPort(argument: ":8081") ?? HostPort.off

  @Option(help: ArgumentHelp("Where /metrics is served; 0 for nowhere.", valueName: "host:port"))
  var metricsAddress = HostPort(argument: ":8080") ?? HostPort.off

  @Option(
    help: ArgumentHelp("Certificate chain (PEM) to serve metrics over TLS.", valueName: "file"))
  var metricsCertificate: String?

  @Option(help: ArgumentHelp("Key (PEM) of the certificate.", valueName: "file"))
  var metricsKey: String?

  @Option(help: ArgumentHelp("Reconciliations of one kind at a time.", valueName: "n"))
  var workers = 10

  @Option(
    help: ArgumentHelp(
      "References across namespaces: allow, annotated (only what names the namespace in its "
        + "annotation secrets.infisical.com/allowed-namespaces), or deny.", valueName: "policy"))
  var crossNamespaceReferences = ReferencePolicy.allow

  @Flag(
    help:
      "Print <no value> where a template names a secret that is not there, as the official operator does."
  )
  var lenientTemplates = false

  @Option(help: "Least level of log lines: trace, debug, info, notice, warning, error, critical.")
  var logLevel = LogLevel.info

  @Option(help: "How log lines look: text or json.")
  var logFormat = LogFormat.json

  func validate() throws {
    guard (1...500).contains(workers) else {
      throw ValidationError("--workers must be from 1 to 500")
    }
    guard (metricsCertificate == nil) == (metricsKey == nil) else {
      throw ValidationError("--metrics-certificate and --metrics-key go together")
    }
    if let namespaces, namespaceList.isEmpty || namespaces.contains("/") {
      throw ValidationError("--namespaces needs names separated by commas")
    }
  }

  var namespaceList: [String] {
    (namespaces ?? "").split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
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

extension ReferencePolicy: ExpressibleByArgument {}
