package import Diagnostics
package import YAMLSyntax

/// batch/v1 CronJob that never overlaps and always ends (rule RED-021).
package struct CronJob: KubernetesObject {
  package static let type = GroupVersionKind("batch", "v1", "CronJob")
  package var metadata: ObjectMeta
  package var schedule: Text
  package var isSuspended: Located<Bool>
  package var startingDeadlineSeconds = 600
  package var activeDeadlineSeconds = 1800
  package var backoffLimit = 2
  package var template: PodTemplate

  package init(
    metadata: ObjectMeta, schedule: Text, isSuspended: Located<Bool>, template: PodTemplate
  ) {
    self.metadata = metadata
    self.schedule = schedule
    self.isSuspended = isSuspended
    self.template = template
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("schedule", schedule)
      spec.set("timeZone", "Etc/UTC")
      spec.set("concurrencyPolicy", "Forbid")
      spec.set("startingDeadlineSeconds", startingDeadlineSeconds)
      spec.set("suspend", isSuspended)
      spec.set("successfulJobsHistoryLimit", 3)
      spec.set("failedJobsHistoryLimit", 5)
      spec.nested("jobTemplate") { job in
        job.nested("spec") { inner in
          inner.set("backoffLimit", backoffLimit)
          inner.set("activeDeadlineSeconds", activeDeadlineSeconds)
          inner.set("ttlSecondsAfterFinished", 86400)
          inner.set("template", template)
        }
      }
    }
  }
}
