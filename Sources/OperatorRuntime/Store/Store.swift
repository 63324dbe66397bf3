package import Seams
import Synchronization

/// Objects of one kind as last heard, with an index over what they refer to.
package final class Store<Item: Sendable, Index: Hashable & Sendable>: Sendable {
  private struct State {
    var items: [ObjectKey: Item] = [:]
    var index: [Index: Set<ObjectKey>] = [:]
  }

  private let state = Mutex(State())
  private let indexes: @Sendable (Item) -> [Index]

  /// `indexes` tells under what an item is to be found.
  package init(indexes: @escaping @Sendable (Item) -> [Index]) { self.indexes = indexes }

  package subscript(key: ObjectKey) -> Item? { state.withLock { $0.items[key] } }

  package var count: Int { state.withLock { $0.items.count } }

  /// All keys, sorted.
  package var keys: [ObjectKey] { state.withLock { $0.items.keys.sorted() } }

  /// Keys of the items under `index`, sorted.
  package func keys(under index: Index) -> [ObjectKey] {
    state.withLock { $0.index[index].map { $0.sorted() } ?? [] }
  }

  /// Stores an item, or takes it away with nil; gives what was there.
  @discardableResult
  package func set(_ key: ObjectKey, _ item: Item?) -> Item? {
    let added = item.map(indexes) ?? []
    return state.withLock { state in
      let old = state.items[key]
      if let old {
        for index in indexes(old) {
          state.index[index]?.remove(key)
          if state.index[index]?.isEmpty == true { state.index[index] = nil }
        }
      }
      for index in added { state.index[index, default: []].insert(key) }
      state.items[key] = item
      return old
    }
  }

  /// Keys in `namespace`, or all with nil.
  package func keys(in namespace: String?) -> [ObjectKey] {
    state.withLock { state in
      namespace.map { name in state.items.keys.filter { $0.namespace == name } }
        ?? Array(state.items.keys)
    }
  }
}
