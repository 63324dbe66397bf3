public import Diagnostics
package import YAMLSyntax

/// Versions of the operators in a cluster; gates compare against them.
public struct OperatorVersions: Sendable {
  /// CloudNativePG.
  public var cnpg = Located(Version(1, 30, 0))
  /// Barman Cloud plugin of CloudNativePG.
  public var barmanPlugin = Located(Version(0, 14, 0))
  /// cert-manager.
  public var certManager = Located(Version(1, 20, 0))
  /// Prometheus operator.
  public var prometheusOperator = Located(Version(0, 93, 0))
  /// Where the block was written.
  public var span: SourceSpan?

  /// The newest versions known to this release.
  public init() {}
}

extension OperatorVersions: FieldBlock {
  package static let summary = "Versions of the operators in a cluster."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("cnpg", &cnpg, "CloudNativePG")
    fields.scalar("barmanPlugin", &barmanPlugin, "Barman Cloud plugin")
    fields.scalar("certManager", &certManager, "cert-manager")
    fields.scalar("prometheusOperator", &prometheusOperator, "Prometheus operator")
  }
}
