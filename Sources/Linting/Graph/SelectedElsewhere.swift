/// Pods that operators make: no template of theirs is in a tree.
enum SelectedElsewhere {
  private static let labels: Set<String> = [
    "cnpg.io/cluster", "cnpg.io/poolerName", "v1.min.io/tenant", "strimzi.io/cluster",
    "k8s-app", "app.kubernetes.io/managed-by",
  ]

  static func isMade(_ selector: ObjectFacts.Selector) -> Bool {
    selector.pairs.contains { pair in
      if labels.contains(pair.name) { return true }
      guard let slash = pair.name.utf8.firstIndex(of: 0x2F) else { return false }
      // Labels that operators of any domain in `.io` set.
      let domain = pair.name[..<slash]
      return domain.hasSuffix(".io") && domain != "app.kubernetes.io"
    }
  }
}

extension ObjectGraph {
  /// The selector of `object` where it should take pods of the tree and takes none.
  ///
  /// `nil` too where the pods may come from elsewhere: an empty selector, a namespace without workloads, pods that
  /// operators make.
  func selectorWithoutPods(of object: GraphObject) -> ObjectFacts.Selector? {
    guard let selector = object.selector, !selector.pairs.isEmpty,
      hasWorkloads(besides: object),
      !SelectedElsewhere.isMade(selector),
      workloads(selectedBy: selector, from: object).isEmpty
    else { return nil }
    return selector
  }
}
