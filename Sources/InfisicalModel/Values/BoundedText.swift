package import YAMLSyntax

/// A string with bounds that schemas say; the text itself is kept as it is.
package protocol BoundedText: FieldValue, Hashable {
  var text: String { get }
  init(_ text: String)
}

extension BoundedText {
  package init(parsing text: String) throws(ValueProblem) {
    if let least = Self.bounds.minLength, text.unicodeScalars.count < least {
      throw ValueProblem(
        text.isEmpty ? "must not be empty" : "is shorter than \(least) characters",
        help: "write \(Self.typeName)")
    }
    if let most = Self.bounds.maxLength, text.unicodeScalars.count > most {
      throw ValueProblem("is longer than \(most) characters", help: "shorten it")
    }
    self.init(text)
  }

  package var fieldText: String { text }
}

/// Text that may not be empty, such as a slug or a path.
package struct FilledText: BoundedText {
  package static let typeName = "a non-empty string"
  package static let bounds = ScalarBounds(minLength: 1)
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// Name of an object in a cluster (RFC 1123 subdomain, at most 253 characters).
package struct ObjectName: BoundedText {
  package static let typeName = "the name of an object"
  package static let bounds = ScalarBounds(minLength: 1, maxLength: 253)
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// Name of a namespace (RFC 1123 label, at most 63 characters).
package struct NamespaceName: BoundedText {
  package static let typeName = "the name of a namespace"
  package static let bounds = ScalarBounds(maxLength: 63)
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// An instant, RFC 3339.
package struct Timestamp: BoundedText {
  package static let typeName = "an instant"
  package static let bounds = ScalarBounds(format: "date-time")
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// Type of a condition (Kubernetes 1.36, meta/v1 Condition).
package struct ConditionType: BoundedText {
  package static let typeName = "a condition type"
  package static let bounds = ScalarBounds(maxLength: 316)
  package static let pattern: String? =
    #"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$"#
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// Reason of a condition (Kubernetes 1.36, meta/v1 Condition).
package struct ConditionReason: BoundedText {
  package static let typeName = "a condition reason"
  package static let bounds = ScalarBounds(minLength: 1, maxLength: 1024)
  package static let pattern: String? = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$"
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// Message of a condition (Kubernetes 1.36, meta/v1 Condition).
package struct ConditionMessage: BoundedText {
  package static let typeName = "a condition message"
  package static let bounds = ScalarBounds(maxLength: 32_768)
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// An integer of 64 bits that is not negative.
package struct Counter: FieldValue, Hashable {
  package static let typeName = "a count"
  package static let kind = ScalarKind.integer
  package static let bounds = ScalarBounds(minimum: 0, format: "int64")
  package let value: Int
  package static let zero = Counter(value: 0)

  private init(value: Int) { self.value = value }

  package init(parsing text: String) throws(ValueProblem) {
    value = try Int(parsing: text)
    guard value >= 0 else { throw ValueProblem("is negative", help: "set 0 or more") }
  }

  package var fieldText: String { String(value) }
}
