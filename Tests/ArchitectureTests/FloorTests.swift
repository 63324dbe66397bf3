import Foundation
import TestSupport
import Testing

/// The floors of design/decisions.md: a module imports only what the table allows.
@Suite("Floors")
struct FloorTests {
  /// Floor of every module of ours, the ones to come included.
  static let floors: [String: Int] = [
    "CLibYAML": 0, "CSchemaFacts": 0, "Diagnostics": 0, "Patterns": 0, "YAMLSyntax": 1,
    "ProxySyntax": 1, "GoTemplate": 2,
    "Schema": 2, "Kustomization": 2,
    "KubernetesModel": 2, "InfisicalModel": 2, "TopologyModel": 2, "TopologyChecks": 3,
    "Lowering": 3, "Runbooks": 3,
    "Linting": 3, "Migration": 3, "Files": 4, "Pipeline": 4, "Workspace": 5, "CommandLineTool": 6,
    "redoubt": 7,
    "Seams": 5, "KubernetesClient": 6, "HTTPTransport": 6, "InfisicalClient": 6,
    "OperatorRuntime": 7, "Controllers": 8, "OperatorMain": 9, "redoubt-operator": 10,
  ]

  /// Modules of the online half; `redoubt` links none of them.
  private static let online: Set<String> = [
    "Seams", "KubernetesClient", "HTTPTransport", "InfisicalClient", "OperatorRuntime",
    "Controllers",
    "OperatorMain", "redoubt-operator",
  ]

  /// What a module may import beside lower floors.
  private static let foreign: [String: Set<String>] = [
    "Files": ["Glibc", "Musl", "Darwin"],
    "Workspace": ["Glibc", "Musl", "Darwin", "FoundationEssentials"],
    "CommandLineTool": ["ArgumentParser", "Glibc", "Musl", "Darwin", "FoundationEssentials"],
    "Seams": [
      "HTTPTypes", "FoundationEssentials", "Synchronization", "DequeModule", "Glibc", "Musl",
      "Darwin",
    ],
    "KubernetesClient": ["HTTPTypes", "FoundationEssentials", "Synchronization"],
    // The only importer of AsyncHTTPClient.
    "HTTPTransport": [
      "AsyncHTTPClient", "FoundationEssentials", "HTTPTypes", "NIOCore", "NIOHTTP1", "NIOPosix",
      "NIOSSL", "Synchronization", "Glibc", "Musl", "Darwin",
    ],
    "InfisicalClient": [
      "HTTPTypes", "FoundationEssentials", "Synchronization", "Crypto", "CryptoExtras", "Logging",
    ],
    "OperatorRuntime": ["DequeModule", "HeapModule", "Logging", "Synchronization"],
    "Controllers": [
      "FoundationEssentials", "Synchronization", "Logging", "Crypto", "CryptoExtras", "X509",
      "SwiftASN1", "HTTPTypes", "Glibc", "Musl", "Darwin",
    ],
    "OperatorMain": [
      "ArgumentParser", "FoundationEssentials", "Synchronization", "Logging", "HTTPTypes",
      "Hummingbird", "HummingbirdTLS", "ServiceLifecycle", "UnixSignals", "Subprocess",
      "SystemPackage", "NIOCore", "NIOPosix", "NIOSSL",
      "Glibc", "Musl", "Darwin",
    ],
  ]

  struct Source {
    let path: String
    let module: String
    let text: String
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  static func sources() throws -> [Source] {
    try Repository.files(below: "Sources").filter { $0.hasSuffix(".swift") }.map { path in
      Source(
        path: path, module: String(path.prefix { $0 != "/" }),
        text: String(decoding: try Repository.bytes("Sources/\(path)"), as: UTF8.self))
    }
  }

  private func imports(_ source: Source) -> [String] {
    source.lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let position = words.firstIndex(of: "import"), position <= 1,
        words.first.map({ ["import", "public", "package", "internal", "private"].contains($0) })
          == true
      else { return nil }
      return position + 1 < words.count ? String(words[position + 1]) : nil
    }
  }

  @Test("modules import only lower floors, and foreign modules only where the table says")
  func imports() throws {
    for source in try Self.sources() {
      let floor = try #require(Self.floors[source.module], "\(source.module) has no floor")
      for name in imports(source) {
        if let other = Self.floors[name] {
          #expect(other < floor, "\(source.path) imports \(name)")
        } else {
          #expect(
            Self.foreign[source.module]?.contains(name) == true, "\(source.path) imports \(name)")
        }
      }
      if source.module != "YAMLSyntax" { #expect(!imports(source).contains("CLibYAML")) }
      if source.module != "Schema" { #expect(!imports(source).contains("CSchemaFacts")) }
    }
  }

  @Test("the offline half knows nothing of the online half")
  func halves() throws {
    for source in try Self.sources() where !Self.online.contains(source.module) {
      for name in imports(source) { #expect(!Self.online.contains(name), "\(source.path)") }
    }
  }

  @Test("siblings of one floor do not depend on each other in the manifest either")
  func manifest() throws {
    let text = String(decoding: try Repository.bytes("Package.swift"), as: UTF8.self)
    for match in text.matches(of: /floor\(\s*"(\w+)"((?:,\s*(?:"\w+"|\w+))*)\)/) {
      let floor = try #require(Self.floors[String(match.1)])
      for dependency in match.2.matches(of: /"(\w+)"/) {
        let other = try #require(Self.floors[String(dependency.1)])
        #expect(other < floor, "\(match.1) depends on \(dependency.1)")
      }
    }
  }

  @Test("only the command line tool prints or exits, and only files and the workspace touch disk")
  func effects() throws {
    let printing = /\b(print|debugPrint|dump|fputs|exit|abort|fatalError|readLine)\(/
    let disk = /\b(fopen|open|opendir|mkdir|unlink|FileManager|Data\(contentsOf)\(?/
    for source in try Self.sources() {
      for line in source.lines where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        if source.module != "CommandLineTool", source.module != "OperatorMain" {
          #expect(
            line.firstMatch(of: printing) == nil || line.contains("func print(")
              || line.contains(".print("),
            "\(source.path): \(line)")
        }
        if source.module != "Workspace", source.module != "Files", line.contains("(") {
          #expect(
            line.firstMatch(of: disk)?.0.hasSuffix("(") != true || line.contains("func open(")
              || source.module == "YAMLSyntax",
            "\(source.path): \(line)")
        }
      }
    }
  }
}
