import Foundation

/// `redoubt render` of an overlay against `kubectl kustomize`: targeted patches, a prefix, labels, images,
/// generators and references to renamed objects.
enum RenderBench {
  /// Patches of the overlay.
  private static let patches = 50

  /// Writes a base of `documents` objects, ten in a file, and the overlay `prod`.
  static func write(_ documents: Int, to folder: String) throws {
    for part in ["base", "prod"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
    }
    var names: [String] = []
    for start in stride(from: 0, to: documents, by: 10) {
      let name = "part-\(start).yaml"
      try put(
        (start..<start + 10).map(object).joined(separator: "---\n"), at: "\(folder)/base/\(name)")
      names.append("- \(name)\n")
    }
    try put("resources:\n\(names.joined())", at: "\(folder)/base/kustomization.yaml")
    try put(overlay, at: "\(folder)/prod/kustomization.yaml")
  }

  private static func put(_ text: String, at path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  /// Deployments that read the ConfigMap in front of them.
  private static func object(_ number: Int) -> String {
    guard number % 2 == 1 else {
      return """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings-\(number)
        data:
          key: "\(number)"

        """
    }
    return """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: app-\(number)
        labels: {app: app-\(number)}
      spec:
        replicas: 1
        selector:
          matchLabels: {app: app-\(number)}
        template:
          metadata:
            labels: {app: app-\(number)}
          spec:
            containers:
            - name: main
              image: nginx:1.\(number % 9)
              env:
              - name: NUMBER
                value: "\(number)"
              envFrom:
              - configMapRef: {name: settings-\(number - 1)}
              ports:
              - containerPort: 80

      """
  }

  private static var overlay: String {
    let entries = (0..<patches).map { number in
      """
      - target: {kind: Deployment, name: app-\(2 * number + 1)}
        patch: |
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: any}
          spec:
            template:
              spec:
                containers:
                - name: main
                  env:
                  - {name: PATCHED, value: "\(number)"}

      """
    }
    return """
      namePrefix: prod-
      resources: [../base]
      labels:
      - pairs: {team: shop}
        includeSelectors: true
      images:
      - {name: nginx, newTag: "9"}
      configMapGenerator:
      - {name: one, literals: [a=b]}
      - {name: two, literals: [a=c]}
      patches:
      \(entries.joined())
      """
  }
}
