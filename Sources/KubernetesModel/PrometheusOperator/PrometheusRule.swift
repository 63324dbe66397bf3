import Diagnostics
package import YAMLSyntax

/// One alert of a PrometheusRule.
package struct AlertingRule: Sendable {
  package var name: String
  /// PromQL.
  package var expression: String
  /// Time for which it must hold, in Prometheus' notation.
  package var duration: String
  /// `critical`, `warning` or `none`.
  package var severity: String
  package var labels: TextPairs = []
  package var summary: String
  /// The annotation that leads to its runbook.
  package var runbook: (name: String, value: Text)

  package init(
    _ name: String, _ expression: String, duration: String, severity: String, summary: String,
    runbook: (name: String, value: Text)
  ) {
    self.name = name
    self.expression = expression
    self.duration = duration
    self.severity = severity
    self.summary = summary
    self.runbook = runbook
  }

  fileprivate var yaml: YAMLNode {
    YAMLMapping.build { rule in
      rule.set("alert", name)
      rule.set("expr", expression)
      rule.set("for", duration)
      rule.strings("labels", [("severity", Text(severity))] + labels)
      rule.strings(
        "annotations", [("summary", Text(summary)), (runbook.name, runbook.value)])
    }
  }
}

/// monitoring.coreos.com/v1 PrometheusRule of one group of alerts.
package struct PrometheusRule: KubernetesObject {
  package static let type = GroupVersionKind("monitoring.coreos.com", "v1", "PrometheusRule")
  package var metadata: ObjectMeta
  package var group: Text
  package var rules: [AlertingRule]

  package init(metadata: ObjectMeta, group: Text, rules: [AlertingRule]) {
    self.metadata = metadata
    self.group = group
    self.rules = rules
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      let group = YAMLMapping.build { group in
        group.set("name", self.group)
        group.list("rules", rules.map(\.yaml))
      }
      spec.list("groups", [group])
    }
  }
}
