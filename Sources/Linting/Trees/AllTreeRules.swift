package import Diagnostics

/// Every rule over trees, by table.
package enum AllTreeRules {
  package static let all: [TreeRule] =
    ClusterTable.rules + ArchiveTable.rules + RedisTable.rules + AppTable.rules
    + NetworkTable.rules + HAProxyTable.rules + BalancerTable.rules + WiringTable.rules
    + MonitoringTable.rules

  /// What the rules are.
  package static let infos: [RuleInfo] = all.map(\.info)

  /// The findings of all rules in a tree: what `build` runs over its output, and `lint` over a tree that
  /// it reads.
  package static func findings(in tree: GitOpsTree) -> [Diagnostic] {
    all.flatMap { $0.check(tree) }
  }
}
