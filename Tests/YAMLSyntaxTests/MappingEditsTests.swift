import Diagnostics
import TestSupport
import Testing
import YAMLSyntax

/// Edits of mappings where they stand.
@Suite("Edits of mappings")
struct MappingEditsTests {
  private func edit(
    _ text: String, _ change: (inout MappingEdits, YAMLNode) throws -> Void
  ) throws -> String {
    var sources = SourceMap()
    let file = sources.add(path: "a.yaml", bytes: Array(text.utf8))
    var bag = DiagnosticBag()
    let root = try #require(YAMLParser().parse(file, into: &bag).documents.first?.root)
    var edits = MappingEdits(file)
    try change(&edits, root)
    return String(decoding: try edits.apply(), as: UTF8.self)
  }

  @Test("a scalar is replaced in place, whatever stands around it")
  func replace() throws {
    let text = "# top\na: 1 # one\nb:   'two'   # kept\n\n# end\n"
    let result = try edit(text) { try $0.set("b", .string("three"), in: $1) }
    #expect(result == "# top\na: 1 # one\nb:   three   # kept\n\n# end\n")
  }

  @Test("a new entry goes to the end of a block, the front, or into a flow mapping")
  func insert() throws {
    #expect(
      try edit("a:\n  b: 1 # x\n  c:\n    - 1\n# after\nd: 2\n") { edits, root in
        let inner = try #require(root["a"])
        try edits.set("e", .integer(5), in: inner)
      } == "a:\n  b: 1 # x\n  c:\n    - 1\n  e: 5\n# after\nd: 2\n")
    #expect(
      try edit("a: {b: 1}\n") { edits, root in
        let inner = try #require(root["a"])
        try edits.set("e", .integer(5), in: inner)
      } == "a: {b: 1, e: 5}\n")
    #expect(
      try edit("x: 1\ny: 2\n") { edits, root in
        let block = YAMLMapping.build { $0.set("k", "v") }
        try edits.set("new", block, in: root, isFirst: true)
      } == "new:\n  k: v\nx: 1\ny: 2\n")
  }

  @Test("an entry goes with its lines, and nothing else")
  func remove() throws {
    let text = "a: 1\n# about b\nb:\n  c: 1\n  d: # x\n    - 2\n# about e\ne: 3\n"
    let result = try edit(text) { try $0.remove("b", in: $1) }
    #expect(result == "a: 1\n# about b\n# about e\ne: 3\n")
  }

  @Test("a mapping on one line is edited on its line, an empty block is filled")
  func oneLine() throws {
    func inner(
      _ text: String, _ change: (inout MappingEdits, YAMLNode) throws -> Void
    ) throws -> String {
      try edit(text) { edits, root in try change(&edits, try #require(root["a"])) }
    }
    #expect(try inner("a: {b: 1, c: 2}\n") { try $0.remove("b", in: $1) } == "a: {c: 2}\n")
    #expect(try inner("a: {b: 1, c: 2}\n") { try $0.remove("c", in: $1) } == "a: {b: 1}\n")
    let block = YAMLMapping.build { $0.set("k", "x, y") }
    #expect(
      try inner("a: {b: 1}\n") { try $0.set("n", block, in: $1) }
        == "a: {b: 1, n: {k: 'x, y'}}\n")
    for empty in ["a: {} # c", "a:", "a: ~", "a: null"] {
      #expect(
        try edit("\(empty)\nb: 1\n") { try $0.set("a", block, in: $1, isFirst: true) }
          == "a:\n  k: x, y\nb: 1\n")
    }
    #expect(
      try edit("a:\n  old:\n    - 1\nb: 1\n") { try $0.set("a", block, in: $1, isFirst: true) }
        == "a:\n  k: x, y\nb: 1\n")
  }

  @Test("line breaks are those of the file")
  func windows() throws {
    let block = YAMLMapping.build { $0.set("k", 1) }
    let result = try edit("x: 1\r\ny: 2\r\n") { try $0.set("new", block, in: $1, isFirst: true) }
    #expect(result == "new:\r\n  k: 1\r\nx: 1\r\ny: 2\r\n")
  }

  @Test("what cannot be edited is said, not guessed")
  func refused() {
    #expect(throws: MappingEdits.Problem.self) {
      try edit("x: &r active\na: *r\n") { try $0.set("a", .string("passive"), in: $1) }
    }
  }
}
