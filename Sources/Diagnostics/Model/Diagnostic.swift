/// One finding, as data; renderers are functions of it.
///
/// Messages are lower case, state the fact and then the rule, and end without a full stop.
public struct Diagnostic: Hashable, Sendable {
  /// A span with a remark.
  public struct Label: Hashable, Sendable {
    /// Bytes pointed at.
    public let span: SourceSpan
    /// Remark beside the carets; may be empty.
    public let text: String
  }

  /// The Kubernetes object a finding belongs to.
  public struct Resource: Hashable, Sendable {
    /// `apiVersion` as written.
    public let apiVersion: String
    /// `kind` as written.
    public let kind: String
    /// `metadata.namespace`, empty when absent.
    public let namespace: String
    /// `metadata.name`.
    public let name: String
    /// The kustomization that deploys the object as it was judged; empty for an object as it is in its file.
    package let root: String

    package init(
      apiVersion: String, kind: String, namespace: String, name: String, root: String = ""
    ) {
      self.root = root
      self.apiVersion = apiVersion
      self.kind = kind
      self.namespace = namespace
      self.name = name
    }
  }

  /// Stable code.
  public let code: DiagnosticCode
  /// Severity, after configuration.
  public var severity: Severity
  /// The fact, then the rule.
  public let message: String
  /// Where; nil when the finding has no place in an input.
  public private(set) var primary: Label?
  /// Other places that explain it.
  public private(set) var secondary: [Label] = []
  /// Further facts.
  public private(set) var notes: [String] = []
  /// What to do.
  public private(set) var help: String?
  /// Edits that do it.
  public private(set) var fixes: [FixIt] = []
  /// Object concerned, when known.
  public var resource: Resource?
  /// Path of a file concerned that is not an input (an output path, a missing file).
  public private(set) var path: String?

  /// The field concerned, such as `spec.sources[0].secretPath`, where the message does not name it.
  package private(set) var field: String?

  /// What the finding is about, where one of a run is enough: a rule that cannot be evaluated.
  package private(set) var repetitionKey: String?

  package init(_ rule: RuleInfo, _ message: String, at span: SourceSpan?, label: String = "") {
    code = rule.code
    severity = rule.severity
    self.message = message
    primary = span.map { Label(span: $0, text: label) }
  }

  package init(_ rule: RuleInfo, _ message: String, path: String) {
    self.init(rule, message, at: nil)
    self.path = path
  }

  /// Points at another place.
  package func label(_ span: SourceSpan?, _ text: String) -> Diagnostic {
    guard let span else { return self }
    var copy = self
    copy.secondary.append(Label(span: span, text: text))
    return copy
  }

  /// Says what the finding is about, so that a run reports it once.
  package func once(_ key: String) -> Diagnostic {
    var copy = self
    copy.repetitionKey = key
    return copy
  }

  /// Says which field is concerned.
  package func field(_ path: String) -> Diagnostic {
    var copy = self
    copy.field = path
    return copy
  }

  /// Adds a fact.
  package func note(_ text: String) -> Diagnostic {
    var copy = self
    copy.notes.append(text)
    return copy
  }

  /// Says what to do; nil leaves the finding as it is.
  package func help(_ text: String?) -> Diagnostic {
    guard let text else { return self }
    var copy = self
    copy.help = text
    return copy
  }

  /// Proposes an edit.
  package func fix(_ fix: FixIt) -> Diagnostic {
    var copy = self
    copy.fixes.append(fix)
    return copy
  }
}
