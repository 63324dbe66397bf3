import Diagnostics
import ProxySyntax
import TestSupport
import Testing

/// What the parsers read is what the printers wrote.
@Suite("Proxy configurations")
struct ParserTests {
  private func file(_ text: String) -> SourceFile {
    SourceFile(position: 0, path: "proxy.cfg", bytes: Array(text.utf8))
  }

  /// Words that need quoting, mixed at random.
  private static func words(_ generator: inout SeededGenerator) -> [String] {
    let pool = [
      "server", "a b", "it's", "#1", "$z", "x\\y", "\"q\"", "{", "}", ";", "10.0.0.1:443", "",
      "!no",
    ]
    return (0...Int.random(in: 1...4, using: &generator)).map { index in
      index == 0 ? "keyword" : pool.randomElement(using: &generator) ?? "x"
    }
  }

  @Test("HAProxy reads back every word that it printed", arguments: 0..<200 as Range<UInt64>)
  func haproxy(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let lines = (0..<5).map { _ in Self.words(&generator) }
    let printed = HAProxyPrinter.print(
      HAProxyConfiguration(
        comments: ["a comment"],
        sections: [HAProxySection(.backend("be"), comment: "here", lines.map { ProxyLine($0) })]))
    let read = HAProxyParser.parse(
      SourceFile(position: 0, path: "haproxy.cfg", bytes: printed))
    #expect(read.sections.map(\.kind) == [.backend("be")])
    #expect(read.sections[0].lines.map(\.words) == lines)
  }

  @Test("NGINX reads back every statement that it printed", arguments: 0..<200 as Range<UInt64>)
  func nginx(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let inner = (0..<3).map { _ in BraceStatement(Self.words(&generator)) }
    let configuration = BraceConfiguration(
      comments: [], statements: [BraceStatement(["http"], block: inner)])
    let read = BraceParser.parse(
      SourceFile(position: 0, path: "nginx.conf", bytes: NGINXPrinter.print(configuration)), .nginx)
    #expect(read.statements.map(\.line.words) == [["http"]])
    #expect(read.statements.first?.block?.map(\.line.words) == inner.map(\.line.words))
  }

  @Test("a line has the place of its words, without its comment")
  func spans() throws {
    let file = file("global\n  log stdout # why\n\nbackend be\n  server a 1.2.3.4:1\n")
    let read = HAProxyParser.parse(file)
    let span = try #require(read.sections[0].lines[0].span)
    #expect(String(decoding: file.bytes[span.range], as: UTF8.self) == "log stdout")
    #expect(read.sections[1].lines[0].words == ["server", "a", "1.2.3.4:1"])
  }

  @Test("keepalived ends a statement with its line, and takes `!` for a comment")
  func keepalived() {
    let read = BraceParser.parse(
      file("vrrp_instance a { ! one\n  state BACKUP\n  track_script {\n    lives\n  }\n}\n"),
      .keepalived)
    #expect(read.statements.map(\.line.words) == [["vrrp_instance", "a"]])
    let block = read.statements.first?.block ?? []
    #expect(block.map(\.line.words) == [["state", "BACKUP"], ["track_script"]])
  }

  @Test("hostile nesting ends, and unbalanced braces are read as far as they go")
  func hostile() {
    let deep = String(repeating: "a { ", count: 100_000)
    #expect(BraceParser.parse(file(deep), .nginx).statements.count == 1)
    #expect(BraceParser.parse(file("} } a; }"), .nginx).statements.isEmpty)
  }
}
