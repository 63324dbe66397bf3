package import Diagnostics
import YAMLSyntax

/// What kustomizations and charts say of other files of a run.
package struct FolderFacts: Sendable {
  /// Patches of kustomizations: parts of objects, by path.
  private var patches: Set<String> = []
  /// Namespaces that a kustomization gives to the files of its folder.
  private var namespaces: [String: String] = [:]
  /// Folders of Helm charts.
  private var charts: Set<String> = []

  package init() {}

  /// Whether a file has to be read for what it says of others.
  package static func isWorthReading(_ path: String) -> Bool {
    FileKind.byName(path) != nil
  }

  /// Takes up a kustomization or the head of a chart.
  package mutating func add(_ file: SourceFile) {
    let folder = Self.folder(of: file.path)
    guard FileKind.byName(file.path) == .kustomization else {
      charts.insert(folder)
      return
    }
    var faults = DiagnosticBag()
    for document in YAMLParser().parse(file, into: &faults).documents {
      guard let root = document.root else { continue }
      if let name = root["namespace"]?.text { namespaces[folder] = name }
      for field in ["patches", "patchesJson6902"] {
        for item in root[field]?.items ?? [] { add(item["path"]?.text, folder) }
      }
      for item in root["patchesStrategicMerge"]?.items ?? [] { add(item.text, folder) }
      for item in root["transformers"]?.items ?? [] { add(item.text, folder) }
      for item in root["generators"]?.items ?? [] { add(item.text, folder) }
      for item in root["configurations"]?.items ?? [] { add(item.text, folder) }
    }
  }

  private mutating func add(_ path: String?, _ folder: String) {
    guard let path, !path.contains("\n") else { return }
    patches.insert(Self.normal(folder.isEmpty ? path : "\(folder)/\(path)"))
  }

  /// What a file is because of its neighbours; nil when it stands for itself.
  func kind(of path: String) -> FileKind? {
    if patches.isEmpty, charts.isEmpty { return nil }
    if !patches.isEmpty, patches.contains(Self.normal(path)) { return .patch }
    var folder = Self.folder(of: path)
    while !folder.isEmpty {
      let name = folder.split(separator: "/").last ?? ""
      if name == "templates", charts.contains(Self.folder(of: folder)) { return .helmTemplate }
      folder = Self.folder(of: folder)
    }
    return nil
  }

  /// The namespace that a kustomization gives to the objects of a file.
  func namespace(of path: String) -> String? {
    namespaces.isEmpty ? nil : namespaces[Self.folder(of: path)]
  }

  /// The folder that holds a file; empty for the one where the run starts.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// The path without `.` and `..`.
  private static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) where part != "." {
      if part == "..", let last = parts.last, last != "..", !last.isEmpty {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
