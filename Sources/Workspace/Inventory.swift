import Diagnostics
import Files
import YAMLSyntax

/// What the tool wrote into an output folder: it changes and deletes nothing else.
package struct Inventory: Sendable {
  /// A file of ours.
  package struct Entry: Hashable, Sendable {
    package let path: String
    package let sha256: String
    /// The part of the topology that caused it.
    package let source: String?

    package init(path: String, sha256: String, source: String?) {
      self.path = path
      self.sha256 = sha256
      self.source = source
    }
  }

  /// Where the inventory lies, below the output folder.
  package static let path = ".redoubt/inventory.json"

  package let entries: [Entry]
  private let byPath: [String: Entry]

  package init(entries: [Entry]) {
    self.entries = entries.sorted { $0.path < $1.path }
    byPath = Dictionary(entries.map { ($0.path, $0) }) { first, _ in first }
  }

  /// What in the topology caused each file, by path.
  package var sources: [String: String] {
    Dictionary(entries.compactMap { entry in entry.source.map { (entry.path, $0) } }) { $1 }
  }

  /// Name of the topology's document; nil where no file has a source.
  package var document: String? {
    entries.lazy.compactMap(\.source).first.map { String($0.prefix { $0 != "#" }) }
  }

  package func entry(_ path: String) -> Entry? { byPath[path] }

  /// The bytes of the inventory file.
  package var bytes: [UInt8] {
    JSONPrinter.print(
      YAMLMapping.build { yaml in
        yaml.set("version", 1)
        yaml.set("files", entries.map(Self.node))
      })
  }

  private static func node(_ entry: Entry) -> YAMLNode {
    YAMLMapping.build {
      $0.set("path", entry.path)
      $0.set("sha256", entry.sha256)
      $0.set("source", entry.source)
    }
  }

  /// Reads an inventory file; nil when it is not ours, or names a path outside the folder.
  package init?(parsing bytes: [UInt8]) {
    var map = SourceMap()
    var bag = DiagnosticBag()
    let stream = YAMLParser().parse(map.add(path: Self.path, bytes: bytes), into: &bag)
    guard !bag.hasErrors, let root = stream.documents.first?.root,
      root["version"]?.scalar?.text == "1", let items = root["files"]?.items
    else { return nil }
    var entries: [Entry] = []
    for item in items {
      guard let path = item["path"]?.scalar?.text, let sha256 = item["sha256"]?.scalar?.text,
        OutputPath.isContained(path)
      else { return nil }
      entries.append(Entry(path: path, sha256: sha256, source: item["source"]?.scalar?.text))
    }
    self.init(entries: entries)
  }
}
