package import YAMLSyntax

/// monitoring.coreos.com/v1 Probe: a blackbox exporter asks addresses from outside.
package struct BlackboxProbe: KubernetesObject {
  package static let type = GroupVersionKind("monitoring.coreos.com", "v1", "Probe")
  package var metadata: ObjectMeta
  package var exporter: Text
  /// Module of the exporter's configuration.
  package var module: String
  package var interval: Text
  package var targets: [Text]
  package var labels: TextPairs = []

  package init(
    metadata: ObjectMeta, exporter: Text, module: String, interval: Text, targets: [Text]
  ) {
    self.metadata = metadata
    self.exporter = exporter
    self.module = module
    self.interval = interval
    self.targets = targets
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("jobName", metadata.name)
      spec.nested("prober") { $0.set("url", exporter) }
      spec.set("module", module)
      spec.set("interval", interval)
      spec.nested("targets") { outer in
        outer.nested("staticConfig") { config in
          config.list("static", targets)
          config.strings("labels", labels)
        }
      }
    }
  }
}
