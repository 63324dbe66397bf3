package import Diagnostics
import InfisicalModel
import Kustomization
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
      .refusedStep, .laterFirstEpoch,
    ]
    + RuleInfo.kustomizationRules + RuleInfo.driverRules
    + RuleInfo.fileRules)
    .sorted {
      $0.code < $1.code
    }

  /// The rule with a code, in any case of letters, or with a name.
  package static func rule(_ text: String) -> RuleInfo? {
    let (code, name) = (text.uppercased(), text.lowercased())
    return all.first { $0.code.description == code } ?? all.first { $0.name == name }
  }

  /// The rules that come from an entry of the catalogue.
  package static func rules(from id: String) -> [RuleInfo] {
    all.filter { $0.sources.contains { $0.isCatalogued && $0.title == id } }
  }

  /// The rules that have every word in their name, summary or reason.
  package static func rules(about words: [String]) -> [RuleInfo] {
    let words = words.map { $0.lowercased() }
    return all.filter { rule in
      let text = "\(rule.name) \(rule.summary) \(rule.why)".lowercased()
      return words.allSatisfy(text.contains)
    }
  }
}
