/// A folder of a site, applied in order of its number.
package enum Layer: String, CaseIterable, Sendable {
  case namespaces = "00-namespaces"
  case secrets = "10-secrets"
  case minio = "20-minio"
  case objectStorage = "30-object-storage"
  case database = "40-database"
  case redis = "50-redis"
  case app = "60-app"
  case resources = "65-infisical-resources"
  case ingress = "70-ingress"
  case monitoring = "80-monitoring"
  case policies = "90-policies"
}
