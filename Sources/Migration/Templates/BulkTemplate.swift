import InfisicalModel

/// One template for "every secret, and these keys": what v1alpha1 wrote as `includeAllSecrets` with
/// `data`.
///
/// The output of such a template is read as YAML. Values are written as `!!binary`, so that every byte
/// arrives as it was, line breaks and bytes that are no UTF-8 included (yaml.v3, decode.go: a
/// `!!binary` scalar decodes to a string).
enum BulkTemplate {
  /// The template; nil when one of `data` cannot be made part of it.
  static func text(_ data: [(key: String, template: String)]) -> String? {
    var lines = ["{{- range $key, $secret := . }}"]
    let keys = data.map { quoted($0.key) }.joined(separator: " ")
    lines += [
      "{{- if not (has $key (list \(keys))) }}",
      "{{ $key | quote }}: !!binary {{ $secret.Value | b64enc | quote }}",
      "{{- end }}",
      "{{- end }}",
    ]
    for (key, template) in data {
      guard let expression = expression(template) else { return nil }
      lines.append("\(quoted(key)): !!binary {{ \(expression) | b64enc | quote }}")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The output of `template` as one expression; nil when it has control structures or variables.
  private static func expression(_ template: String) -> String? {
    guard let parsed = TemplateText(template), parsed.isPlain else { return nil }
    var format = ""
    var arguments = ""
    for part in parsed.parts {
      switch part {
      case .text(let text):
        format += text.split(separator: "%", omittingEmptySubsequences: false)
          .joined(separator: "%%")
      case .action(let action):
        format += "%v"
        arguments += " (\(action.source))"
      }
    }
    return "printf \(quoted(format))\(arguments)"
  }

  /// `text` as a string constant of Go.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          result += "\\x" + (digits.count < 2 ? "0" : "") + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
