/// The shortest edit script between two lists of lines (Myers, 1986).
enum LineMatch {
  struct Edit {
    enum Kind {
      case same, removed, added
    }
    let kind: Kind
    /// Index of the line in the old text, or where it would be.
    let left: Int
    /// Index of the line in the new text, or where it would be.
    let right: Int

    var isChange: Bool { kind != .same }
  }

  static func edits(_ left: [ArraySlice<UInt8>], _ right: [ArraySlice<UInt8>]) -> [Edit] {
    var prefix = 0
    while prefix < min(left.count, right.count), left[prefix] == right[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < min(left.count, right.count) - prefix,
      left[left.count - 1 - suffix] == right[right.count - 1 - suffix]
    { suffix += 1 }
    var edits = (0..<prefix).map { Edit(kind: .same, left: $0, right: $0) }
    edits += middle(
      left, right, prefix..<(left.count - suffix), prefix..<(right.count - suffix))
    for offset in stride(from: suffix, to: 0, by: -1) {
      edits.append(Edit(kind: .same, left: left.count - offset, right: right.count - offset))
    }
    return edits
  }

  /// Above this many differences the middle is shown as replaced: a shorter script would not be read.
  private static let limit = 1000

  private static func middle(
    _ left: [ArraySlice<UInt8>], _ right: [ArraySlice<UInt8>], _ rows: Range<Int>,
    _ columns: Range<Int>
  ) -> [Edit] {
    let most = min(rows.count + columns.count, limit)
    var furthest = [Int](repeating: 0, count: 2 * most + 3)
    var trace: [[Int]] = []
    let middle = most + 1
    for distance in 0...most {
      trace.append(furthest)
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let down =
          diagonal == -distance
          || (diagonal != distance
            && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1])
        var row = down ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
        var column = row - diagonal
        while row < rows.count, column < columns.count,
          left[rows.lowerBound + row] == right[columns.lowerBound + column]
        {
          row += 1
          column += 1
        }
        furthest[middle + diagonal] = row
        if row >= rows.count, column >= columns.count {
          return backtrack(trace, distance, middle, rows, columns)
        }
      }
    }
    return rows.map { Edit(kind: .removed, left: $0, right: columns.lowerBound) }
      + columns.map { Edit(kind: .added, left: rows.upperBound, right: $0) }
  }

  private static func backtrack(
    _ trace: [[Int]], _ distance: Int, _ middle: Int, _ rows: Range<Int>, _ columns: Range<Int>
  ) -> [Edit] {
    var edits: [Edit] = []
    var row = rows.count
    var column = columns.count
    func place(_ kind: Edit.Kind) {
      edits.append(
        Edit(kind: kind, left: rows.lowerBound + row, right: columns.lowerBound + column))
    }
    for step in stride(from: distance, through: 0, by: -1) {
      let furthest = trace[step]
      let diagonal = row - column
      let down =
        diagonal == -step
        || (diagonal != step && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1])
      let previous = down ? diagonal + 1 : diagonal - 1
      let fromRow = furthest[middle + previous]
      let fromColumn = fromRow - previous
      while row > fromRow, column > fromColumn {
        row -= 1
        column -= 1
        place(.same)
      }
      guard step > 0 else { break }
      if down {
        column -= 1
        place(.added)
      } else {
        row -= 1
        place(.removed)
      }
    }
    return edits.reversed()
  }
}
