package import Diagnostics

extension YAMLNode {
  /// A string; the printer quotes it where a reader would take it for something else.
  package static func string(_ text: String, at span: SourceSpan? = nil) -> YAMLNode {
    YAMLNode(.scalar(YAMLScalar(text, .string)), at: span)
  }

  package static func integer(_ value: Int, at span: SourceSpan? = nil) -> YAMLNode {
    YAMLNode(.scalar(YAMLScalar(String(value), .plain)), at: span)
  }

  package static func boolean(_ value: Bool, at span: SourceSpan? = nil) -> YAMLNode {
    YAMLNode(.scalar(YAMLScalar(value ? "true" : "false", .plain)), at: span)
  }

  package static let null = YAMLNode(.scalar(YAMLScalar("null", .plain)))

  package static func sequence(_ items: [YAMLNode], at span: SourceSpan? = nil) -> YAMLNode {
    YAMLNode(.sequence(items), at: span)
  }

  package static func mapping(_ entries: [YAMLEntry], at span: SourceSpan? = nil) -> YAMLNode {
    YAMLNode(.mapping(entries), at: span)
  }
}
