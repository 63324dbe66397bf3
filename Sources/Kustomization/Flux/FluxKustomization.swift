package import Diagnostics
package import YAMLSyntax

/// A Kustomization of Flux: a directory of a repository, and what the controller does to its objects
/// (kustomize-controller v1, `spec`).
package struct FluxKustomization: Sendable {
  package let namespace: String
  package let name: String
  /// `spec.path`, from the root of the repository.
  package let path: Located<String>
  /// Kind and name of `spec.sourceRef`.
  package let sourceRef: String
  /// What the controller adds to the kustomization of the directory.
  let additions: KustomizationFile
  let labels: [KustomizationPair]
  let annotations: [KustomizationPair]
  let faults: [Fault]

  /// Fields of `spec` that the controller hands to kustomize, with their names there.
  private static let fields = [
    ("targetNamespace", "namespace"), ("namePrefix", "namePrefix"), ("nameSuffix", "nameSuffix"),
    ("patches", "patches"), ("images", "images"), ("components", "components"),
  ]

  /// Reads an object; nil when it is of another kind, or names no directory.
  package init?(_ object: YAMLNode) {
    guard object["kind"]?.scalar?.text == "Kustomization",
      object["apiVersion"]?.scalar?.text.hasPrefix("kustomize.toolkit.fluxcd.io/") == true,
      let spec = object["spec"], let path = spec["path"], let text = path.scalar?.text,
      !text.isEmpty, !text.contains("${")
    else { return nil }
    let metadata = object["metadata"]
    namespace = metadata?["namespace"]?.scalar?.text ?? ""
    name = metadata?["name"]?.scalar?.text ?? ""
    self.path = Located(text, at: path.span)
    let source = spec["sourceRef"]
    sourceRef = "\(source?["kind"]?.scalar?.text ?? "")/\(source?["name"]?.scalar?.text ?? "")"
    let entries = Self.fields.compactMap { field, name in
      spec.entry(field).map { YAMLEntry(.string(name, at: $0.key.span), $0.value) }
    }
    let result = KustomizationDecoder.decode(YAMLNode(.mapping(entries), at: spec.span))
    additions = result.file
    var reader = FieldReader(spec["commonMetadata"] ?? YAMLNode(.mapping([]), at: spec.span))
    labels = reader.pairs("labels")
    annotations = reader.pairs("annotations")
    faults = result.faults + reader.faults
  }
}
