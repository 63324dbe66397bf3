import YAMLSyntax

/// What a monitor scrapes: one named port of the selected pods or Services.
package struct ScrapeTarget: Sendable {
  let selector: TextPairs
  let port: String
  let interval: Text
  /// HTTP path; the default of the operator when nil.
  let path: String?
  /// Whether the target speaks TLS.
  let isSecured: Bool
  /// Labels put on every series, such as the site.
  let targetLabels: TextPairs

  package init(
    selector: TextPairs, port: String, interval: Text, path: String? = nil,
    isSecured: Bool = false, targetLabels: TextPairs
  ) {
    self.selector = selector
    self.port = port
    self.interval = interval
    self.path = path
    self.isSecured = isSecured
    self.targetLabels = targetLabels
  }

  /// Writes the spec of a monitor whose list of endpoints is called `endpoints`.
  func write(into object: inout YAMLMapping, endpoints: String) {
    object.nested("spec") { spec in
      spec.set("selector", LabelSelector(selector))
      let endpoint = YAMLMapping.build { endpoint in
        endpoint.set("port", port)
        endpoint.set("path", path)
        if isSecured { endpoint.set("scheme", "https") }
        endpoint.set("interval", interval)
        endpoint.list("relabelings", targetLabels.map(Relabeling.replacing))
      }
      spec.list(endpoints, [endpoint])
    }
  }
}

/// Labels put on series.
enum Relabeling {
  /// Sets a label to a constant.
  static func replacing(_ pair: (String, Text)) -> YAMLNode {
    YAMLMapping.build {
      $0.set("targetLabel", pair.0)
      $0.set("replacement", pair.1)
    }
  }
}
