import Foundation

/// Where things lie in the checkout that the tests were built from.
package enum Repository {
  /// Root of the checkout.
  package static let root: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// A path below the root.
  package static func path(_ relative: String) -> String { "\(root)/\(relative)" }

  /// Oracle data beside the checkout; nil where it is absent.
  package static func shared(_ relative: String) -> String? {
    let path = URL(fileURLWithPath: root).deletingLastPathComponent()
      .appendingPathComponent("shared/\(relative)").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// The bytes of a file below the root.
  package static func bytes(_ relative: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(relative))))
  }

  /// Whether a file is there.
  package static func has(_ relative: String) -> Bool {
    FileManager.default.fileExists(atPath: path(relative))
  }

  /// Files below a folder of the checkout, as paths relative to it, sorted.
  package static func files(below relative: String) -> [String] {
    files(inside: path(relative))
  }

  /// Files below any folder, as paths relative to it, sorted.
  package static func files(inside folder: String) -> [String] {
    let items = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return items.filter { item in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(folder)/\(item)", isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }

  /// Names of the examples of topologies and migrations, sorted; that of the operator is neither.
  package static let examples: [String] =
    (try? FileManager.default
    .contentsOfDirectory(atPath: path("examples")))?
    .filter { !$0.hasPrefix("lint-") && $0 != "operator" }.sorted() ?? []

  /// Names of the examples that compile into a tree.
  package static let built: [String] = examples.filter {
    !$0.hasPrefix("broken-") && !$0.hasPrefix("migrate-")
  }

  /// Names of the examples of the linter, sorted.
  package static let lintExamples: [String] =
    (try? FileManager.default
    .contentsOfDirectory(atPath: path("examples")))?.filter { $0.hasPrefix("lint-") }.sorted() ?? []
}
