/// What CloudNativePG does with a Cluster as a commit asks, as measured on 1.30 with real PostgreSQL.
enum Reconciler {
  /// Applies `desired` to the database of `site`, where `hasClients` says whether Infisical is connected.
  static func apply(
    _ desired: DesiredCluster, to site: Int, of world: inout World, hasClients: Bool
  ) {
    guard !desired.isAbsent else { return }
    var database = world.sites[site].database
    defer {
      world.sites[site].database = database
      record(desired, site, &world)
    }
    if database.mode == .absent {
      // The webhook rejects a replica that would begin as a new database.
      guard desired.isCopied || desired.primary == site else { return }
      world.copies += 1
      let source = desired.source.map { world.sites[$0].database.position } ?? 1
      database = Database(mode: .replica, copy: world.copies, position: source)
      database.major = desired.major
      // What is copied has the version of where it comes from; an own older archive has its own.
      if !desired.isRecovered, let source = desired.source,
        world.sites[source].database.mode != .absent
      {
        database.hasMixedVersions = world.sites[source].database.major != desired.major
      }
      if desired.primary == site { database.mode = .primary }
      return
    }
    if desired.primary != site, database.mode == .primary, world.sites[site].isFencedOutside {
      // A demotion archives the shutdown checkpoint before anything else, hibernation included, and the
      // write credentials are revoked.
      database.waitsForArchive = true
      return
    }
    database.waitsForArchive = false
    upgrade(&database, to: desired, &world)
    let isStopping = desired.isHibernated || database.annotated != .none
    // Fencing stops PostgreSQL at once; hibernation alone waits for its clients to leave.
    let isFenced = desired.isFencedByAnnotation || database.annotated == .fencing
    database.isHibernated = isStopping && (isFenced || !hasClients)
    guard !isStopping else { return }
    if desired.primary != site {
      guard database.mode == .primary else { return }
      // A clean shutdown, the token, and a restart as a replica.
      database.mode = .replica
      world.tokens.append(database.position)
      database.token = world.tokens.count - 1
    } else if database.mode == .replica {
      if let token = desired.token {
        // Exactly the position of the token: less waits, more is refused.
        guard database.position == world.tokens[token] else { return }
        database.promotedWith = token
      }
      database.mode = .primary
      database.position += desired.token == nil ? 1 : 0
    }
  }

  /// Another image of a later version runs pg_upgrade, which makes another database of a primary's; a
  /// standby is refused, after its pods are gone.
  private static func upgrade(
    _ database: inout Database, to desired: DesiredCluster, _ world: inout World
  ) {
    guard database.major != desired.major else { return }
    guard database.mode == .primary, desired.major > database.major else {
      database.hasMixedVersions = true
      return
    }
    database.major = desired.major
    world.copies += 1
    database.copy = world.copies
  }

  /// A running instance archives: the primary, and the designated primary of a replica too.
  private static func record(_ desired: DesiredCluster, _ site: Int, _ world: inout World) {
    let database = world.sites[site].database
    guard database.mode != .absent, !database.isHibernated else { return }
    if world.archives[site][desired.epoch] == 0 {
      world.archives[site][desired.epoch] = database.copy
    }
  }
}
