import InfisicalClient
import Seams

/// The secrets of all sources as one: direct ones before imported ones, earlier sources before later
/// ones; of a repeated key the first counts (operator v0.11.5).
struct MergedSecrets: Sendable {
  struct Secret: Sendable {
    let value: Sensitive<String>
    let path: String
    let revision: String?

    /// The same secret with another value.
    var masked: Secret {
      Secret(value: Sensitive("\u{2}\u{3}"), path: path, revision: revision)
    }
  }

  /// In the order in which they were found.
  private(set) var keys: [String] = []
  private(set) var secrets: [String: Secret] = [:]
  /// Every secret with its folder, before keys are merged; the first of a folder and key counts.
  private(set) var tree: [Place: Secret] = [:]
  /// Keys that the targets would lack, or have from a source that comes later, because their values may not be read.
  private(set) var hidden: Set<String> = []

  struct Place: Hashable {
    let folder: String
    let key: String
  }

  init(_ snapshots: [Snapshot]) {
    for secret in snapshots.flatMap(\.direct) + snapshots.flatMap(\.imported) { add(secret) }
  }

  private mutating func add(_ fetched: FetchedSecret) {
    guard let value = fetched.value else {
      // A source that comes later does not stand in for one that comes first.
      if secrets[fetched.key] == nil { hidden.insert(fetched.key) }
      return
    }
    let secret = Secret(value: value, path: fetched.path, revision: fetched.revision)
    let place = Place(folder: Self.folder(fetched.path), key: fetched.key)
    if tree[place] == nil { tree[place] = secret }
    guard secrets[fetched.key] == nil else { return }
    keys.append(fetched.key)
    secrets[fetched.key] = secret
  }

  /// The same keys with other values, which have nothing in common with these.
  var masked: MergedSecrets {
    var copy = self
    copy.secrets = secrets.mapValues(\.masked)
    copy.tree = tree.mapValues(\.masked)
    return copy
  }

  /// A path without slashes at its ends and without empty parts.
  static func folder(_ path: String) -> String {
    path.split(separator: "/").joined(separator: "/")
  }

  /// Folders right below `path`, by name, sorted.
  func folders(in path: String) -> [String] {
    let folder = Self.folder(path)
    let lead = folder.isEmpty ? "" : folder + "/"
    var names: Set<String> = []
    let places = tree.keys
    for place in places where place.folder.hasPrefix(lead) && place.folder != folder {
      names.insert(String(place.folder.dropFirst(lead.count).prefix { $0 != "/" }))
    }
    return names.sorted()
  }
}
