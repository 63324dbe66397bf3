package import YAMLSyntax

/// What streams of one identity and project must cover, within the server's limits (snapshot 4af40163:
/// 10 entries in a stream, 5 streams of an identity in a project).
package struct SubscriptionPlan: Hashable, Sendable {
  /// A folder of an environment, with a glob for what lies below.
  package struct Place: Hashable, Comparable, Sendable {
    package let environment: String
    package let glob: String

    package init(environment: String, glob: String) {
      self.environment = environment
      self.glob = glob
    }

    /// Whether whatever is heard of for `other` is heard of for this place.
    func includes(_ other: Place) -> Bool {
      self == other
        || (environment == other.environment && glob.hasSuffix("/**")
          && (other.glob + "/").hasPrefix(String(glob.dropLast(2))))
    }

    /// The folder itself.
    var withoutGlob: Place {
      guard glob.hasSuffix("/**") else { return self }
      let folder = String(glob.dropLast(3))
      return Place(environment: environment, glob: folder.isEmpty ? "/" : folder)
    }

    package static func < (left: Self, right: Self) -> Bool {
      (left.environment, left.glob) < (right.environment, right.glob)
    }
  }

  static let events = ["secret:create", "secret:update", "secret:delete", "secret:import-mutation"]
  static let mostEntries = 10
  static let mostStreams = 5
  private static var placesOfStream: Int { mostEntries / events.count }

  /// The places of each stream.
  package let streams: [[Place]]
  /// Places for which there is no room: they are refreshed by the clock alone.
  package let uncovered: [Place]

  /// What has to be covered for `queries`.
  package init(of queries: some Sequence<SecretsQuery>, isExact: Bool = false) {
    self.init(Set(queries.map(\.place)), isExact: isExact)
  }

  /// `isExact` leaves globs out: an identity that may not hear of everything below a folder may hear of the folder.
  package init(_ places: Set<Place>, isExact: Bool = false) {
    if isExact {
      self.init(fitting: Set(places.map(\.withoutGlob)).sorted())
      return
    }
    var places = Self.withoutCovered(places)
    if places.count > Self.mostStreams * Self.placesOfStream {
      // One wide glob for each environment: more is heard than needed, and sorted out here.
      places = Set(places.map { Place(environment: $0.environment, glob: "/**") })
    }
    self.init(fitting: places.sorted())
  }

  private init(fitting sorted: [Place]) {
    let covered = sorted.prefix(Self.mostStreams * Self.placesOfStream)
    var streams: [[Place]] = []
    for start in stride(from: 0, to: covered.count, by: Self.placesOfStream) {
      streams.append(Array(covered[start..<min(start + Self.placesOfStream, covered.count)]))
    }
    self.streams = streams
    uncovered = Array(sorted.dropFirst(covered.count))
  }

  /// Places that no other glob of the set includes.
  private static func withoutCovered(_ places: Set<Place>) -> Set<Place> {
    places.filter { place in
      !places.contains { $0 != place && $0.includes(place) }
    }
  }

  /// The request for one stream.
  package static func body(project: String, _ places: [Place]) -> YAMLNode {
    let entries = places.flatMap { place in
      events.map { event in
        YAMLNode.object([
          "event": .string(event),
          "conditions": .object([
            "environmentSlug": .string(place.environment), "secretPath": .string(place.glob),
          ]),
        ])
      }
    }
    return .object(["projectId": .string(project), "register": .sequence(entries)])
  }
}

extension SecretsQuery {
  /// What has to be heard of for the query.
  var place: SubscriptionPlan.Place {
    let folder = path == "/" ? "" : path.hasSuffix("/") ? String(path.dropLast()) : path
    return .init(
      environment: environment, glob: isRecursive ? "\(folder)/**" : folder.isEmpty ? "/" : folder)
  }

  /// Whether a change at `changed` may change the answer.
  ///
  /// Imports can lie anywhere, so a change in
  /// another folder of a project counts only when the server announces it for ours.
  func covers(_ changed: ChangedPlace) -> Bool {
    guard changed.environment == environment else { return false }
    let mine = path.hasSuffix("/") ? path : path + "/"
    let other = changed.path.hasSuffix("/") ? changed.path : changed.path + "/"
    return isRecursive ? other.hasPrefix(mine) : other == mine
  }
}
