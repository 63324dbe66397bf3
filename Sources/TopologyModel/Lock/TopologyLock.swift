package import Diagnostics
package import YAMLSyntax

/// `topology.lock.json`: what the commits so far made of a deployment, so that the next one can be
/// judged.
///
/// It lies in the tree and is committed with it. It holds no secret: of promotion tokens it keeps the
/// hash. Every change of state is a link of a hash chain, and the whole carries a seal; both notice
/// edits by hand, which could make an unsafe step look legal.
///
/// A release reads every older format and writes the newest; the next build upgrades the file.
package struct TopologyLock: Sendable {
  /// Format of the file.
  ///
  /// Version 1 had `input`, a hash of the topology that nothing read. Version 3 brought `retired`, and
  /// `facts` under seals of their own, which merge.
  package var version = Located(Self.currentVersion)
  /// The release of Redoubt that last changed the lock.
  package var writtenBy: Located<String>?
  /// Name of the deployment; renaming it would create new, empty databases.
  package var deployment: Located<String> = ""
  package var namespace: Located<String> = ""
  /// Only in version 1, whose seal covers it.
  package var input: Located<String>?
  package var operation = LockOperation()
  package var sites: [LockSite] = []
  /// Sites of the past, sorted by id.
  package var retired: [LockRetiredSite] = []
  /// Facts that later builds are judged by, each under its own seal; see ``fact(_:of:key:)``.
  var facts: [LockFact] = []
  /// `system_identifier` of the databases, once a token has told it.
  package var systemIdentifier: Located<String>?
  package var tokens: [LockToken] = []
  package var history: [LockEntry] = []
  /// SHA-256 of everything but the facts.
  package var seal: Located<String> = ""
  package var span: SourceSpan?

  package init() {}
}

extension TopologyLock: FieldBlock {
  package static let summary = "State that the commits so far produced."
  /// Where the lock lies, below the output folder.
  package static let path = "topology.lock.json"
  /// The newest format.
  package static let currentVersion = 3

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("version", &version, .required, "format of the file")
    fields.scalar("writtenBy", &writtenBy, "release of Redoubt that last changed the lock")
    fields.scalar("deployment", &deployment, .required, "name of the deployment")
    fields.scalar("namespace", &namespace, .required, "namespace of the deployment")
    fields.scalar("input", &input, "hash of the topology, in version 1 only")
    fields.block("operation", &operation, .required, "operation in progress")
    fields.blocks("sites", &sites, .required, "state of the sites")
    fields.blocks("retired", &retired, "sites that were removed")
    fields.scalar("systemIdentifier", &systemIdentifier, "system identifier of the databases")
    fields.blocks("tokens", &tokens, "promotion tokens that were used")
    fields.blocks("history", &history, .required, "changes of state")
    fields.scalar("seal", &seal, .required, "hash of everything but the facts")
    fields.blocks("facts", &facts, "facts that later builds are judged by")
  }
}

extension TopologyLock {
  /// The bytes of the file.
  package var bytes: [UInt8] { JSONPrinter.print(FieldEncoder.encode(self)) }

  /// The sequence number of the newest change of state.
  package var sequence: Int { history.last?.sequence.value ?? 0 }

  /// The seal that the contents ask for.
  package var expectedSeal: String {
    var copy = self
    copy.seal = ""
    copy.facts = []
    return SHA256.hex(copy.bytes)
  }

  /// Whether the chain of changes and the seal fit the contents.
  package var isIntact: Bool {
    var previous = ""
    for (position, entry) in history.enumerated() {
      guard entry.sequence.value == position + 1, entry.previous.value == previous,
        entry.hash.value == entry.expectedHash
      else { return false }
      previous = entry.hash.value
    }
    return seal.value == expectedSeal && areFactsIntact
  }

  /// Whether every seal fits, and no site lacks the facts that each build writes.
  private var areFactsIntact: Bool {
    guard version.value >= 3 else { return facts.isEmpty }
    return facts.allSatisfy { $0.seal.value == $0.expectedSeal }
      && fact(.version) != nil && fact(.database) != nil
      && sites.allSatisfy { site in
        [LockFact.Name.postgres, .storageSize, .walSize, .redisStorageSize, .archive].allSatisfy {
          fact($0, of: site.id.value) != nil
        }
      }
  }

  /// A fact of the last build; nil when it recorded none.
  package func fact(_ name: LockFact.Name, of site: SiteID? = nil, key: String? = nil) -> String? {
    if version.value < 3, name == .version { return sites.first?.version?.value }
    let known =
      version.value < 3 ? sites.filter { $0.id.value == site }.flatMap(\.facts) : facts
    return known.first {
      $0.name.value == name && $0.site?.value == site && $0.key?.value == key
    }?.value.value
  }
}
