package import Diagnostics
package import YAMLSyntax

/// How a kind of v1alpha1 logs in; one block should be set.
package struct LegacyAuthentication<Scope: AuthScope>: FieldBlock {
  package static var summary: String { "Authentication; set one block only." }

  package var serviceAccount: ServiceAccountDetails?
  package var serviceToken: ServiceTokenDetails?
  package var universalAuth: UniversalAuthDetails<Scope>?
  package var kubernetesAuth: KubernetesAuthDetails<Scope>?
  package var awsIamAuth: AWSIAMAuthDetails<Scope>?
  package var azureAuth: AzureAuthDetails<Scope>?
  package var gcpIdTokenAuth: GCPIDTokenAuthDetails<Scope>?
  package var gcpIamAuth: GCPIAMAuthDetails<Scope>?
  package var ldapAuth: LDAPAuthDetails<Scope>?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    if Scope.isScoped {
      fields.block("serviceAccount", &serviceAccount, "deprecated: service accounts")
      fields.block("serviceToken", &serviceToken, "deprecated: service tokens")
    }
    fields.block("universalAuth", &universalAuth, "log in with universalAuth; one method only")
    fields.block("kubernetesAuth", &kubernetesAuth, "log in with kubernetesAuth; one method only")
    fields.block("awsIamAuth", &awsIamAuth, "log in with awsIamAuth; one method only")
    fields.block("azureAuth", &azureAuth, "log in with azureAuth; one method only")
    fields.block("gcpIdTokenAuth", &gcpIdTokenAuth, "log in with gcpIdTokenAuth; one method only")
    fields.block("gcpIamAuth", &gcpIamAuth, "log in with gcpIamAuth; one method only")
    fields.block("ldapAuth", &ldapAuth, "log in with ldapAuth; one method only")
  }
}
