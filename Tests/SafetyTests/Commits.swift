import TopologyModel

/// What a commit asks of the Cluster of one site.
struct DesiredCluster: Hashable {
  let primary: Int
  let source: Int?
  /// Demotion that the promotion token stands for.
  let token: Int?
  let isHibernated: Bool
  /// Whether the manifest fences the instances, too.
  let isFencedByAnnotation: Bool
  /// Whether the Cluster is not in the tree: agents leave alone what is there, and create nothing.
  let isAbsent: Bool
  let epoch: Int
  /// Whether a Cluster that is not there would be a copy; otherwise a new database.
  let isCopied: Bool
  /// Whether it would be recovered from an older generation of its own archive.
  let isRecovered: Bool
  /// Major version of PostgreSQL, which the topology states once for all sites.
  let major: Int

  /// Nothing in the tree: what runs there runs on.
  static func unknown(_ site: Int) -> DesiredCluster {
    DesiredCluster(
      primary: site, source: nil, token: nil, isHibernated: false, isFencedByAnnotation: false,
      isAbsent: true, epoch: 0, isCopied: true, isRecovered: false, major: 0)
  }
}

/// A commit with everything that agents read from it, by number, so that worlds stay small.
struct CommitInfo {
  let state: DeploymentState
  let major: Int
  let clusters: [DesiredCluster]
  let appSite: Int?
  let trafficSite: Int?
  let fenced: [Bool]
  let steps: [(step: OperationStep, next: DeploymentState)]
  /// What edits by hand lead to.
  let edits: [(edit: String, next: DeploymentState)]
}

/// The commits that a search met, each once.
struct CommitBook {
  private struct Key: Hashable {
    let state: DeploymentState
    let token: Int?
    let major: Int
  }

  let sites: [SiteID]
  private let editing: TopologyEdits?
  /// Whether removed sites are forgotten.
  private let isForgetful: Bool
  private var numbers: [Key: Int] = [:]
  private(set) var infos: [CommitInfo] = []

  init(sites: [SiteID], isForgetful: Bool) {
    self.sites = sites
    self.isForgetful = isForgetful
    editing = TopologyEdits(sites: sites.count)
  }

  /// The number of a commit with this state and this token.
  mutating func number(_ state: DeploymentState, token: Int?, major: Int) -> Int {
    let key = Key(state: state, token: token, major: major)
    if let known = numbers[key] { return known }
    numbers[key] = infos.count
    infos.append(info(state, token, major))
    return infos.count - 1
  }

  func index(_ id: SiteID) -> Int { sites.firstIndex(of: id) ?? 0 }

  /// Read through `SitePlan`, which is what the emitters read.
  private func info(_ state: DeploymentState, _ token: Int?, _ major: Int) -> CommitInfo {
    let plans = sites.map(state.plan)
    return CommitInfo(
      state: state, major: major,
      clusters: plans.enumerated().map { position, plan in
        guard let plan else { return .unknown(position) }
        return DesiredCluster(
          primary: index(plan.state.primary), source: plan.state.source.map(index),
          token: plan.carriesToken ? token : nil, isHibernated: plan.isHibernated,
          isFencedByAnnotation: plan.isHibernated
            && DatabaseStop.annotations.first?.key == "cnpg.io/fencedInstances",
          isAbsent: !plan.hasCluster,
          epoch: plan.state.epoch, isCopied: plan.state.bootstrap.method != .initdb,
          isRecovered: plan.state.bootstrap.sourceEpoch != nil, major: major)
      },
      appSite: sites.firstIndex { id in state.plan(for: id)?.runsApp == true },
      trafficSite: sites.firstIndex { id in state.plan(for: id)?.takesTraffic == true },
      // What left the topology concerns no step any more.
      fenced: plans.map { $0.map { $0.role == .fenced } ?? true },
      steps: state.allSteps.compactMap { step in
        (try? state.applying(step)).map { (step, $0) }
      },
      edits: (editing?.edits(of: state) ?? [])
        + (isForgetful ? editing?.forgetfulEdits(of: state) ?? [] : []))
  }
}
