import Diagnostics
import GoTemplate
import KubernetesClient
import Seams
import YAMLSyntax

/// Renders the content of a target.
struct TargetRenderer {
  let secrets: MergedSecrets
  /// Prints `<no value>` for missing keys, as the official operator does, instead of refusing them.
  let isLenient: Bool
  /// Functions beside those of sprig that need nothing.
  let functions: TemplateFunctions

  /// Keys and bytes.
  func render(_ template: TemplateWish?) throws(ResourceProblem) -> [String: [UInt8]] {
    switch template {
    case nil:
      var data: [String: [UInt8]] = [:]
      for key in secrets.keys {
        if let secret = secrets.secrets[key] { data[key] = Array(secret.value.reveal().utf8) }
      }
      return data
    case .perKey(let templates):
      var data: [String: [UInt8]] = [:]
      for template in templates {
        data[template.key] = try execute(template.text, name: "template.data.\(template.key)")
      }
      return data
    case .bulk(let text):
      return try parse(try execute(text, name: "template.data"))
    }
  }

  private func execute(_ text: String, name: String) throws(ResourceProblem) -> [UInt8] {
    do throws(TemplateError) {
      return try run(text, secrets)
    } catch {
      var other: TemplateError?
      do throws(TemplateError) {
        _ = try run(text, secrets.masked)
      } catch {
        other = error
      }
      throw ResourceProblem("\(name):\(TemplateProblem.text(error, withOtherSecrets: other))")
    }
  }

  private func run(_ text: String, _ secrets: MergedSecrets) throws(TemplateError) -> [UInt8] {
    try GoTemplate(text, functions: functions(for: secrets)).execute(
      root(secrets), isLenient: isLenient)
  }

  private func root(_ secrets: MergedSecrets) -> GoValue {
    let map = GoDictionary()
    for (key, secret) in secrets.secrets {
      map[GoString(key)] = .secret(
        GoSecret(value: secret.value.reveal(), path: secret.path))
    }
    return .dictionary(map)
  }

  private func functions(for secrets: MergedSecrets) -> [GoFunction] {
    SprigFunctions.all + functions.all + [
      GoFunction("secretFrom", [.string, .string]) { arguments throws(TemplateError) in
        let folder = MergedSecrets.folder(arguments.text())
        let key = arguments.text()
        guard let secret = secrets.tree[.init(folder: folder, key: key)] else {
          throw TemplateError("there is no secret \(key) in the folder /\(folder)")
        }
        return .secret(GoSecret(value: secret.value.reveal(), path: secret.path))
      },
      GoFunction("foldersIn", [.string]) { arguments throws(TemplateError) in
        let folder = MergedSecrets.folder(arguments.text())
        return .list(
          secrets.folders(in: folder).map { name in
            let path = "/" + (folder.isEmpty ? name : "\(folder)/\(name)")
            return .dictionary(
              GoDictionary([GoString("Name"): .text(name), GoString("Path"): .text(path)]))
          })
      },
    ]
  }

  /// Reads what a bulk template gave: a mapping of keys to scalars.
  private func parse(_ bytes: [UInt8]) throws(ResourceProblem) -> [String: [UInt8]] {
    guard let whole = String(validating: bytes, as: UTF8.self) else {
      throw ResourceProblem("what template.data gives is no UTF-8; encode bytes with b64enc")
    }
    let text = whole.trimmed
    guard !text.isEmpty else { return [:] }
    var map = SourceMap()
    let file = map.add(path: "template.data", bytes: Array(text.utf8))
    var bag = DiagnosticBag()
    let stream = YAMLParser().parse(file, into: &bag)
    if let error = bag.diagnostics.first(where: { $0.severity == .error }) {
      let line = error.primary.map {
        LineIndex(file.bytes).position(at: $0.span.range.lowerBound).line
      }
      throw ResourceProblem(
        "what template.data gives is no YAML"
          + (line.map { ": line \($0) cannot be read" } ?? ""))
    }
    guard let root = stream.documents.first?.root, stream.documents.count == 1 else {
      throw ResourceProblem("what template.data gives is not one YAML document")
    }
    guard let entries = root.entries else {
      throw ResourceProblem("what template.data gives must be a mapping of keys to texts")
    }
    var data: [String: [UInt8]] = [:]
    for entry in entries {
      guard let key = entry.key.scalar?.text else {
        throw ResourceProblem("a key in what template.data gives is no text")
      }
      guard let value = entry.value.scalar else {
        throw ResourceProblem("what template.data gives has a value that is no text")
      }
      data[key] = entry.value.isNull ? [] : Array(value.text.utf8)
    }
    return data
  }
}
