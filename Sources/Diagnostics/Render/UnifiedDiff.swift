/// Unified diffs of texts, as `diff -u` and `git diff` print them.
package enum UnifiedDiff {
  /// The diff from `old` to `new` with three lines of context; empty when they are equal.
  package static func diff(
    old: [UInt8], new: [UInt8], oldName: String, newName: String
  ) -> String {
    guard old != new else { return "" }
    let left = lines(old)
    let right = lines(new)
    var output = "--- \(oldName)\n+++ \(newName)\n"
    for hunk in hunks(LineMatch.edits(left, right)) { output += render(hunk, left, right) }
    return output
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = 0
    for offset in bytes.indices where bytes[offset] == 0x0A {
      result.append(bytes[start...offset])
      start = offset + 1
    }
    if start < bytes.count { result.append(bytes[start...]) }
    return result
  }

  /// Groups edits that are at most six unchanged lines apart.
  private static func hunks(_ edits: [LineMatch.Edit]) -> [ArraySlice<LineMatch.Edit>] {
    let changes = edits.indices.filter { edits[$0].isChange }
    guard let first = changes.first else { return [] }
    var hunks: [ArraySlice<LineMatch.Edit>] = []
    var start = max(0, first - 3)
    var last = first
    for change in changes.dropFirst() {
      if change - last > 6 {
        hunks.append(edits[start..<min(edits.count, last + 4)])
        start = change - 3
      }
      last = change
    }
    hunks.append(edits[start..<min(edits.count, last + 4)])
    return hunks
  }

  private static func render(
    _ hunk: ArraySlice<LineMatch.Edit>, _ left: [ArraySlice<UInt8>], _ right: [ArraySlice<UInt8>]
  ) -> String {
    var body = ""
    var counts = (left: 0, right: 0)
    var starts: (left: Int, right: Int)?
    for edit in hunk {
      if starts == nil { starts = (edit.left, edit.right) }
      switch edit.kind {
      case .same:
        body += line(" ", left[edit.left])
        counts = (counts.left + 1, counts.right + 1)
      case .removed:
        body += line("-", left[edit.left])
        counts.left += 1
      case .added:
        body += line("+", right[edit.right])
        counts.right += 1
      }
    }
    let from = starts ?? (0, 0)
    return "@@ -\(range(from.left, counts.left)) +\(range(from.right, counts.right)) @@\n" + body
  }

  private static func range(_ start: Int, _ count: Int) -> String {
    let first = count == 0 ? start : start + 1
    return count == 1 ? "\(first)" : "\(first),\(count)"
  }

  private static func line(_ mark: String, _ bytes: ArraySlice<UInt8>) -> String {
    let text = mark + String(decoding: bytes, as: UTF8.self)
    return bytes.last == 0x0A ? text : text + "\n\\ No newline at end of file\n"
  }
}
