/// Looks for one sequence of bytes in others, in time proportional to what is searched (Knuth, Morris, Pratt).
///
/// Both come from templates: comparing at every place would take their product.
struct ByteSearch {
  let part: [UInt8]
  /// For each length of what was found so far, how much of it is found still when the next byte differs.
  private var borders: [Int] = [0]

  init(_ part: [UInt8]) {
    self.part = part
    borders.reserveCapacity(part.count)
    var length = 0
    for index in part.indices.dropFirst() {
      while length > 0, part[index] != part[length] { length = borders[length - 1] }
      if part[index] == part[length] { length += 1 }
      borders.append(length)
    }
  }

  /// Where the part first occurs from `start` on; an empty one does everywhere.
  func first(in bytes: [UInt8], from start: Int = 0) -> Int? {
    guard !part.isEmpty else { return start <= bytes.count ? start : nil }
    guard bytes.count >= part.count, start <= bytes.count - part.count else { return nil }
    var length = 0
    for index in start..<bytes.count {
      while length > 0, bytes[index] != part[length] { length = borders[length - 1] }
      if bytes[index] == part[length] { length += 1 }
      if length == part.count { return index - part.count + 1 }
    }
    return nil
  }
}
