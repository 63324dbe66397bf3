package import Diagnostics
import TopologyModel

/// Every topology rule, by area.
///
/// A test asserts that no file under `Rules/` is missing here.
package enum AllRules {
  package static let topology: [any TopologyRule] = [
    // Document
    UnresolvedReferenceRule(), DuplicateNameRule(), OutOfRangeRule(),
    MissingRepositoryRule(),
    // Resources
    AmbiguousSourceRule(), IdentitySettingsRule(), SecretTargetRule(), TargetOwnershipRule(),
    OperatorDefectRule(),
    // Sites
    ActiveSiteCountRule(), SiteIdentityRule(), NoPassiveSiteRule(), SharedFailureDomainRule(),
    OperationSitesRule(), RecoveryTargetRule(), OverlappingNetworksRule(),
    // Token
    MissingTokenRule(), UnreadableTokenRule(), InconsistentTokenRule(), StrayTokenRule(),
    StaleTokenRule(),
    // Gates
    OperatorTooOldRule(), InTreeBackupRule(), PluginGateRule(), FieldGateRule(),
    OperatorSkewRule(), PostgresTooOldRule(), RedisVersionSkewRule(),
    // Postgres
    InstanceCountRule(), SynchronousNumberRule(), BlockingDurabilityRule(),
    UnschedulableInstancesRule(), PostgresMajorSkewRule(), ArchitectureSkewRule(),
    PostgresFlavourSkewRule(), HotStandbyParameterRule(), FixedParameterRule(),
    SharedBuffersRule(), WALSizeRule(), HybridEndpointRule(), StaleStreamingCertificateRule(),
    ArchiveTimeoutRule(),
    PoolModeRule(), ConnectionBudgetRule(), DatabaseIdentityRule(),
    // Archive
    SharedArchivePathRule(), NestedArchivePathRule(), MissingArchiveRule(), ShortRetentionRule(),
    // Storage
    PlainEndpointRule(), ArchiveInActiveDomainRule(), IgnoredAddressingRule(),
    // Redis
    MissingRedisBackupRule(), BlockingRedisBackupRule(), RedisRetentionRule(), RedisImageRule(),
    RedisTLSIssuerRule(),
    // App
    SingleReplicaRule(), SiteURLRule(), PlaintextSecretRule(), GuessedProxyTrustRule(),
    ReservedEnvironmentRule(),
    AutoscalingBoundsRule(),
    // Balancing
    BalancerCountRule(), BalancerLocationRule(), MissingVIPRule(), ProxyProtocolRule(),
    VRRPGroupRule(),
  ]

  /// Every rule about a change, by area.
  package static let transitions: [any TransitionRule] = [
    IllegalTransitionRule(), FencedReturnRule(), UnplannedRoleRule(), EpochChangeRule(),
    RenamedDeploymentRule(), ShrunkStorageRule(), StandbyParameterOrderRule(),
    MajorUpgradeRule(), UpgradeDuringOperationRule(), ForeignTokenRule(), ReusedTokenRule(),
  ]

  /// What each rule is, with those that the engine itself applies.
  package static let infos: [RuleInfo] =
    topology.map { type(of: $0).info } + transitions.map { type(of: $0).info } + [.brokenLock] + [
      WaiverRule.info
    ]
}
