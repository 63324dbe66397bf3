package import Diagnostics

/// Every lint rule, by what it looks at.
///
/// A test asserts that no file under `Rules/` is missing here.
package enum AllLintRules {
  /// Rules over Infisical resources.
  package static let all: [any LintRule] = [
    AmbiguousProjectRule(),
    MissingMethodSettingsRule(),
    UnusableIntervalRule(),
    NothingToDoRule(),
    RepeatedTargetRule(),
    TypeOnConfigMapRule(),
    UnreachableOwnerRule(),
    EventsBySlugRule(),
    LongTargetNameRule(),
    UnstableTemplateRule(),
    SeveralMethodsRule(),
    TwoWritersRule(),
    APIInAddressRule(),
    RetiredKindRule(),
    BrokenTemplateRule(),
    ExclusiveTargetsRule(),
    PrintedRecordRule(),
  ]

  /// Rules over one object, pods left out.
  package static let objects: [any ObjectRule] = [
    InvalidNameRule(),
    InvalidLabelRule(),
    CronScheduleRule(),
    RemovedVersionRule(),
    DeprecatedVersionRule(),
    ImpossiblePortRule(),
    DefaultNamespaceRule(),
    StrategyFieldsRule(),
    UnnamedServicePortRule(),
    MissingServicePortsRule(),
    SubjectNamespaceRule(),
    NamespaceOnClusterKindRule(),
    SingleReplicaRule(),
    RollingUpdateRule(),
    AutoscalerMinimumRule(),
    CronDeadlineRule(),
    FinishedJobRule(),
    UnmanagedPodRule(),
    SecretInTreeRule(),
    WildcardRightsRule(),
    SecretRightsRule(),
    PodCreationRule(),
    ClusterAdminRule(),
    NodePortRule(),
    AnonymousRightsRule(),
  ]

  /// Rules over the pods of one object.
  package static let pods: [any PodRule] = [
    InvalidPortNameRule(),
    UndefinedVolumeRule(),
    SelectorMismatchRule(),
    RequestAboveLimitRule(),
    ProbeHandlerRule(),
    VolumeSourceRule(),
    ValueAndSourceRule(),
    ProbePortRule(),
    LatestTagRule(),
    MemoryLimitRule(),
    CPURequestRule(),
    ReadinessProbeRule(),
    LivenessProbeRule(),
    IdenticalProbesRule(),
    SpreadRule(),
    JobRestartRule(),
    GracePeriodRule(),
    MemoryVolumeRule(),
    ForeignRegistryRule(),
    HostPortRule(),
    PrivilegedRule(),
    EscalationRule(),
    RootUserRule(),
    WritableRootRule(),
    HostNetworkRule(),
    HostProcessesRule(),
    HostMemoryRule(),
    SensitiveMountRule(),
    CapabilitiesRule(),
    KeptCapabilitiesRule(),
    SecretInValueRule(),
    DefaultAccountRule(),
    UnsafeSysctlRule(),
    ProcMountRule(),
    SeccompRule(),
    SSHPortRule(),
  ]

  /// Rules over all objects.
  package static let graph: [any GraphRule] = [
    DuplicateObjectRule(),
    UndefinedSecretRule(),
    UndefinedConfigMapRule(),
    UndefinedAccountRule(),
    UndefinedClaimRule(),
    UndefinedServiceRule(),
    MissingKeyRule(),
    OverwrittenObjectRule(),
    ServiceWithoutPodsRule(),
    UnknownTargetPortRule(),
    UnknownBackendPortRule(),
    ScaleTargetRule(),
    BudgetWithoutPodsRule(),
    BlockingBudgetRule(),
    OverlappingBudgetsRule(),
    UndefinedRoleRule(),
    PolicyWithoutPodsRule(),
    OpenPodRule(),
    AutoscaledReplicasRule(),
    NoBudgetRule(),
    HeadlessServiceRule(),
  ]

  /// What the rules are.
  package static var infos: [RuleInfo] {
    all.map { type(of: $0).info } + objects.map { type(of: $0).info }
      + pods.map { type(of: $0).info }
      + graph.map { type(of: $0).info } + lintRules
  }

  /// Findings of the linter about its own input.
  package static let lintRules: [RuleInfo] = [
    .unusedIgnore, .ignoreWithoutReason, .unusedBaseline, .invalidConfiguration,
  ]
}
