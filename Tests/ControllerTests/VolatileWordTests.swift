import Testing

@testable import Controllers

@Suite("Messages that change by themselves")
struct VolatileWordTests {
  @Test(
    "what changes with each failure is left out of the comparison",
    arguments: [
      ("dial 10.0.0.1:53124: refused", "dial 10.0.0.1:49152: refused"),
      ("request 0x7f3a2b failed", "request 0x1a2b3c failed"),
      (
        "reqId 7b6f0f1e-52a4-4d7e-9f3a-2f1f5b0f9a11", "reqId 0c1d2e3f-1111-4222-8333-444455556666"
      ),
      ("at 1700000000", "at 1700000060"), ("process req-5f3a9c21b", "process req-8b11c0de7"),
    ])
  func same(first: String, second: String) {
    #expect(VolatileWords.removed(from: first) == VolatileWords.removed(from: second))
  }

  @Test(
    "what says something new is not",
    arguments: [
      ("answered 401", "answered 403"), ("3 deployments", "4 deployments"),
      ("Secret a/b", "Secret a/c"), ("folder /p1", "folder /p2"), ("decade", "facade"),
    ])
  func different(first: String, second: String) {
    #expect(VolatileWords.removed(from: first) != VolatileWords.removed(from: second))
  }
}
