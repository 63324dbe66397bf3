/// Puts comments into a tree that was built from values of a source: each goes to the first entry or
/// item whose value came from where the comment stood.
package struct CommentPlacer {
  private var book: CommentBook

  package init(_ book: CommentBook) {
    self.book = book
  }

  /// Lines that found no place so far.
  package var remaining: [String] { book.remaining }

  /// `node` with the comments that belong to its parts.
  package mutating func place(_ node: YAMLNode) -> YAMLNode {
    guard !book.isEmpty else { return node }
    var copy = node
    switch node.content {
    case .scalar: break
    case .mapping(let entries):
      copy.content = .mapping(
        entries.map { entry in
          var entry = entry
          if let span = entry.value.span, let comments = book.take(span) {
            entry.key.properties.append(.comments(comments))
          }
          entry.value = place(entry.value)
          return entry
        })
    case .sequence(let items):
      copy.content = .sequence(
        items.map { item in
          var item = item
          if let span = item.span, let comments = book.take(span) {
            item.properties.append(.comments(comments))
          }
          return place(item)
        })
    }
    return copy
  }
}
