import Diagnostics
import KubernetesModel
import TopologyModel

extension SiteBlueprint {
  /// What all pods of the site have in common.
  var pods: PodDefaults {
    PodDefaults(imagePullSecrets: site.kubernetes.imagePullSecrets.map { $0.map(\.description) })
  }

  /// A pod of the site; every pod of the tree is made here.
  func pod(user: Int, containers: [Container]) -> PodSpec {
    PodSpec(pods, user: user, containers: containers)
  }
}
