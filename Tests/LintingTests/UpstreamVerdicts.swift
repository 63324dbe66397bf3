/// What upstream's own examples deserve, file by file; each is linted alone.
///
/// The example files of the operator put everything into `default` (K8S211) and carry a credential as a
/// Secret (K8S412), as examples do. Those of the specification leave Secrets to whoever applies them
/// (K8S102), and their Redis runs without limits and restrictions.
enum UpstreamVerdicts {
  static let table: [(path: String, codes: String)] = [
    ("corpus/v1beta1/branch-add-jwt-auth__infisicalauth__jwt-auth.yaml", ""),
    ("corpus/v1beta1/example__aws-iam-auth__infisicalstaticsecret.yaml", "K8S211×4 K8S412"),
    ("corpus/v1beta1/example__azure-auth__infisicalstaticsecret.yaml", "K8S211×4 K8S412"),
    ("corpus/v1beta1/example__gcp-iam-auth__infisicalstaticsecret.yaml", "K8S211×4 K8S412"),
    ("corpus/v1beta1/example__gcp-id-token-auth__infisicalstaticsecret.yaml", "K8S211×4 K8S412"),
    ("corpus/v1beta1/example__kubernetes-auth__infisicalstaticsecret.yaml", "K8S211×5 K8S412"),
    ("corpus/v1beta1/example__ldap-auth__infisicalstaticsecret.yaml", "K8S211×4 K8S412"),
    ("corpus/v1beta1/example__universal-auth__infisicalstaticsecret.yaml", "K8S211×4 K8S412"),
    ("corpus/v1beta1/infisicalauth__aws-iam-auth.yaml", ""),
    ("corpus/v1beta1/infisicalauth__azure-auth.yaml", ""),
    ("corpus/v1beta1/infisicalauth__gcp-iam-auth.yaml", ""),
    ("corpus/v1beta1/infisicalauth__gcp-id-token-auth.yaml", ""),
    ("corpus/v1beta1/infisicalauth__kubernetes-auth.yaml", ""),
    ("corpus/v1beta1/infisicalauth__ldap-auth.yaml", ""),
    ("corpus/v1beta1/infisicalauth__universal-auth.yaml", ""),
    ("corpus/v1beta1/infisicalconnection.yaml", ""),
    ("corpus/v1beta1/infisicalstaticsecret__basic.yaml", ""),
    ("corpus/v1beta1/infisicalstaticsecret__multiple-sources.yaml", ""),
    ("corpus/v1beta1/infisicalstaticsecret__with-template.yaml", ""),
    ("spec/architecture-examples/10-objectstores-dc1.yaml", ""),
    ("spec/architecture-examples/20-cluster-dc1-primary.yaml", ""),
    ("spec/architecture-examples/21-cluster-dc2-replica.yaml", ""),
    ("spec/architecture-examples/22-cluster-dc2-replica-intree.yaml", ""),
    ("spec/architecture-examples/23-switchover-promote-dc2.yaml", ""),
    ("spec/architecture-examples/24-pitr.yaml", ""),
    ("spec/architecture-examples/30-backup-pooler-monitor.yaml", ""),
    ("spec/architecture-examples/40-app.yaml", "K8S102×4 K8S103 K8S104 K8S106 K8S117 K8S118"),
    (
      "spec/architecture-examples/50-redis.yaml",
      "K8S102 K8S103 K8S106 K8S117 K8S302×2 K8S303 K8S305 K8S402×3 K8S403 K8S404×3 K8S410×3"
    ),
    ("spec/architecture-examples/60-minio-tenant.yaml", "SCH002"),
    ("spec/architecture-examples/70-gitops.yaml", ""),
  ]
}
