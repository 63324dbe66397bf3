import Diagnostics
import YAMLSyntax

/// Puts values in the place of `$(NAME)`, in the fields that kustomize looks at.
struct VariableTransformer {
  let values: [String: YAMLNode]
  let configured: [FieldSpec]

  /// Source: kustomize v5.8.1, `builtinpluginconsts/varreference.go`.
  private static let specs: [FieldSpec] =
    [
      FieldSpec("metadata/labels"), FieldSpec("metadata/annotations"),
      FieldSpec("spec/template/metadata/annotations", kind: "Deployment"),
      FieldSpec("spec/rules/host", kind: "Ingress"), FieldSpec("spec/tls/hosts", kind: "Ingress"),
      FieldSpec("spec/tls/secretName", kind: "Ingress"),
      FieldSpec("spec/ports/port", kind: "Service"),
      FieldSpec("spec/ports/targetPort", kind: "Service"),
      FieldSpec("spec/nfs/server", kind: "PersistentVolume"),
    ]
    + [
      ("CronJob", "spec/jobTemplate/spec/template/spec"), ("DaemonSet", "spec/template/spec"),
      ("Deployment", "spec/template/spec"), ("Job", "spec/template/spec"),
      ("ReplicaSet", "spec/template/spec"), ("StatefulSet", "spec/template/spec"), ("Pod", "spec"),
    ].flatMap { kind, pod in
      ["containers", "initContainers"].flatMap { list in
        ["args", "command", "env/value", "volumeMounts/mountPath"].map {
          FieldSpec("\(pod)/\(list)/\($0)", kind: kind)
        }
      } + [FieldSpec("\(pod)/volumes/nfs/server", kind: kind)]
    }

  func apply(to resource: inout Resource) throws(Fault) {
    for spec in Self.specs + configured {
      try resource.edit(spec, created: .null, at: nil) { (node) throws(Fault) in
        try put(into: &node)
      }
    }
  }

  private func put(into node: inout YAMLNode) throws(Fault) {
    switch node.content {
    case .scalar(let scalar):
      if NodeValue.value(scalar) == .string, let new = expanded(scalar.text, node.span) {
        node = new
      }
    case .mapping(var entries):
      for index in entries.indices {
        guard let scalar = entries[index].value.scalar, NodeValue.value(scalar) == .string,
          let new = expanded(scalar.text, entries[index].value.span)
        else { continue }
        entries[index].value = new
      }
      node.content = .mapping(entries)
    case .sequence(var items):
      for index in items.indices {
        guard let scalar = items[index].scalar, NodeValue.value(scalar) == .string else {
          throw Fault(
            .kustomizationResource,
            "with `vars`, kustomize takes only strings here, not \(items[index].kindDescription)",
            at: items[index].span)
        }
        if let new = expanded(scalar.text, items[index].span) { items[index] = new }
      }
      node.content = .sequence(items)
    }
  }

  /// The text with values put in; nil when there is nothing to put in.
  private func expanded(_ text: String, _ span: SourceSpan?) -> YAMLNode? {
    guard text.contains("$") else { return nil }
    var output = ""
    var source: YAMLNode?
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      output += rest[..<dollar]
      let next = rest.index(after: dollar)
      guard next < rest.endIndex else {
        output += "$"
        rest = ""
        break
      }
      if rest[next] == "$" {
        // An escaped one: `$$(NAME)` stays a reference for Kubernetes.
        output += "$"
        rest = rest[rest.index(after: next)...]
        continue
      }
      guard rest[next] == "(", let close = rest[next...].firstIndex(of: ")") else {
        output += "$"
        rest = rest[next...]
        continue
      }
      let name = String(rest[rest.index(after: next)..<close])
      let end = rest.index(after: close)
      if let value = values[name], let scalar = value.scalar {
        if dollar == text.startIndex, end == text.endIndex {
          // Alone, the value keeps its type.
          return value
        }
        output += scalar.text
        source = value
      } else {
        output += rest[dollar..<end]
      }
      rest = rest[end...]
    }
    output += rest
    guard output != text else { return nil }
    return .string(output, at: source?.span ?? span)
  }
}
