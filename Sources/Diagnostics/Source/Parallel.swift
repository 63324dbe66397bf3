/// Work on several values at a time whose results keep the order of the values.
package enum Parallel {
  /// `transform` of each of `items`, with at most `jobs` of them under way.
  package static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], jobs: Int, _ transform: @escaping @Sendable (Item) -> Result
  ) async -> [Result] {
    let jobs = min(max(1, jobs), items.count)
    guard jobs > 1 else { return items.map(transform) }
    return await withTaskGroup(of: [(Int, Result)].self) { group in
      for job in 0..<jobs {
        group.addTask {
          stride(from: job, to: items.count, by: jobs).map { ($0, transform(items[$0])) }
        }
      }
      var results = [Result?](repeating: nil, count: items.count)
      for await done in group {
        for (position, result) in done { results[position] = result }
      }
      return results.compactMap(\.self)
    }
  }
}
