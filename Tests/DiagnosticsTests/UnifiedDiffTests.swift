import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite("Unified diff")
struct UnifiedDiffTests {
  @Test("a change is shown with three lines around it")
  func hunk() {
    let old = (1...9).map { "\($0)\n" }.joined()
    let new = old.replacingOccurrences(of: "5\n", with: "five\n")
    let diff = UnifiedDiff.diff(
      old: Array(old.utf8), new: Array(new.utf8), oldName: "a", newName: "b")
    #expect(
      diff == "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n")
  }

  @Test("a missing line break at the end is said")
  func noNewline() {
    let diff = UnifiedDiff.diff(old: [], new: Array("x".utf8), oldName: "a", newName: "b")
    #expect(diff == "--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n\\ No newline at end of file\n")
  }

  @Test(
    "applying the diff of random texts with patch gives the new text",
    .enabled(if: Tool.find("patch") != nil, "patch is absent"), arguments: 0..<40)
  func roundTrip(seed: UInt64) throws {
    let patch = try #require(Tool.find("patch"))
    var random = SeededGenerator(seed: seed)
    let words = ["a", "b", "c", "d"]
    func text() -> String {
      (0..<Int.random(in: 0...30, using: &random)).map { _ in
        (words.randomElement(using: &random) ?? "") + "\n"
      }.joined()
    }
    let old = text()
    let new = text()
    let folder = try TemporaryFolder()
    try folder.write(old, to: "file")
    let diff = UnifiedDiff.diff(
      old: Array(old.utf8), new: Array(new.utf8), oldName: "file", newName: "file")
    guard !diff.isEmpty else { return }
    try folder.write(diff, to: "diff")
    let result = try patch.run(["-s", "file", "diff"], folder: folder.root)
    #expect(result.status == 0, "\(result.output)\(diff)")
    let patched = folder.exists("file") ? try folder.read("file") : ""
    #expect(patched == new)
  }
}
