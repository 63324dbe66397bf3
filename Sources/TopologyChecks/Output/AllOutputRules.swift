package import Diagnostics

/// Every rule over the output, by table.
package enum AllOutputRules {
  package static let all: [OutputRule] =
    ClusterTable.rules + ArchiveTable.rules + RedisTable.rules + AppTable.rules
    + NetworkTable.rules + HAProxyTable.rules + BalancerTable.rules + WiringTable.rules
    + MonitoringTable.rules

  package static let infos: [RuleInfo] = all.map(\.info)

  /// The findings of all rules in a tree.
  package static func run(_ tree: OutputTree) -> [Diagnostic] { all.flatMap { $0.check(tree) } }
}
