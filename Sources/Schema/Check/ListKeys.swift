import Diagnostics
import YAMLSyntax

/// Items of a list that may not have the same key (`x-kubernetes-list-type`).
enum ListKeys {
  /// Where a list is.
  struct Place {
    let field: String
    let isBuiltIn: Bool

    /// Lists of the core kinds whose items the server refuses twice; of the others it only warns
    /// (Kubernetes, pkg/api/pod/warnings.go), and server-side apply refuses the applied object.
    private static let strict: Set<String> = [
      "containers", "initContainers", "ephemeralContainers", "volumes", "volumeMounts",
      "volumeDevices", "conditions", "webhooks", "validations", "variables", "matchConditions",
    ]

    func isError(_ type: SchemaLimits.ListType) -> Bool {
      !isBuiltIn || Self.strict.contains(field) || type == .map(["port", "protocol"])
    }
  }

  static func check(
    _ items: [YAMLNode], _ type: SchemaLimits.ListType, element: SchemaNode?, at list: Place,
    _ report: (Diagnostic) -> Void
  ) {
    guard items.count > 1 else { return }
    var seen: [String: SourceSpan?] = [:]
    for item in items {
      guard let key = key(of: item, type, isBuiltIn: list.isBuiltIn) else { continue }
      let place = place(of: item, type)
      if let first = seen[key] {
        let names: [String] = if case .map(let names) = type { names } else { [] }
        var finding = Diagnostic(
          .repeatedItem,
          names.isEmpty
            ? "duplicate list item"
            : "duplicate list item: same \(names.map { "`\($0)`" }.joined(separator: ", "))",
          at: place
        ).label(first, "first here").help("remove or rename one of them")
        if !list.isError(type) { finding.severity = .warning }
        report(finding)
      } else {
        seen[key] = place
      }
    }
  }

  private static func key(
    of item: YAMLNode, _ type: SchemaLimits.ListType, isBuiltIn: Bool
  ) -> String? {
    switch type {
    case .set: return item.scalar?.text
    case .map(let names):
      if names.count == 1, let text = item[names[0]]?.scalar?.text { return text }
      var parts: [String] = []
      for name in names {
        if let text = item[name]?.scalar?.text {
          parts.append(text)
        } else if isBuiltIn, name == "protocol" {
          // The API server fills it in (Kubernetes, ContainerPort and ServicePort).
          parts.append("TCP")
        } else {
          return nil
        }
      }
      return parts.joined(separator: "\u{0}")
    }
  }

  private static func place(of item: YAMLNode, _ type: SchemaLimits.ListType) -> SourceSpan? {
    guard case .map(let names) = type, let name = names.first, let key = item[name] else {
      return SchemaCheck.place(of: item)
    }
    return key.span
  }
}
