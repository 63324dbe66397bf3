/// Operations on texts as Go's packages `strings` and `goutils` make them.
enum GoText {
  static func trim(_ text: GoString) -> GoString {
    var scalars = Array(text.text.unicodeScalars)[...]
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return string(scalars)
  }

  static func filter(
    _ text: GoString, _ isKept: (Unicode.Scalar) -> Bool
  ) -> GoString {
    string(text.text.unicodeScalars.filter(isKept))
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> GoString {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return GoString(String(result))
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return !(scalar.properties.isAlphabetic || scalar == "_" || ("0"..."9").contains(scalar))
    }
    return scalar.properties.isWhitespace
  }

  /// `strings.Title`: the first letter of each word in title case.
  static func title(_ text: GoString) -> GoString {
    var result = ""
    var previous: Unicode.Scalar = " "
    for scalar in text.text.unicodeScalars {
      result += isSeparator(previous) ? scalar.properties.titlecaseMapping : String(scalar)
      previous = scalar
    }
    return GoString(result)
  }

  /// The first letter of each word in lower case.
  static func untitle(_ text: GoString) -> GoString {
    var result = ""
    var isStart = true
    for scalar in text.text.unicodeScalars {
      result += isStart ? scalar.properties.lowercaseMapping : String(scalar)
      isStart = scalar.properties.isWhitespace
    }
    return GoString(result)
  }

  static func initials(_ text: GoString) -> GoString {
    var result = String.UnicodeScalarView()
    var isStart = true
    for scalar in text.text.unicodeScalars {
      if scalar.properties.isWhitespace {
        isStart = true
      } else if isStart {
        result.append(scalar)
        isStart = false
      }
    }
    return GoString(String(result))
  }

  static func swapCase(_ text: GoString) -> GoString {
    var result = ""
    var isStart = true
    for scalar in text.text.unicodeScalars {
      let properties = scalar.properties
      if properties.isUppercase || properties.generalCategory == .titlecaseLetter {
        result += properties.lowercaseMapping
      } else if properties.isLowercase {
        result += isStart ? properties.titlecaseMapping : properties.uppercaseMapping
      } else {
        result += String(scalar)
      }
      isStart = properties.isWhitespace
    }
    return GoString(result)
  }

  /// `strings.SplitN`; an empty separator splits after each character.
  ///
  /// Charged before the parts are made: each takes more than its bytes.
  static func split(
    _ text: GoString, _ separator: GoString, _ budget: TemplateBudget, most: Int = -1
  ) throws(TemplateError) -> [GoString] {
    if most == 0 { return [] }
    try budget.spend(bytes: text.bytes.count + separator.bytes.count)
    if separator.bytes.isEmpty {
      try budget.allocate(text.bytes.count, of: partSize)
      let scalars = Array(text.text.unicodeScalars)
      guard most > 0, scalars.count > most else {
        return scalars.map { GoString(String($0)) }
      }
      return scalars[..<(most - 1)].map { GoString(String($0)) } + [string(scalars[(most - 1)...])]
    }
    let search = ByteSearch(separator.bytes)
    var parts: [GoString] = []
    var start = 0
    while most < 0 || parts.count < most - 1,
      let found = search.first(in: text.bytes, from: start)
    {
      try budget.allocate(found - start + partSize)
      parts.append(GoString(Array(text.bytes[start..<found])))
      start = found + separator.bytes.count
    }
    try budget.allocate(text.bytes.count - start + partSize)
    return parts + [GoString(Array(text.bytes[start...]))]
  }

  /// Bytes that a part of a text takes beside its own: the array, and its place in a list.
  private static let partSize = 64

  /// A text with every `old` replaced (`strings.ReplaceAll`).
  static func replace(
    _ old: GoString, _ new: GoString, in text: GoString, _ budget: TemplateBudget
  ) throws(TemplateError) -> GoString {
    if old.bytes.isEmpty {
      let size = (text.bytes.count + 1).multipliedReportingOverflow(by: new.bytes.count + 1)
      try budget.permit(size.overflow ? .max : size.partialValue)
      // Go inserts before every character and behind the last one.
      let parts = text.text.unicodeScalars.map { Array(String($0).utf8) }
      return GoString(new.bytes + parts.flatMap { $0 + new.bytes })
    }
    try budget.spend(bytes: text.bytes.count + old.bytes.count)
    let search = ByteSearch(old.bytes)
    var output: [UInt8] = []
    var start = 0
    while let found = search.first(in: text.bytes, from: start) {
      output += text.bytes[start..<found]
      output += new.bytes
      try budget.permit(output.count)
      start = found + old.bytes.count
    }
    return GoString(output + text.bytes[start...])
  }

  /// A text cut to a width, with dots where it was cut (goutils, `AbbreviateFull`).
  static func abbreviate(_ text: GoString, _ offset: Int, _ width: Int) -> GoString {
    let bytes = text.bytes
    let dots = Array("...".utf8)
    guard width >= 4, bytes.count > width else { return text }
    var offset = max(0, min(offset, bytes.count))
    if bytes.count - offset < width - 3 { offset = bytes.count - (width - 3) }
    if offset <= 4 { return GoString(bytes[..<(width - 3)] + dots) }
    guard width >= 7 else { return text }
    if offset + width - 3 < bytes.count {
      let rest = abbreviate(GoString(Array(bytes[offset...])), 0, width - 3)
      return GoString(dots + rest.bytes)
    }
    return GoString(dots + bytes[(bytes.count - (width - 3))...])
  }
}
