import Diagnostics
import Foundation
import Synchronization

/// The committed trees of the examples.
///
/// The tree of an example that a step of an operation leads to, and that of a variant of another example,
/// is committed as `tree.diff`: the difference to the tree before, which is what a reviewer reads. The
/// inventory is not part of it, since it follows from the other files.
package enum GoldenTree {
  /// Name of the file with the difference.
  package static let diffName = "tree.diff"
  private static let inventory = ".redoubt/inventory.json"

  /// Names of the examples that compile into a tree, sorted.
  package static let names = Repository.built

  /// Variants of another example, and the operation that begins from another tree than `two-sites`.
  private static let bases = [
    "failover-1-fence": "three-sites", "retirement-1-clear": "three-sites",
    "return-1-revert": "upgrade-3-upgrade", "two-sites-argocd": "two-sites",
    "two-sites-nginx": "two-sites",
  ]

  /// The example whose tree a step changed; nil for a tree that is committed as a whole.
  package static func base(of example: String) -> String? {
    if let base = bases[example] { return base }
    guard Repository.has("examples/\(example)/topology.lock.json") else { return nil }
    let parts = example.split(separator: "-")
    if parts.count > 1, let number = Int(parts[1]), number > 1 {
      return names.first { $0.hasPrefix("\(parts[0])-\(number - 1)-") }
    }
    return "two-sites"
  }

  /// How many differences lead to the tree, which are recorded in that order.
  package static func depth(of example: String) -> Int {
    base(of: example).map { depth(of: $0) + 1 } ?? 0
  }

  /// Trees by example: a difference is applied once, not once a file.
  private static let trees = Mutex<[String: [String: [UInt8]]]>([:])

  /// The files of a tree by path; without the inventory where the tree is a difference.
  package static func files(_ example: String) throws -> [String: [UInt8]] {
    // What is being recorded changes under the reader.
    guard !Golden.isRecording else { return try read(example) }
    if let known = trees.withLock({ $0[example] }) { return known }
    let files = try read(example)
    trees.withLock { $0[example] = files }
    return files
  }

  private static func read(_ example: String) throws -> [String: [UInt8]] {
    guard let base = base(of: example) else {
      var files: [String: [UInt8]] = [:]
      for path in Repository.files(below: "output/\(example)") {
        files[path] = try Repository.bytes("output/\(example)/\(path)")
      }
      return files
    }
    var files = try files(base)
    files[inventory] = nil
    return try UnifiedPatch.apply(
      try Repository.bytes("output/\(example)/\(diffName)"), to: files)
  }

  /// Paths of a tree, sorted.
  package static func paths(_ example: String) throws -> [String] {
    try files(example).keys.sorted()
  }

  /// The bytes of `EXAMPLE/PATH`.
  package static func bytes(_ path: String) throws -> [UInt8] {
    let example = String(path.prefix { $0 != "/" })
    let inner = String(path.dropFirst(example.count + 1))
    guard let bytes = try files(example)[inner] else {
      throw UnifiedPatch.Mismatch(description: "no file \(path)")
    }
    return bytes
  }

  /// `EXAMPLE/PATH` of every file of every tree that ends in `suffix`, one for each content.
  package static func paths(endingIn suffix: String) -> [String] {
    var seen: Set<[UInt8]> = []
    return names.flatMap { example in
      ((try? files(example)) ?? [:]).filter { $0.key.hasSuffix(suffix) }
        .sorted { $0.key < $1.key }
        .filter { seen.insert($0.value).inserted }
        .map { "\(example)/\($0.key)" }
    }
  }

  /// Folder of a whole tree: the committed one, or for a difference one made in `folder`.
  package static func folder(_ example: String, in folder: TemporaryFolder) throws -> String {
    guard base(of: example) != nil else { return Repository.path("output/\(example)") }
    for (path, bytes) in try files(example) {
      try folder.write(String(decoding: bytes, as: UTF8.self), to: "\(example)/\(path)")
    }
    return folder.path(example)
  }

  /// The difference from the tree of `base` to `new`, as committed.
  package static func diff(from base: String, to new: [String: [UInt8]]) throws -> [UInt8] {
    var old = try files(base)
    old[inventory] = nil
    var text = "From output/\(base)\n"
    for path in Set(old.keys).union(new.keys).sorted() where path != inventory {
      text += UnifiedDiff.diff(
        old: old[path] ?? [], new: new[path] ?? [],
        oldName: old[path] == nil ? "/dev/null" : "a/\(path)",
        newName: new[path] == nil ? "/dev/null" : "b/\(path)")
    }
    return Array(text.utf8)
  }
}
