import Diagnostics
import FoundationEssentials
import Seams
import YAMLSyntax

/// Reads a kubeconfig (client-go v0.36, clientcmd/api/v1).
package struct Kubeconfig {
  private let root: YAMLNode
  private let map: SourceMap
  /// Folder of the file: paths in it are relative to that.
  private let folder: String
  private let read: (String) throws -> [UInt8]

  /// Parses `bytes`, which were read from `path`; `read` gives the bytes of files it names.
  package init(
    _ bytes: [UInt8], path: String, read: @escaping (String) throws -> [UInt8]
  ) throws(ConfigurationError) {
    var map = SourceMap()
    let file = map.add(path: path, bytes: bytes)
    var bag = DiagnosticBag()
    let stream = YAMLParser().parse(file, into: &bag)
    if let diagnostic = bag.diagnostics.first(where: { $0.severity == .error }) {
      throw ConfigurationError(Self.text(diagnostic.message, at: diagnostic.primary?.span, map))
    }
    guard let root = stream.documents.first?.root, root.isMapping else {
      throw ConfigurationError("\(path): not a kubeconfig: expected a mapping")
    }
    self.root = root
    self.map = map
    folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    self.read = read
  }

  private static func text(_ message: String, at span: SourceSpan?, _ map: SourceMap) -> String {
    guard let span, let file = map[span.file] else { return message }
    let position = LineIndex(file.bytes).position(at: span.range.lowerBound)
    return "\(file.path):\(position.line):\(position.column): \(message)"
  }

  private func problem(_ message: String, _ node: YAMLNode?) -> ConfigurationError {
    ConfigurationError(Self.text(message, at: node?.span ?? root.span, map))
  }

  /// What `context`, or else the current one, leads to.
  package func configuration(
    context: String? = nil
  ) throws(ConfigurationError) -> ClusterConfiguration {
    guard let name = context ?? root.text("current-context"), !name.isEmpty else {
      throw problem(
        "no context is selected; set current-context or use --context", root["current-context"])
    }
    let chosen = try named("contexts", "context", name)
    guard let clusterName = chosen.text("cluster") else {
      throw problem("context `\(name)` has no cluster", chosen)
    }
    let cluster = try named("clusters", "cluster", clusterName)
    guard let server = cluster.text("server"), !server.isEmpty else {
      throw problem("cluster `\(clusterName)` has no server", cluster)
    }
    guard server.hasPrefix("https://") || server.hasPrefix("http://") else {
      throw problem("the server must start with https:// or http://", cluster["server"])
    }
    var result = ClusterConfiguration(server: server)
    result.authorities = try material(cluster, "certificate-authority") ?? []
    result.isInsecure = cluster.flag("insecure-skip-tls-verify") ?? false
    result.serverName = cluster.text("tls-server-name")
    result.proxy = cluster.text("proxy-url")
    result.namespace = chosen.text("namespace") ?? "default"
    if let userName = chosen.text("user"), !userName.isEmpty {
      try apply(named("users", "user", userName), cluster, to: &result)
    }
    return result
  }

  private func apply(
    _ user: YAMLNode, _ cluster: YAMLNode, to result: inout ClusterConfiguration
  ) throws(ConfigurationError) {
    if let certificate = try material(user, "client-certificate") {
      guard let key = try material(user, "client-key") else {
        throw problem("a client certificate requires client-key or client-key-data", user)
      }
      result.identity = .init(certificate: certificate, key: Sensitive(key))
    }
    if let node = user["as"] ?? user["as-groups"] ?? user["as-uid"] {
      throw problem(
        "impersonation is not supported; use credentials with the required permissions", node)
    }
    if let path = user.text("tokenFile"), !path.isEmpty {
      result.user = .tokenFile(absolute(path))
    } else if let token = user.text("token"), !token.isEmpty {
      result.user = .token(Sensitive(token))
    } else if let exec = user["exec"], exec.isMapping {
      result.user = .exec(try plugin(exec, cluster, result))
    } else if user["auth-provider"] != nil {
      throw problem(
        "auth-provider is no longer supported by Kubernetes; use an exec plugin",
        user["auth-provider"])
    } else if user.text("username") != nil {
      throw problem("basic authentication is no longer supported by Kubernetes", user["username"])
    }
  }

  private func plugin(
    _ node: YAMLNode, _ cluster: YAMLNode, _ result: ClusterConfiguration
  ) throws(ConfigurationError) -> ExecPlugin {
    guard let command = node.text("command"), !command.isEmpty else {
      throw problem("the exec plugin has no command", node)
    }
    let version = node.text("apiVersion") ?? "client.authentication.k8s.io/v1"
    guard version.hasPrefix("client.authentication.k8s.io/v1"), !version.hasSuffix("alpha1") else {
      throw problem("`\(version)` is not a supported exec plugin version", node)
    }
    var environment: [String: String] = [:]
    for item in node["env"]?.items ?? [] {
      if let name = item.text("name") { environment[name] = item.text("value") ?? "" }
    }
    switch node.text("interactiveMode") ?? "IfAvailable" {
    case "Never", "IfAvailable": break
    case "Always":
      throw problem(
        "the exec plugin requires a terminal (interactiveMode: Always), and the operator has none",
        node["interactiveMode"])
    default:
      throw problem(
        "interactiveMode must be Never, IfAvailable or Always", node["interactiveMode"])
    }
    // A path with a slash is relative to the file, as client-go has it.
    return ExecPlugin(
      apiVersion: version, command: command.contains("/") ? absolute(command) : command,
      arguments: (node["args"]?.items ?? []).compactMap { $0.scalar?.text },
      environment: environment, installHint: node.text("installHint"),
      cluster: node.flag("provideClusterInfo") == true ? information(cluster, result) : nil)
  }

  /// What a plugin that asks for it is told of the cluster (client.authentication.k8s.io/v1 Cluster).
  private func information(_ cluster: YAMLNode, _ result: ClusterConfiguration) -> [UInt8] {
    var node = YAMLNode.object(["server": .string(result.server)])
    if let name = result.serverName { node.set("tls-server-name", .string(name)) }
    if result.isInsecure { node.set("insecure-skip-tls-verify", .boolean(true)) }
    if !result.authorities.isEmpty {
      node.set(
        "certificate-authority-data", .string(Data(result.authorities).base64EncodedString()))
    }
    if let proxy = result.proxy { node.set("proxy-url", .string(proxy)) }
    // The extension of this name is for plugins (client-go v0.36, clientcmd/api).
    let extensions = cluster["extensions"]?.items ?? []
    if let config = extensions.first(where: {
      $0.text("name") == "client.authentication.k8s.io/exec"
    })?["extension"] {
      node.set("config", config)
    }
    return node.json
  }

  /// The bytes of `NAME-data`, or of the file that `NAME` names.
  private func material(
    _ node: YAMLNode, _ name: String
  ) throws(ConfigurationError) -> [UInt8]? {
    if let text = node.text("\(name)-data"), !text.isEmpty {
      guard let data = Data(base64Encoded: text) else {
        throw problem("`\(name)-data` is not base64", node["\(name)-data"])
      }
      return Array(data)
    }
    guard let path = node.text(name), !path.isEmpty else { return nil }
    do {
      return try read(absolute(path))
    } catch {
      throw problem("cannot read `\(name)`: \(error)", node[name])
    }
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
  }

  private func named(
    _ list: String, _ field: String, _ name: String
  ) throws(ConfigurationError) -> YAMLNode {
    let items = root[list]?.items ?? []
    guard let item = items.first(where: { $0.text("name") == name }), let value = item[field] else {
      let names = items.compactMap { $0.text("name") }.joined(separator: ", ")
      throw problem(
        "unknown \(field) `\(name)`; \(names.isEmpty ? "`\(list)` is empty" : "use one of: \(names)")",
        root[list])
    }
    return value
  }
}
