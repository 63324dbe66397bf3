package import Diagnostics
import InfisicalModel
import Linting
import Migration
import Pipeline
import Schema
import TopologyChecks
import TopologyModel
import Workspace
import YAMLSyntax

/// Every rule of the program, for `explain` and the generated documentation.
package enum RuleCatalogue {
  /// Rules by code.
  package static let all: [RuleInfo] =
    (RuleInfo.yamlRules + FieldRules.topology.all + FieldRules.infisical.all + [.notATopology]
    + AllRules.infos
    + RuleInfo.schemaRules + AllLintRules.infos + AllTreeRules.infos + RuleInfo.migrationRules + [
      .refusedStep
    ]
    + RuleInfo.driverRules
    + RuleInfo.fileRules)
    .sorted {
      $0.code < $1.code
    }

  /// The rule with a code, in any case of letters.
  package static func rule(_ code: String) -> RuleInfo? {
    all.first { $0.code.description == code.uppercased() }
  }
}
