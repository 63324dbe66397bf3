import Diagnostics
import KubernetesModel
import TopologyModel

extension PointInTime {
  /// The moment of a topology's recovery.
  init(_ target: RecoveryTarget) {
    self.init()
    time = target.time
    xid = target.xid
    lsn = target.lsn
    name = target.name
    isImmediate = target.immediate.value ? target.immediate : nil
    timeline = target.timeline
    backupID = target.backupID
    isExclusive = target.exclusive.value ? target.exclusive : nil
  }
}
