package import YAMLSyntax

/// A probe of a container.
package struct Probe: YAMLWritable, Sendable {
  /// What is asked.
  package enum Action: Sendable {
    /// GET on a named port.
    case httpGet(path: String, port: String, isSecured: Bool = false)
    /// A command inside of the container.
    case exec([String])
  }

  package var action: Action
  package var periodSeconds: Int
  package var timeoutSeconds: Int
  package var failureThreshold: Int

  package init(
    _ action: Action, periodSeconds: Int, timeoutSeconds: Int = 3, failureThreshold: Int = 3
  ) {
    self.action = action
    self.periodSeconds = periodSeconds
    self.timeoutSeconds = timeoutSeconds
    self.failureThreshold = failureThreshold
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      switch action {
      case .httpGet(let path, let port, let isSecured):
        yaml.nested("httpGet") {
          $0.set("path", path)
          $0.set("port", port)
          if isSecured { $0.set("scheme", "HTTPS") }
        }
      case .exec(let command):
        yaml.nested("exec") { $0.list("command", command) }
      }
      yaml.set("periodSeconds", periodSeconds)
      yaml.set("timeoutSeconds", timeoutSeconds)
      yaml.set("failureThreshold", failureThreshold)
    }
  }
}
