package import Diagnostics
package import YAMLSyntax

/// postgresql.cnpg.io/v1 ScheduledBackup.
package struct ScheduledBackup: KubernetesObject {
  package static let type = GroupVersionKind("postgresql.cnpg.io", "v1", "ScheduledBackup")
  package var metadata: ObjectMeta
  package var cluster: Text
  package var schedule: Text
  package var isImmediate: Bool
  package var isSuspended: Located<Bool>
  /// The method is always written: its default is the in-tree one (rule ARC-014).
  package var usesPlugin: Located<Bool>

  package init(
    metadata: ObjectMeta, cluster: Text, schedule: Text, isImmediate: Bool,
    isSuspended: Located<Bool>, usesPlugin: Located<Bool>
  ) {
    self.metadata = metadata
    self.cluster = cluster
    self.schedule = schedule
    self.isImmediate = isImmediate
    self.isSuspended = isSuspended
    self.usesPlugin = usesPlugin
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("schedule", schedule)
      spec.set("immediate", isImmediate)
      spec.set("suspend", isSuspended)
      spec.set("backupOwnerReference", "self")
      spec.nested("cluster") { $0.set("name", cluster) }
      spec.set("method", usesPlugin.map { $0 ? "plugin" : "barmanObjectStore" })
      if usesPlugin.value {
        spec.nested("pluginConfiguration") { $0.set("name", BarmanPlugin.name) }
      }
      spec.set("target", "prefer-standby")
    }
  }
}
