/// A slice of Go: immutable, shared by everything that refers to it.
package final class GoList: RandomAccessCollection {
  /// Changed by ``GoRelease`` alone, when nothing refers to the list any more.
  fileprivate(set) var items: [GoValue]

  package init(_ items: [GoValue]) { self.items = items }

  package convenience init(_ items: some Sequence<GoValue>) { self.init(Array(items)) }

  package var startIndex: Int { 0 }
  package var endIndex: Int { items.count }
  package subscript(position: Int) -> GoValue { items[position] }

  deinit { GoRelease.release(&items) }
}

/// A map of Go: shared by everything that refers to it, as `set` of sprig relies on.
package final class GoDictionary {
  fileprivate var values: [GoString: GoValue]

  package init(_ values: [GoString: GoValue] = [:]) { self.values = values }

  package subscript(key: GoString) -> GoValue? {
    get { values[key] }
    set { values[key] = newValue }
  }

  package subscript(key: String) -> GoValue? { values[GoString(key)] }

  package var count: Int { values.count }

  /// Keys in the order in which Go's templates and printers go through a map.
  package var keys: [GoString] { values.keys.sorted() }

  package var copy: GoDictionary { GoDictionary(values) }

  /// Drops everything, which breaks the cycles that the map is part of.
  func clear() {
    var items = Array(values.values)
    values = [:]
    GoRelease.release(&items)
  }

  deinit { clear() }
}

/// Releases nested values one after the other.
///
/// Left to itself, releasing a list in a list in a list recurses, and a template can nest deeper than the
/// stack reaches.
private enum GoRelease {
  static func release(_ items: inout [GoValue]) {
    guard items.contains(where: \.isNested) else { return }
    var pending = items
    items = []
    while let value = pending.popLast() {
      switch consume value {
      case .list(var list):
        guard isKnownUniquelyReferenced(&list) else { continue }
        pending += list.items.filter(\.isNested)
        list.items = []
      case .dictionary(var dictionary):
        guard isKnownUniquelyReferenced(&dictionary) else { continue }
        pending += dictionary.values.values.filter(\.isNested)
        dictionary.values = [:]
      default: continue
      }
    }
  }
}

extension GoValue {
  /// Whether the value holds others.
  fileprivate var isNested: Bool {
    switch self {
    case .list, .dictionary: true
    default: false
    }
  }
}
