/// PostgreSQL of a site, as CloudNativePG runs it (architecture section 2).
struct Database: Hashable {
  enum Mode: Hashable {
    /// The Cluster object is gone, with its volumes.
    case absent
    case primary
    case replica
  }

  /// What people annotated by hand; the object keeps it whatever commits say.
  enum HandAnnotation: Hashable {
    case none
    /// Hibernation alone: a smart shutdown.
    case hibernation
    /// Fencing first, which cuts clients off.
    case fencing
  }

  var mode: Mode
  var isHibernated = false
  var annotated = HandAnnotation.none
  /// Which copy of the data this is: a new number for each Cluster that is created.
  var copy: Int
  /// How many writes the data holds.
  var position: Int
  /// Demotion whose token the Cluster published last.
  var token: Int?
  /// Token that the Cluster was last promoted with.
  var promotedWith: Int?
  /// Major version of PostgreSQL that the files belong to.
  var major = 0
  /// Whether another version was started on the files than they belong to, other than to upgrade them.
  var hasMixedVersions = false
  /// Whether a demotion waits, with its pods, for an archive that refuses it.
  var waitsForArchive = false
}

/// One site with its agents.
struct SiteWorld: Hashable {
  var isUp = true
  /// Whether somebody outside keeps it from being reached and from writing: network, power, credentials.
  var isFencedOutside = false
  var database: Database
  /// Commit that the database layer has, as a position in the branch.
  var databaseCommit = 0
  /// Commit that the application layer has.
  var appCommit = 0

  /// Whether a client could change data here.
  var acceptsWrites: Bool {
    isUp && !isFencedOutside && database.mode == .primary && !database.isHibernated
      && !database.waitsForArchive
  }
}

/// Everything that a search steps through.
struct World: Hashable {
  var sites: [SiteWorld]
  /// Numbers of the commits on the branch, oldest first.
  var branch: [Int]
  /// Commit that each load balancer node has.
  var balancers: [Int]
  /// Demotions so far, with the position that each token stands for.
  var tokens: [Int] = []
  /// Tokens that commits used, in order.
  var usedTokens: [Int] = []
  /// Copies that exist or existed.
  var copies: Int
  /// For each site, the copy that wrote to each epoch of its archive; 0 is nobody.
  var archives: [[Int]]
  /// For each site, the epochs that people ordered a new archive for.
  var ordered: [[Int]]
  var deaths = 0
  var steps = 0
  var head: Int { branch.count - 1 }
}

extension World {
  /// The sites in steady state, the first one active.
  init(count: Int, balancers: Int, commit: Int) {
    sites = (0..<count).map { index in
      SiteWorld(
        database: Database(mode: index == 0 ? .primary : .replica, copy: index + 1, position: 1))
    }
    branch = [commit]
    self.balancers = Array(repeating: 0, count: balancers)
    copies = count
    archives = Array(repeating: Array(repeating: 0, count: 8), count: count)
    ordered = Array(repeating: [], count: count)
  }
}
