/// A slice of Go: immutable, shared by everything that refers to it.
package final class GoList: RandomAccessCollection {
  /// Changed by ``GoRelease`` alone, when nothing refers to the list any more.
  fileprivate(set) var items: [GoValue]

  package init(_ items: [GoValue]) { self.items = items }

  package convenience init(_ items: some Sequence<GoValue>) { self.init(Array(items)) }

  package var startIndex: Int { 0 }
  package var endIndex: Int { items.count }
  package subscript(position: Int) -> GoValue { items[position] }

  deinit { if !items.isEmpty { GoRelease.release(&items) } }
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

  deinit { if !values.isEmpty { clear() } }
}

/// Releases nested values one after the other.
///
/// Left to itself, releasing a list in a list in a list recurses, and a template can nest deeper than the
/// stack reaches.
private struct GoRelease {
  private var lists: [GoList] = []
  private var dictionaries: [GoDictionary] = []

  static func release(_ items: inout [GoValue]) {
    var release = GoRelease()
    release.take(&items)
    while release.next() {}
  }

  /// Takes over the values that hold others; nothing else refers to them through `items` afterwards.
  private mutating func take(_ items: inout [GoValue]) {
    for item in items {
      switch item {
      case .list(let list): lists.append(list)
      case .dictionary(let dictionary): dictionaries.append(dictionary)
      default: continue
      }
    }
    items = []
  }

  /// Empties one value that nobody else refers to, before it goes.
  private mutating func next() -> Bool {
    if var list = lists.popLast() {
      if isKnownUniquelyReferenced(&list) { take(&list.items) }
      return true
    }
    if var dictionary = dictionaries.popLast() {
      if isKnownUniquelyReferenced(&dictionary) {
        var items = Array(dictionary.values.values)
        dictionary.values = [:]
        take(&items)
      }
      return true
    }
    return false
  }
}
