import Seams
import Testing

/// What the seams promise by themselves.
@Suite("Seams")
struct SeamsTests {
  @Test("a sensitive value is in no text of it")
  func sensitive() {
    let value = Sensitive("hunter2")
    var dumped = ""
    dump(value, to: &dumped)
    for text in ["\(value)", String(reflecting: value), dumped, "\(["a": value])"] {
      #expect(!text.contains("hunter2"), "\(text)")
    }
    #expect(value.reveal() == "hunter2")
  }

  @Test("keys sort by namespace, then by name, and print as people write them")
  func keys() {
    let keys = [ObjectKey("b", "a"), ObjectKey("a", "c"), ObjectKey("", "z"), ObjectKey("a", "b")]
    #expect(keys.sorted().map(\.description) == ["z", "a/b", "a/c", "b/a"])
  }
}
