import Schema

/// The forms that names of objects have, by kind (Kubernetes, Object Names and IDs).
enum NameForm {
  /// RFC 1123 subdomain: most kinds.
  case subdomain
  /// RFC 1123 label.
  case label
  /// RFC 1035 label: Services, whose names become DNS labels.
  case serviceLabel
  /// Anything that can stand in a path.
  case segment

  static func form(of kind: String, group: String, version: KubernetesVersion) -> NameForm {
    switch (group, kind) {
    // RelaxedServiceNameValidation is on since 1.36 (Kubernetes, kube_features.go).
    case ("", "Service"): version.minor >= 36 ? .label : .serviceLabel
    case ("", "Namespace"): .label
    case ("rbac.authorization.k8s.io", _): .segment
    default: .subdomain
    }
  }

  var help: String {
    switch self {
    case .subdomain: "use lower-case letters, digits, `-` and `.`, at most 253 characters"
    case .label: "use lower-case letters, digits and `-`, at most 63 characters"
    case .serviceLabel:
      "use a lower-case letter, then letters, digits and `-`, at most 63 characters"
    case .segment: "`/` and `%` are not allowed"
    }
  }

  /// What is wrong with `name`; nil when nothing is.
  func problem(of name: String) -> String? {
    guard let first = name.utf8.first, let last = name.utf8.last else { return "it is empty" }
    if self == .segment {
      return name == "." || name == ".." || name.utf8.contains(0x2F) || name.utf8.contains(0x25)
        ? "it cannot be used in a path" : nil
    }
    let most = self == .subdomain ? 253 : 63
    if name.utf8.count > most {
      return "it has \(name.utf8.count) characters, but at most \(most) are allowed"
    }
    for byte in name.utf8 where !LabelForm.isLower(byte) && byte != 0x2D {
      if byte == 0x2E, self == .subdomain { continue }
      let wrong = name.unicodeScalars.first { scalar in
        !scalar.isASCII || scalar.value == UInt32(byte)
      }
      return "`\(wrong.map(String.init) ?? "?")` is not allowed"
    }
    if self == .serviceLabel, !(0x61...0x7A).contains(first) {
      return "it must start with a letter"
    }
    return LabelForm.isLower(first) && LabelForm.isLower(last)
      ? nil : "it must start and end with a letter or digit"
  }
}

/// The form of labels (Kubernetes, Labels and Selectors, Syntax and character set).
enum LabelForm {
  static func isLower(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isLower(byte) || (0x41...0x5A).contains(byte)
  }

  static func problem(ofName name: String) -> String? {
    if isPlain(name) { return nil }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let word = parts.last else { return "it has more than one `/`" }
    if parts.count == 2, NameForm.subdomain.problem(of: String(parts[0])) != nil {
      return "`\(parts[0])` is not a valid domain"
    }
    return word.isEmpty ? "it is empty" : problem(ofValue: String(word))
  }

  /// Whether a name is right without a second look, as nearly all are: it costs no memory.
  private static func isPlain(_ name: String) -> Bool {
    var count = 0
    var slashes = 0
    var previous: UInt8 = 0x2E
    for byte in name.utf8 {
      if byte == 0x2F {
        // A domain of lower-case words.
        guard slashes == 0, isLower(previous), count < 200 else { return false }
        slashes = 1
        count = 0
        previous = 0x2E
        continue
      }
      let isEdge = byte == 0x2D || byte == 0x2E
      guard isLower(byte) || (isEdge && isLower(previous)) else { return false }
      previous = byte
      count += 1
    }
    return isLower(previous) && count <= 63
  }

  static func problem(ofValue value: String) -> String? {
    guard let first = value.utf8.first, let last = value.utf8.last else { return nil }
    if value.utf8.count > 63 {
      return "it has \(value.utf8.count) characters, but at most 63 are allowed"
    }
    for byte in value.utf8 where !isWord(byte) && byte != 0x2D && byte != 0x5F && byte != 0x2E {
      return byte == 0x20 ? "it contains a space" : "it contains an invalid character"
    }
    return isWord(first) && isWord(last) ? nil : "it must start and end with a letter or digit"
  }
}

/// The form of names of ports (RFC 6335, section 5.1).
enum PortName {
  static func problem(of name: String) -> String? {
    if name.utf8.count > 15 {
      return "it has \(name.utf8.count) characters, but at most 15 are allowed"
    }
    guard name.utf8.allSatisfy({ LabelForm.isLower($0) || $0 == 0x2D }) else {
      return "only lower-case letters, digits and dashes are allowed"
    }
    guard name.utf8.contains(where: { (0x61...0x7A).contains($0) }) else {
      return "it has no letter"
    }
    var previous: UInt8 = 0x2D
    for byte in name.utf8 {
      if byte == 0x2D, previous == 0x2D { return "a dash is at an end, or next to another dash" }
      previous = byte
    }
    return previous == 0x2D ? "a dash is at an end, or next to another dash" : nil
  }
}
