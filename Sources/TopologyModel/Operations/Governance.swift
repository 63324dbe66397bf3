public import Diagnostics
package import YAMLSyntax

/// What brings the tree into the clusters.
public enum GitOpsEngine: String, CaseIterable, Sendable {
  /// kubectl or another tool applies the kustomizations.
  case kustomize
  /// Argo CD.
  case argocd
  /// Flux.
  case flux
}

extension GitOpsEngine: FieldValue {
  package static var typeName: String { "a GitOps engine" }
}

/// How the tree gets into the clusters.
public struct GitOpsSettings: Sendable {
  /// What applies it.
  public var engine = Located(GitOpsEngine.kustomize)
  /// Repository that holds the tree.
  public var repoURL: Located<String>?
  /// Branch that is applied.
  public var branch: Located<String> = "main"
  /// Folder of the tree in the repository; the root when absent.
  public var path: Located<ObjectPath>?
  /// Directory that the tree is built into, relative to the topology file; `--output` when absent.
  public var output: Located<String>?
  /// Address that the runbooks of the tree are read under; derived from `repoURL` when absent.
  public var runbookURL: Located<EndpointURL>?
  /// What the repository's server fails together with.
  public var failureDomain: Located<DNSLabel>?
  /// Copies of the repository that agents can read instead.
  public var mirrors: [Located<String>] = []
  /// Where the block was written.
  public var span: SourceSpan?

  /// Plain kustomizations.
  public init() {}
}

extension GitOpsSettings: FieldBlock {
  package static let summary = "How the tree is applied to the clusters."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("engine", &engine, "kustomize, argocd or flux")
    fields.scalar("repoURL", &repoURL, "repository that holds the tree")
    fields.scalar("branch", &branch, "branch that is applied")
    fields.scalar("path", &path, "directory of the tree in the repository")
    fields.scalar(
      "output", &output, "directory that the tree is built into, relative to the topology file")
    fields.scalar("runbookURL", &runbookURL, "base address of the runbooks, for links in alerts")
    fields.scalar("failureDomain", &failureDomain, "failure domain of the repository's server")
    fields.scalars("mirrors", &mirrors, "mirrors of the repository")
  }
}

/// How often procedures are exercised.
public struct Drills: Sendable {
  /// Time between restores of a backup.
  public var restoreEvery = Located(TimeSpan.days(30))
  /// Time between switchovers there and back.
  public var switchoverEvery = Located(TimeSpan.days(180))
  /// Day of the last restore of a backup.
  public var lastRestore: Located<CalendarDate>?
  /// Day of the last switchover there and back.
  public var lastSwitchover: Located<CalendarDate>?
  /// Where the block was written.
  public var span: SourceSpan?

  /// Monthly restores, half-yearly switchovers.
  public init() {}
}

extension Drills: FieldBlock {
  package static let summary = "How often procedures are practised."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("restoreEvery", &restoreEvery, "interval between restore drills")
    fields.scalar("switchoverEvery", &switchoverEvery, "interval between switchover drills")
    fields.scalar("lastRestore", &lastRestore, "date of the last restore drill")
    fields.scalar("lastSwitchover", &lastSwitchover, "date of the last switchover drill")
  }
}

/// A finding that people decided to live with.
public struct Waiver: Sendable {
  /// Code of the rule.
  public var rule: Located<String>
  /// Site it holds for; every site when absent.
  public var site: Located<SiteID>?
  /// Why.
  public var reason: Located<String>
  /// Last day on which it holds; judged against `--as-of` only.
  public var expires: Located<CalendarDate>
  /// Where the block was written.
  public var span: SourceSpan?
}

extension Waiver: FieldBlock {
  package static let summary = "A finding that is accepted on purpose."

  package init() {
    rule = "unset"
    reason = "unset"
    expires = Located(CalendarDate(unchecked: "0000-00-00"))
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("rule", &rule, .required, "code of the rule")
    fields.scalar("site", &site, "site it applies to; every site by default")
    fields.scalar("reason", &reason, .required, "why the finding is acceptable")
    fields.scalar("expires", &expires, .required, "last day on which the waiver is valid")
  }
}
