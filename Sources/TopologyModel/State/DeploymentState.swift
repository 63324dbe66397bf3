import Diagnostics

/// What the commits so far made of a deployment: the state that operations step through.
///
/// Pure data with pure transitions (``OperationStep``), so that the same code refuses a topology,
/// edits one, and is searched for unsafe states by a test.
package struct DeploymentState: Hashable, Sendable {
  package var operation: OperationState
  /// In the order of the document.
  package var sites: [SiteState]
  /// Sites of the past, sorted by id: names and archive generations are never used again.
  package var retired: [RetiredSite]

  package init(
    operation: OperationState, sites: [SiteState], retired: [RetiredSite] = []
  ) {
    self.operation = operation
    self.sites = sites
    self.retired = retired
  }

  package func site(_ id: SiteID) -> SiteState? { sites.first { $0.id == id } }

  /// The site with role active; rules guarantee that there is one.
  package var active: SiteID? { sites.first { $0.role == .active }?.id }

  package mutating func update(_ id: SiteID, _ change: (inout SiteState) -> Void) {
    for index in sites.indices where sites[index].id == id { change(&sites[index]) }
  }

  package mutating func updateAll(_ change: (inout SiteState) -> Void) {
    for index in sites.indices { change(&sites[index]) }
  }

  /// Whether every Cluster that may run names the active site as its primary.
  package var isCoherent: Bool {
    sites.allSatisfy { $0.role == .fenced || $0.primary == active }
  }

  /// What the document itself says; the rest follows from the steps that led here.
  package var core: Core {
    Core(
      operation: operation,
      sites: sites.map {
        Core.SiteCore(id: $0.id, role: $0.role, epoch: $0.epoch, isHeld: $0.isHeld)
      })
  }

  /// The part of a state that people write.
  package struct Core: Hashable, Sendable {
    package struct SiteCore: Hashable, Sendable {
      package let id: SiteID
      package let role: SiteRole
      package let epoch: Int
      package let isHeld: Bool
    }
    package let operation: OperationState
    package let sites: [SiteCore]

    /// What a topology says.
    package init(_ topology: Topology) {
      operation = OperationState(topology.operation)
      sites = topology.sites.map {
        SiteCore(
          id: $0.id.value, role: $0.role.value, epoch: $0.postgres.epoch.value,
          isHeld: $0.hold.value && $0.role.value == .passive)
      }
    }

    init(operation: OperationState, sites: [SiteCore]) {
      self.operation = operation
      self.sites = sites
    }

    package func site(_ id: SiteID) -> SiteCore? { sites.first { $0.id == id } }
  }
}
