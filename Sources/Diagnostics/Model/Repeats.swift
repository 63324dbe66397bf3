extension Array {
  /// Every element whose key an earlier one has already, with the first that has it.
  package func repeats<Key: Hashable>(by key: (Element) -> Key) -> [(
    first: Element, again: Element
  )] {
    var firsts: [Key: Element] = [:]
    return compactMap { element in
      let key = key(element)
      if let first = firsts[key] { return (first, element) }
      firsts[key] = element
      return nil
    }
  }
}
