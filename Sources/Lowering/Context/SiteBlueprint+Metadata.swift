import Diagnostics
import KubernetesModel
import TopologyModel

extension SiteBlueprint {
  /// The metadata of a part's object.
  func metadata(_ name: Text, _ component: SiteComponent) -> ObjectMeta {
    ObjectMeta(name: name, namespace: namespace, labels: component.labels(self))
  }
}

extension ObjectMeta {
  /// Marks objects that no GitOps engine may prune: deleting a Cluster deletes its volumes.
  static let protection: TextPairs = [
    ("argocd.argoproj.io/sync-options", "Prune=false,Delete=confirm"),
    ("kustomize.toolkit.fluxcd.io/prune", "disabled"),
  ]
}
