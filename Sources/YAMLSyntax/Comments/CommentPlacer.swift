/// Puts comments into a tree that was built from values of a source: each goes to the first entry or
/// item whose value came from where the comment stood.
package struct CommentPlacer {
  private var book: CommentBook

  package init(_ book: CommentBook) {
    self.book = book
  }

  /// Lines that found no place so far.
  package var remaining: [String] { book.remaining }

  /// Gives the parts of `node` the comments that belong to them.
  package mutating func place(in node: inout YAMLNode) {
    guard !book.isEmpty else { return }
    // Taking the content out of the node keeps its array from being copied.
    switch node.content {
    case .scalar: return
    case .mapping(var entries):
      node.content = .sequence([])
      for index in entries.indices {
        if let span = entries[index].value.span, let comments = book.take(span) {
          entries[index].key.properties.append(.comments(comments))
        }
        place(in: &entries[index].value)
      }
      node.content = .mapping(entries)
    case .sequence(var items):
      node.content = .sequence([])
      for index in items.indices {
        if let span = items[index].span, let comments = book.take(span) {
          items[index].properties.append(.comments(comments))
        }
        place(in: &items[index])
      }
      node.content = .sequence(items)
    }
  }
}
