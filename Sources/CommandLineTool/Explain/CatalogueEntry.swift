package import Diagnostics

/// A rule of the catalogue, and what became of it: findings, something that a topology cannot express, or,
/// where only a running cluster can tell, a check of the verify scripts.
package struct CatalogueEntry: Sendable {
  /// Such as `ING-006`.
  package let id: String
  package let area: CatalogueArea
  /// The findings that name it as their source.
  package var rules: [RuleInfo] { RuleCatalogue.rules(from: id) }
  /// Why the document cannot express the fault.
  package var construction: String? {
    Self.byConstruction.first { $0.ids.contains(id) }?.why
  }
  /// The check of a verify script.
  package var check: String? { Self.checks.first { $0.id == id }?.check }

  /// Every entry, in the order of the catalogue.
  package static let all: [CatalogueEntry] = CatalogueArea.all.flatMap { area in
    area.ids.map { CatalogueEntry(id: $0, area: area) }
  }

  /// The entry with an id, in any case of letters.
  package static func entry(_ id: String) -> CatalogueEntry? {
    let id = id.uppercased()
    return all.first { $0.id == id }
  }

  /// Rules without a finding: the document cannot express the fault, or another rule refuses it.
  private static let byConstruction: [(ids: [String], why: String)] = [
    (["TOPO-006", "TOPO-021"], "the document has no such field (TOP001); see TOP821 for DNS"),
    (["TOPO-011"], "a site has one role (TOP101)"),
    (["PG-017", "APP-011"], "an image needs a tag, and not `latest` (TOP004)"),
    (["PG-031"], "replication is `archive` or `hybrid` (TOP004)"),
    (["TOK-008"], "a failover has no `token` (TOP001)"),
    (["ARC-010"], "grammar of `retention` (TOP004)"),
    (["ARC-019", "ARC-021"], "compression and encryption are closed sets (TOP004)"),
    (["OBJ-017"], "grammar of bucket names (TOP004)"),
    (["RED-002"], "Redis has no replicas (TOP001)"),
    (["RED-019", "APP-026", "APP-027"], "the variables are reserved (TOP633)"),
    (["GIT-013"], "an edited file is not overwritten (FIL002)"),
  ]

  /// Rules that only a running cluster can decide.
  private static let checks: [(id: String, check: String)] = [
    ("APP-009", "verify-secrets.sh: format of ENCRYPTION_KEY and AUTH_SECRET"),
    ("ARC-007", "verify-secrets.sh, and the policies in stores/: the rights of each login"),
    ("GIT-010", "preflight of a switchover: the operators' definitions are installed"),
    ("ING-003", "preflight of a switchover: the issuer does not depend on the site's traffic"),
    ("ING-004", "switchover S13: the ingress answers with or without the PROXY protocol"),
    ("ING-006", "preflight of a switchover: the certificate is valid for 14 more days"),
    ("OBJ-008", "verify-secrets.sh: the default root login is not in use"),
    ("OBJ-012", "verify-secrets.sh: PostgreSQL and Redis have separate credentials"),
    ("PG-036", "preflight of a switchover: the type of the login's Secret"),
    ("SEC-006", "verify-secrets.sh: every site has the same keys, compared by keyed hashes"),
  ]
}
