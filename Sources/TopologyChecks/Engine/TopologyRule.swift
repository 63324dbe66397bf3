package import Diagnostics
package import TopologyModel

/// A rule over a whole topology; one conformer a file.
package protocol TopologyRule: Sendable {
  /// What the rule is, with its examples.
  static var info: RuleInfo { get }
  /// Reports every place where the rule is broken.
  func check(_ topology: Topology, into findings: inout Findings)
}

/// Collects the findings of rules together with the site that each concerns, for waivers.
package struct Findings: Sendable {
  struct Finding {
    let diagnostic: Diagnostic
    let site: SiteID?
  }

  private(set) var all: [Finding] = []

  package init() {}

  package var diagnostics: [Diagnostic] { all.map(\.diagnostic) }

  package mutating func report(_ diagnostic: Diagnostic, site: Site? = nil) {
    all.append(Finding(diagnostic: diagnostic, site: site?.id.value))
  }
}

extension Findings.Finding: Sendable {}
