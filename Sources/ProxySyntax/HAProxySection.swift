package import Diagnostics

/// A section of an HAProxy configuration (HAProxy 2.6 to 3.4, configuration manual section 2).
package struct HAProxySection: Hashable, Sendable {
  /// What the section configures.
  package enum Kind: Hashable, Sendable {
    case global
    case defaults
    case resolvers(String)
    case frontend(String)
    case backend(String)
    case listen(String)
    case peers(String)
  }

  package let kind: Kind
  /// Remark above the section.
  package var comment: String?
  package var lines: [ProxyLine]
  /// Where lines without a place of their own come from.
  package let span: SourceSpan?

  package init(
    _ kind: Kind, comment: String? = nil, at span: SourceSpan? = nil, _ lines: [ProxyLine]
  ) {
    self.kind = kind
    self.comment = comment
    self.lines = lines
    self.span = span
  }

  var header: [String] {
    switch kind {
    case .global: ["global"]
    case .defaults: ["defaults"]
    case .resolvers(let name): ["resolvers", name]
    case .frontend(let name): ["frontend", name]
    case .backend(let name): ["backend", name]
    case .listen(let name): ["listen", name]
    case .peers(let name): ["peers", name]
    }
  }
}

extension HAProxySection.Kind {
  /// The section that a line begins; nil for a line within one.
  init?(header words: [String]) {
    let name = words.count > 1 ? words[1] : ""
    switch words.first {
    case "global": self = .global
    case "defaults": self = .defaults
    case "resolvers": self = .resolvers(name)
    case "frontend": self = .frontend(name)
    case "backend": self = .backend(name)
    case "listen": self = .listen(name)
    case "peers": self = .peers(name)
    default: return nil
    }
  }
}

/// A whole HAProxy configuration.
package struct HAProxyConfiguration: Hashable, Sendable {
  package var comments: [String]
  package var sections: [HAProxySection]

  package init(comments: [String], sections: [HAProxySection]) {
    self.comments = comments
    self.sections = sections
  }
}
