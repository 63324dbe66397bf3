/// Stable identity of a kind of finding: an area of three letters and three digits, never reused.
public struct DiagnosticCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The areas of the code scheme (design/decisions.md, "Diagnostics").
  public enum Area: String, CaseIterable, Sendable {
    /// YAML syntax.
    case yaml = "YML"
    /// Schema conformance.
    case schema = "SCH"
    /// Topology documents.
    case topology = "TOP"
    /// Kubernetes rules.
    case kubernetes = "K8S"
    /// Infisical resources.
    case infisical = "INF"
    /// Custom resource definitions.
    case definition = "CRD"
    /// Proxy configurations.
    case proxy = "PRX"
    /// Migration.
    case migration = "MIG"
    /// Kustomizations.
    case kustomization = "KUS"
    /// Files and inventory.
    case file = "FIL"
  }

  /// Area of the finding.
  public let area: Area
  /// Number within the area, 1 to 999.
  public let number: Int

  package init(_ area: Area, _ number: Int) {
    self.area = area
    self.number = number
  }

  /// The spelled form, for example `TOP003`.
  public var description: String {
    let digits = String(number)
    return area.rawValue + String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
  }

  /// Codes order as their spelling does.
  public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
