package import YAMLSyntax

/// A toleration of pods.
package struct PodToleration: YAMLWritable, Sendable {
  let key: Text
  let value: Text?
  let effect: Text?

  /// Tolerates the taint `key`; any value when `value` is nil.
  package init(key: Text, value: Text?, effect: Text?) {
    self.key = key
    self.value = value
    self.effect = effect
  }

  package var yaml: YAMLNode {
    YAMLMapping.build {
      $0.set("key", key)
      $0.set("operator", value == nil ? "Exists" : "Equal")
      $0.set("value", value)
      $0.set("effect", effect)
    }
  }
}

/// Where the instances of a Cluster run.
package struct ClusterAffinity: YAMLWritable, Sendable {
  let antiAffinity: Text
  let nodeSelector: TextPairs
  let tolerations: [PodToleration]

  package init(antiAffinity: Text, nodeSelector: TextPairs, tolerations: [PodToleration]) {
    self.antiAffinity = antiAffinity
    self.nodeSelector = nodeSelector
    self.tolerations = tolerations
  }

  package var yaml: YAMLNode {
    YAMLMapping.build {
      $0.set("enablePodAntiAffinity", true)
      $0.set("podAntiAffinityType", antiAffinity)
      $0.set("topologyKey", "kubernetes.io/hostname")
      $0.strings("nodeSelector", nodeSelector)
      $0.list("tolerations", tolerations)
    }
  }
}
