/// Types of conditions that the operator writes (operator v0.11.5).
package enum Conditions {
  package static let isReady = "secrets.infisical.com/IsReady"
  package static let authMethod = "secrets.infisical.com/AuthMethod"
  package static let lastSuccessfulReconcileAt =
    "secrets.infisical.com/LastSuccessfulReconcileAt"
  package static let lastReconcileStatus = "secrets.infisical.com/LastReconcileStatus"
  package static let lastReconcileAuthMethod = "secrets.infisical.com/LastReconcileAuthMethod"
  package static let lastReconcileAffectedDeployments =
    "secrets.infisical.com/LastReconcileAffectedDeployments"
}
