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
    OperationSitesRule(), PostgresUpgradeRule(), RecoveryTargetRule(), UnknownBackupRule(),
    HeldSiteRule(),
    OverlappingNetworksRule(),
    PassiveSitesTogetherRule(), UndecidedPriorityRule(), SharedClusterRule(),
    ReplicationFanOutRule(), UnmeasuredNetworkRule(), MissingFenceRule(),
    // Token
    MissingTokenRule(), UnreadableTokenRule(), InconsistentTokenRule(), StrayTokenRule(),
    StaleTokenRule(),
    // Gates
    OperatorTooOldRule(), InTreeBackupRule(), PluginGateRule(), FieldGateRule(),
    OperatorSkewRule(), PostgresTooOldRule(), RedisVersionSkewRule(),
    DefectiveOperatorRule(), UnsupportedVersionsRule(), UntestedRedisRule(), OldInfisicalRule(),
    // Postgres
    InstanceCountRule(), SynchronousNumberRule(), BlockingDurabilityRule(),
    UnschedulableInstancesRule(), PostgresMajorSkewRule(), ArchitectureSkewRule(),
    PostgresFlavourSkewRule(), HotStandbyParameterRule(), FixedParameterRule(),
    SharedBuffersRule(), WALSizeRule(), HybridEndpointRule(), StaleStreamingCertificateRule(),
    ArchiveTimeoutRule(),
    PoolModeRule(), ConnectionBudgetRule(), DatabaseIdentityRule(),
    EvenInstancesRule(), FewerPassiveInstancesRule(), AsynchronousSiteRule(), UselessQuorumRule(),
    PreferredAntiAffinityRule(), PostgresMinorSkewRule(), BufferShareRule(),
    SmallerPassiveStorageRule(), ArchiveOverObjectiveRule(), SlowFailoverRule(),
    UnusedBarmanRule(), MissingBarmanRule(),
    // Archive
    SharedArchivePathRule(), NestedArchivePathRule(), MissingArchiveRule(), ShortRetentionRule(),
    OutageOverRetentionRule(), OddBackupScheduleRule(), SimultaneousBackupsRule(),
    SerialArchiveRule(), UnencryptedArchiveRule(), SeldomDrillRule(),
    // Storage
    PlainEndpointRule(), ArchiveInActiveDomainRule(), IgnoredAddressingRule(),
    PrivateEndpointRule(), LocalEndpointRule(), NeedlessMinIORule(), TooFewDrivesRule(),
    TenantShapeRule(), UnmaintainedMinIORule(), UnversionedArchiveRule(), LockOverRetentionRule(),
    UnknownCapacityRule(), UncopiedStoreRule(), SmallStoreRule(), DriveFileSystemRule(),
    MinIONamespaceRule(), ReplicationTargetRule(), ArchiveTrafficRule(), IncompleteMinIORule(),
    // Redis
    MissingRedisBackupRule(), BlockingRedisBackupRule(), RedisRetentionRule(), RedisImageRule(),
    RedisTLSIssuerRule(),
    UnseedableRedisRule(), PlainRedisRule(), RedisLicenceRule(), UndecidedRestoreRule(),
    // App
    SingleReplicaRule(), SiteURLRule(), PlaintextSecretRule(), GuessedProxyTrustRule(),
    ReservedEnvironmentRule(),
    AutoscalingBoundsRule(),
    RawCertificateRule(), MissingMailRule(), TelemetryRule(), UnequalHSMRule(),
    BlockedLicenceRule(), InternalAddressesRule(),
    // Balancing
    BalancerCountRule(), BalancerLocationRule(), MissingVIPRule(), ProxyProtocolRule(),
    VRRPGroupRule(),
    SlowDetectionRule(), SamePortRule(), UnresolvedSiteRule(), ExposedSocketRule(),
    AutomaticFailoverRule(), LongLivedRecordRule(),
    ManagementInActiveDomainRule(), UnwrittenProcedureRule(),
    // Network
    NoPoliciesRule(), OpenEgressRule(), OpenStoreRule(), UnenforcedPoliciesRule(),
    OpenStreamingRule(), ClosedDNSPortRule(),
    // Security
    BootstrapCycleRule(), SecretsInActiveDomainRule(), MissingStoreRule(), UnpinnedImageRule(),
    // Ingress
    ArchivedIngressRule(), GatewayClassRule(), ShortReadTimeoutRule(),
    // Governance
    RepositoryInActiveDomainRule(), NoMonitoringRule(), AlertsInActiveDomainRule(),
    NoOutsideProbeRule(), MissedDrillRule(), MissedRPORule(), MissedRTORule(),
    MissingContactsRule(), NoDatabaseTeamRule(),
  ]

  /// Every rule about a change, by area.
  package static let transitions: [any TransitionRule] = [
    IllegalTransitionRule(), FencedReturnRule(), UnplannedRoleRule(), EpochChangeRule(),
    RenamedDeploymentRule(), ShrunkStorageRule(), StandbyParameterOrderRule(),
    MajorUpgradeRule(), RemovedSiteRule(), LostRetirementRule(), RenamedDatabaseRule(),
    MovedArchiveRule(),
    RedisVolumeRule(),
    DowngradeRule(), UpgradeDuringOperationRule(), ForeignTokenRule(), ReusedTokenRule(),
  ]

  /// What each rule is, with those that the engine itself applies.
  package static let infos: [RuleInfo] =
    topology.map { type(of: $0).info } + transitions.map { type(of: $0).info }
    + [.brokenLock, WaiverRule.info]
}
