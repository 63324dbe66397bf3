/// Every emitter, in the order in which its objects appear in a layer.
enum DefaultEmitters {
  static let all: [any Emitter] = [
    NamespaceEmitter(),
    ExternalSecretEmitter(), MinIOEmitter(),
    ObjectStoreEmitter(),
    ClusterEmitter(), ClearedEmitter(), ScheduledBackupEmitter(), PoolerEmitter(),
    RedisConfigEmitter(), RedisServiceEmitter(), RedisServerEmitter(), RedisBackupEmitter(),
    RedisRestoreEmitter(),
    AppDeploymentEmitter(), AppServiceEmitter(), AppScalingEmitter(),
    InspectionEmitter(), DrillEmitter(),
    ConnectionEmitter(), IdentityEmitter(), StaticSecretEmitter(),
    IngressEmitter(),
    PodMonitorEmitter(), AlertEmitter(), ProbeEmitter(), DashboardEmitter(),
    StreamingCertificateEmitter(),
    DefaultDenyPolicyEmitter(), AppPolicyEmitter(), DatabasePolicyEmitter(), RedisPolicyEmitter(),
  ]
}
