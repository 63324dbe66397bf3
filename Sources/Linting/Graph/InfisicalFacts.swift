import Diagnostics
import YAMLSyntax

/// Objects that Infisical's operator writes.
enum InfisicalFacts {
  static func collect(_ object: LintObject, into facts: inout ObjectFacts) {
    let spec = object.spec
    for target in spec?["targets"]?.items ?? [] {
      let kind = target["kind"]?.text ?? "Secret"
      add(kind, target["name"], target["namespace"], target["template"], object, &facts)
    }
    let managed =
      (spec?["managedKubeSecretReferences"]?.items ?? [])
      + [spec?["managedSecretReference"]].compactMap(\.self)
    for target in managed {
      add(
        "Secret", target["secretName"], target["secretNamespace"], target["template"], object,
        &facts)
    }
    for target in spec?["managedKubeConfigMapReferences"]?.items ?? [] {
      add(
        "ConfigMap", target["configMapName"], target["configMapNamespace"], target["template"],
        object, &facts)
    }
  }

  private static func add(
    _ kind: String, _ name: YAMLNode?, _ namespace: YAMLNode?, _ template: YAMLNode?,
    _ object: LintObject, _ facts: inout ObjectFacts
  ) {
    guard let text = name?.text else { return }
    facts.products.append((kind, text))
    facts.outputs.append(
      .init(
        object: .init(
          kind: kind, namespace: namespace?.text ?? object.identity.namespace, name: text,
          span: name?.span), keys: keys(of: template)))
  }

  /// Keys of a template for each key; one for the whole object has those that it prints, and with
  /// `includeAllSecrets` Infisical adds its own.
  private static func keys(of template: YAMLNode?) -> [String]? {
    guard template?["includeAllSecrets"]?.text != "true" else { return nil }
    return template?["data"]?.entries?.compactMap(\.key.text)
  }
}
