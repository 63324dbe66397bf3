/// Sums of the limits of runbook steps, for rules that compare them with objectives.
///
/// The runbooks are the truth; a test holds these numbers against them.
package enum ProcedureLimits {
  /// From the first look (F0) to users at the other site (F10).
  package static func failoverMinutes(restoringRedis: Bool) -> Int { restoringRedis ? 102 : 94 }
}
