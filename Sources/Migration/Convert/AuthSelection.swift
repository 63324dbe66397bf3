import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Which authentication method a resource means.
struct AuthSelection {
  let allowsLoss: Bool
  /// The resource as a tree, for the places of keys.
  let node: YAMLNode

  /// The one method; nil when there is none, or when it is ambiguous.
  func select(_ spec: InfisicalSecretSpec, _ notes: inout FieldNotes) -> AuthDraft? {
    let authentication = spec.authentication
    let blocks = authentication?.blocks ?? []
    let retired = retired(spec)
    guard let first = blocks.first else {
      notes.report(refusal(retired.first, spec))
      return nil
    }
    for (field, span) in retired {
      let diagnostic = Diagnostic(
        allowsLoss ? .droppedField : .retiredCredential,
        "`\(field)` has no equivalent", at: key(field) ?? span?.startPoint
      ).note("\(first.name) is kept; the operator preferred `\(field)`")
      notes.report(
        allowsLoss
          ? diagnostic
          : diagnostic.help("remove it, or accept the change with --allow-lossy"))
      if !allowsLoss { return nil }
      notes.dropped(span, "has no equivalent; \(first.name) is used")
    }
    if blocks.count > 1 {
      let names = blocks.map(\.name).joined(separator: ", ")
      var diagnostic = Diagnostic(
        allowsLoss ? .droppedField : .ambiguousAuthentication,
        "\(blocks.count) authentication methods are set: \(names)",
        at: key(first.name) ?? first.span?.startPoint)
      for other in blocks.dropFirst() {
        diagnostic = diagnostic.label(key(other.name), "")
        notes.dropped(other.span, "\(first.name) is kept; the operator chose one at random")
      }
      notes.report(
        allowsLoss
          ? diagnostic.note("\(first.name) is kept")
          : diagnostic.help("keep one of them, or use the first with --allow-lossy"))
      if !allowsLoss { return nil }
    }
    return first.block.draft(&notes)
  }

  /// Where the key of a block is.
  private func key(_ name: String) -> SourceSpan? {
    let spec = node["spec"]
    return (spec?["authentication"]?.entry(name) ?? spec?.entry(name))?.key.span
  }

  /// Ways to log in that v1beta1 does not have.
  private func retired(_ spec: InfisicalSecretSpec) -> [(String, SourceSpan?)] {
    var result: [(String, SourceSpan?)] = []
    if let token = spec.tokenSecretReference, !token.secretName.value.isEmpty {
      result.append(("tokenSecretReference", token.span))
    }
    if let token = spec.authentication?.serviceToken,
      !token.serviceTokenSecretReference.secretName.value.isEmpty
    {
      result.append(("serviceToken", token.span))
    }
    if let account = spec.authentication?.serviceAccount,
      !account.serviceAccountSecretReference.secretName.value.isEmpty
    {
      result.append(("serviceAccount", account.span))
    }
    return result
  }

  private func refusal(
    _ retired: (name: String, span: SourceSpan?)?, _ spec: InfisicalSecretSpec
  ) -> Diagnostic {
    guard let retired else {
      return Diagnostic(
        .noAuthentication, "no authentication method is set",
        at: (spec.authentication?.span ?? spec.span ?? node.span)?.startPoint
      ).help("add an authentication block for a machine identity")
    }
    return Diagnostic(
      .retiredCredential, "`\(retired.name)` has no equivalent",
      at: key(retired.name) ?? retired.span?.startPoint
    ).help("create a machine identity in Infisical and use universalAuth or kubernetesAuth")
  }
}
