import Diagnostics
import InfisicalModel

/// Addresses that end in `/api`.
struct APIInAddressRule: LintRule {
  static let info = RuleInfo(
    .infisical, 113, "api-in-address", .warning,
    summary: "The address of a connection ends with `/api`.",
    why: "The operator appends `/api` again when it lists secrets, and every request gets 404.",
    sources: [.infisicalOperator("list of secrets")],
    bad: [
      .init(
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalConnection
        metadata: {name: main, namespace: apps}
        spec: {address: https://infisical.example.com/api}  # here
        """)
    ],
    good: [
      .init(ExampleObject.connection)
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for connection in input.connections {
      guard let address = connection.spec.address else { continue }
      var rest = address.value[...]
      while rest.last == "/" { rest.removeLast() }
      guard rest.hasSuffix("/api") else { continue }
      let better = String(rest.dropLast(4))
      var finding = Diagnostic(Self.info, "the address ends with `/api`", at: address.span)
        .help("write `\(better)`")
      if let span = address.span {
        finding = finding.fix(FixIt("write `\(better)`", .safe, [TextEdit(span, better)]))
      }
      findings.report(finding, connection.object)
    }
  }
}
