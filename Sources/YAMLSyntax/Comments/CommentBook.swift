package import Diagnostics

/// Which comment belongs to which entry or item of a source tree.
///
/// A comment behind something belongs to it; one on a line of its own belongs to what follows, unless
/// it is indented deeper than that: then it ends the block above.
package struct CommentBook: Sendable {
  /// A place that comments can belong to: an entry or an item.
  private struct Slot {
    let start: Int
    /// Span of the value: what carries the comments into another tree.
    let value: SourceSpan
  }

  private var slots: [Slot] = []
  private var attached: [SourceSpan: AttachedComments] = [:]
  /// Spans with comments, in the order of the source.
  private var order: [SourceSpan] = []

  /// Attaches `comments` to the parts of `root`, a tree of `file`.
  package init(_ comments: [YAMLComment], root: YAMLNode, file: SourceFile) {
    guard !comments.isEmpty else { return }
    collect(root)
    for comment in comments { attach(comment, file.bytes) }
  }

  /// Whether there is nothing to carry.
  package var isEmpty: Bool { order.isEmpty }

  /// Takes the comments of the entry or item whose value was read from `span`.
  package mutating func take(_ span: SourceSpan) -> AttachedComments? {
    guard let found = attached.removeValue(forKey: span) else { return nil }
    order.removeAll { $0 == span }
    return found
  }

  /// Every line that nobody took, in the order of the source.
  package var remaining: [String] { order.flatMap { attached[$0]?.lines ?? [] } }

  private mutating func collect(_ node: YAMLNode) {
    switch node.content {
    case .scalar: return
    case .mapping(let entries):
      for entry in entries {
        add(entry.key.span, value: entry.value.span ?? entry.key.span)
        if entry.value.alias == nil { collect(entry.value) }
      }
    case .sequence(let items):
      for item in items {
        add(item.span, value: item.span)
        if item.alias == nil { collect(item) }
      }
    }
  }

  private mutating func add(_ start: SourceSpan?, value: SourceSpan?) {
    guard let start, let value else { return }
    slots.append(Slot(start: start.range.lowerBound, value: value))
  }

  private static func column(_ slot: Slot, _ bytes: [UInt8]) -> Int {
    var line = slot.start
    while line > 0, bytes[line - 1] != 0x0A, bytes[line - 1] != 0x0D { line -= 1 }
    return slot.start - line
  }

  private mutating func attach(_ comment: YAMLComment, _ bytes: [UInt8]) {
    let offset = comment.span.range.lowerBound
    let position = slots.partitioningIndex { $0.start > offset }
    let next = position < slots.count ? slots[position] : nil
    let previous = slots[..<position]
    guard comment.standsAlone else {
      if let owner = previous.last ?? next { update(owner) { $0.join(behind: comment.text) } }
      return
    }
    if let next, comment.column <= Self.column(next, bytes) || previous.isEmpty {
      update(next) { $0.above.append(comment.text) }
    } else if let owner = previous.last(where: {
      Self.column($0, bytes) <= comment.column
    }) ?? previous.last {
      update(owner) { $0.below.append(comment.text) }
    }
  }

  private mutating func update(_ slot: Slot, _ change: (inout AttachedComments) -> Void) {
    if attached[slot.value] == nil { order.append(slot.value) }
    change(&attached[slot.value, default: AttachedComments()])
  }
}

extension AttachedComments {
  /// Puts `text` behind; a second one goes above, as a line ends with one comment only.
  fileprivate mutating func join(behind text: String) {
    if let first = behind { above.append(first) }
    behind = text
  }
}

extension Array {
  /// The first index whose element fulfils `predicate`, in an array that is partitioned by it.
  fileprivate func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
