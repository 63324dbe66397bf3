import ArgumentParser

/// `redoubt operation`: one subcommand for each verb.
struct OperationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "operation",
    abstract: "Start, advance or abort an operation such as a switchover.",
    usage: "redoubt operation TOPOLOGY VERB [OPTIONS]",
    discussion: """
      Edits the `operation` block of the topology file in place and keeps its comments; only legal steps \
      are taken. Each step is one commit: run `redoubt operation`, then `redoubt build`, commit, apply, \
      and verify with the runbook before the next step.

        redoubt operation topology.yaml status
        redoubt operation topology.yaml switchover --to dc2
        redoubt operation topology.yaml advance --token "$(kubectl get clusters.postgresql.cnpg.io … -o jsonpath={.status.demotionToken})"
        redoubt operation topology.yaml failover --lost dc1 --to dc2 --acknowledged-by ann --acknowledged-by bob --incident INC-1
        redoubt operation topology.yaml rebuild dc1
        redoubt operation topology.yaml inspect dc2 --name 20261121 --target-time 2026-11-20T10:00:00Z
        redoubt operation topology.yaml rollback --target-time 2026-11-20T10:00:00Z
      """,
    subcommands: verbs, defaultSubcommand: StatusVerb.self)

  private static let verbs: [any ParsableCommand.Type] = [
    StatusVerb.self, SwitchoverVerb.self, FailoverVerb.self, AdvanceVerb.self, AbortVerb.self,
    RebuildVerb.self, InspectVerb.self, RollbackVerb.self, RedisRestoreVerb.self, DrillVerb.self,
    RetireVerb.self, PostgresUpgradeVerb.self, NewArchiveVerb.self,
  ]

  /// Flags that take no value: the word after them may be the verb.
  private static let flags: Set<String> = ["-q", "--quiet", "--target-immediate"]

  /// `arguments` with the verb in front of the topology, as subcommands are parsed.
  ///
  /// People write the topology first: it stays the same from step to step while the verb changes.
  static func reordered(_ arguments: [String]) -> [String] {
    guard arguments.first == "operation" else { return arguments }
    let names = verbs.compactMap { $0.configuration.commandName }
    let verb = arguments.indices.dropFirst().first { index in
      let before = arguments[index - 1]
      let isValue = before.hasPrefix("-") && !flags.contains(before) && !before.contains("=")
      return names.contains(arguments[index]) && !isValue
    }
    guard let verb else { return arguments }
    var rest = arguments
    let name = rest.remove(at: verb)
    rest.insert(name, at: 1)
    return rest
  }
}
