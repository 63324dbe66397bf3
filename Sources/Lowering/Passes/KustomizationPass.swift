import KubernetesModel
import YAMLSyntax

/// A kustomization for every layer that has objects, and one for the site.
enum KustomizationPass {
  static func files(for manifests: [Manifest], folder: String, site: String) -> [LoweredFile] {
    let layers = Layer.allCases.filter { layer in manifests.contains { $0.layer == layer } }
    var files = layers.map { layer -> LoweredFile in
      let names = manifests.filter { $0.layer == layer }.map(\.fileName)
      return file(names, "\(folder)/\(layer.rawValue)", site)
    }
    files.append(file(layers.map(\.rawValue), folder, site))
    return files
  }

  private static func file(_ resources: [String], _ folder: String, _ site: String) -> LoweredFile {
    LoweredFile(
      path: "\(folder)/kustomization.yaml",
      content: .manifest(Kustomization(resources: resources).yaml), kind: nil, origin: nil,
      site: site)
  }
}
