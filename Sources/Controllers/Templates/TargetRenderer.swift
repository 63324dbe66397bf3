import Diagnostics
import GoTemplate
import KubernetesClient
import Seams
import YAMLSyntax

/// Renders the content of a target: a pure function, as far as its templates are.
struct TargetRenderer: Sendable {
  let secrets: MergedSecrets
  /// Prints `<no value>` for missing keys, as the official operator does, instead of refusing them.
  let isLenient: Bool
  /// Functions beside those of sprig that need nothing.
  let functions: TemplateFunctions
  /// What all templates of the target may use together.
  let limits: TemplateLimits

  /// A template that failed for a reason that may pass is rendered again after this.
  private static let pause = Duration.seconds(60)
  /// Bytes of a bulk template's output: those of a target, and what YAML adds.
  private static let mostOutput = 2 << 20

  /// Keys and bytes.
  func render(_ template: TemplateWish) throws(ResourceProblem) -> [String: [UInt8]] {
    let budget = TemplateBudget(limits)
    switch template {
    case .perKey(let templates):
      var data: [String: [UInt8]] = [:]
      for template in templates {
        data[template.key] = try execute(
          template.text, name: "template.data.\(template.key)", budget)
      }
      return data
    case .bulk(let text):
      let output = try execute(text, name: "template.data", budget)
      do throws(ResourceProblem) {
        return try parse(output)
      } catch {
        // What is wrong, and in which line, may depend on the secrets.
        guard try parseMasked(text, budget) == error.message else {
          throw ResourceProblem(
            "the output of template.data is not a YAML mapping of keys to strings")
        }
        throw error
      }
    }
  }

  private func execute(
    _ text: String, name: String, _ budget: TemplateBudget
  ) throws(ResourceProblem) -> [UInt8] {
    do throws(TemplateError) {
      return try run(text, secrets, budget)
    } catch {
      var other: TemplateError?
      // What a limit says depends on no secret; the rest is tried with other secrets, within what is left.
      if error.isLimit {
        other = error
      } else {
        do throws(TemplateError) {
          _ = try run(text, secrets.masked, budget)
        } catch {
          other = error
        }
      }
      throw ResourceProblem(
        "\(name):\(TemplateProblem.text(error, withOtherSecrets: other))",
        cure: budget.mayPass ? .wait(Self.pause) : .change)
    }
  }

  private func run(
    _ text: String, _ secrets: MergedSecrets, _ budget: TemplateBudget
  ) throws(TemplateError) -> [UInt8] {
    try budget.spend(bytes: text.utf8.count)
    return try GoTemplate(text, functions: functions(for: secrets)).execute(
      root(secrets), isLenient: isLenient, budget: budget)
  }

  /// What is wrong with the output when all secrets are others; nil when nothing is.
  private func parseMasked(
    _ text: String, _ budget: TemplateBudget
  ) throws(ResourceProblem) -> String? {
    guard let output = try? run(text, secrets.masked, budget) else { return nil }
    do throws(ResourceProblem) {
      _ = try parse(output)
      return nil
    } catch {
      return error.message
    }
  }

  private func root(_ secrets: MergedSecrets) -> GoValue {
    let map = GoDictionary()
    for key in secrets.keys {
      guard let secret = secrets.secrets[key] else { continue }
      map[GoString(key)] = .secret(GoSecret(value: secret.value.reveal(), path: secret.path))
    }
    return .dictionary(map)
  }

  private func functions(for secrets: MergedSecrets) -> [GoFunction] {
    SprigFunctions.all + functions.all + [
      GoFunction("secretFrom", [.string, .string], makes: .selection) {
        arguments throws(TemplateError) in
        let folder = MergedSecrets.folder(arguments.text())
        let key = arguments.text()
        guard let secret = secrets.tree[.init(folder: folder, key: key)] else {
          throw TemplateError("secret \(key) does not exist in the folder /\(folder)")
        }
        let value = GoSecret(value: secret.value.reveal(), path: secret.path)
        try arguments.budget.allocate(value.value.bytes.count)
        return .secret(value)
      },
      GoFunction("foldersIn", [.string]) { arguments throws(TemplateError) in
        let folder = MergedSecrets.folder(arguments.text())
        try arguments.budget.spend(secrets.tree.count)
        let names = secrets.folders(in: folder)
        try arguments.budget.allocate(names.count, of: 256)
        return .list(
          of: names.map { name in
            let path = "/" + (folder.isEmpty ? name : "\(folder)/\(name)")
            return .dictionary(
              GoDictionary([GoString("Name"): .text(name), GoString("Path"): .text(path)]))
          })
      },
    ]
  }

  /// Reads what a bulk template gave: a mapping of keys to scalars.
  private func parse(_ bytes: [UInt8]) throws(ResourceProblem) -> [String: [UInt8]] {
    guard bytes.count <= Self.mostOutput else {
      throw ResourceProblem(
        "the output of template.data is longer than \(Self.mostOutput / 1024) KiB")
    }
    guard let whole = String(validating: bytes, as: UTF8.self) else {
      throw ResourceProblem("the output of template.data is not UTF-8; encode bytes with b64enc")
    }
    let text = whole.trimmed
    guard !text.isEmpty else { return [:] }
    var map = SourceMap()
    let file = map.add(path: "template.data", bytes: Array(text.utf8))
    var bag = DiagnosticBag()
    var parser = YAMLParser()
    // Aliases multiply: an output of one MiB may stand for gigabytes.
    parser.limits.aliasedNodes = 10_000
    parser.limits.nodes = 100_000
    let stream = parser.parse(file, into: &bag)
    if let error = bag.diagnostics.first(where: { $0.severity == .error }) {
      let line = error.primary.map {
        LineIndex(file.bytes).position(at: $0.span.range.lowerBound).line
      }
      throw ResourceProblem(
        "the output of template.data is not valid YAML" + (line.map { ": line \($0)" } ?? ""))
    }
    guard let root = stream.documents.first?.root, stream.documents.count == 1 else {
      throw ResourceProblem("the output of template.data is not one YAML document")
    }
    guard let entries = root.entries else {
      throw ResourceProblem("the output of template.data must be a mapping of keys to strings")
    }
    var data: [String: [UInt8]] = [:]
    for entry in entries {
      guard let key = entry.key.scalar?.text else {
        throw ResourceProblem("a key in the output of template.data is not a string")
      }
      guard let value = entry.value.scalar else {
        throw ResourceProblem("a value in the output of template.data is not a string")
      }
      data[key] = entry.value.isNull ? [] : Array(value.text.utf8)
    }
    return data
  }
}
