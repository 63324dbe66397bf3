package import Diagnostics
package import YAMLSyntax

/// `recoveryTarget` of a Cluster (CloudNativePG 1.30, recovery): the moment that replay stops at.
package struct PointInTime: YAMLWritable, Sendable {
  package var time: Text?
  package var xid: Text?
  package var lsn: Text?
  package var name: Text?
  package var isImmediate: Located<Bool>?
  package var timeline: Text?
  package var backupID: Text?
  package var isExclusive: Located<Bool>?

  package init() {}

  package var yaml: YAMLNode {
    YAMLMapping.build {
      $0.set("backupID", backupID)
      $0.set("targetTLI", timeline)
      $0.set("targetXID", xid)
      $0.set("targetName", name)
      $0.set("targetLSN", lsn)
      $0.set("targetTime", time)
      $0.set("targetImmediate", isImmediate)
      $0.set("exclusive", isExclusive)
    }
  }
}
