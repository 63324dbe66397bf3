package import Diagnostics
package import YAMLSyntax

/// Secrets of the cluster that are pushed to Infisical.
package struct InfisicalPushSecretSpec: ResourceSpec {
  package static let summary = "What to push, and where."
  package typealias Status = PushSecretStatus
  package static let kind = ResourceKind(
    .v1alpha1, "InfisicalPushSecret", plural: "infisicalpushsecrets", shortNames: ["infps"],
    summary: "Secrets of the cluster, pushed to a folder in Infisical.")

  package var updatePolicy: Located<String>?
  package var deletionPolicy: Located<String>?
  package var resyncInterval: Located<String>?
  package var hostAPI: Located<String>?
  package var tls: LegacyTLS?
  package var destination = PushDestination()
  package var authentication: LegacyAuthentication<NoScope>?
  package var push = PushSource()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("updatePolicy", &updatePolicy, "Replace: existing secrets are overwritten")
    fields.scalar(
      "deletionPolicy", &deletionPolicy, "Delete: pushed secrets are deleted with the resource")
    fields.scalar(
      "resyncInterval", &resyncInterval, "interval between pushes; by default only on changes")
    fields.scalar("hostAPI", &hostAPI, "address of the server, with or without `/api`")
    fields.block("tls", &tls, "how the server's certificate is verified")
    fields.block("destination", &destination, .required, "destination")
    fields.block("authentication", &authentication, "authentication")
    fields.block("push", &push, .required, "what to push")
  }
}

/// A folder of Infisical that is pushed to.
package struct PushDestination: FieldBlock {
  package static let summary = "Destination of the push."
  package static let invariants = [ProjectReference.invariant]

  package var projectId: Located<String>?
  package var projectSlug: Located<String>?
  package var environmentSlug: Located<String> = ""
  package var secretsPath: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("projectId", &projectId, "project ID; set either this or projectSlug")
    fields.scalar("projectSlug", &projectSlug, "project slug; set either this or projectId")
    fields.scalar("environmentSlug", &environmentSlug, .required, "environment slug")
    fields.scalar("secretsPath", &secretsPath, .required, "folder, `/` for the root")
  }
}

/// What is pushed.
package struct PushSource: FieldBlock {
  package static let summary = "What to push."

  package var secret: PushedSecret?
  package var generators: [PushGenerator] = []
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block("secret", &secret, "Secret whose keys are pushed")
    fields.blocks("generators", &generators, "generated values")
  }
}

/// A Secret that is pushed.
package struct PushedSecret: FieldBlock {
  package static let summary = "A Secret whose keys are pushed."

  package var secretName: Located<String> = ""
  package var secretNamespace: Located<String> = ""
  package var template: LegacyTemplate?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("secretName", &secretName, .required, "name of the Secret")
    fields.scalar("secretNamespace", &secretNamespace, .required, "namespace of the Secret")
    fields.block("template", &template, "what to push; every key when absent")
  }
}

/// A value that is generated.
package struct PushGenerator: FieldBlock {
  package static let summary = "A generated value."

  package var destinationSecretName: Located<String> = ""
  package var generatorRef = GeneratorReference()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar(
      "destinationSecretName", &destinationSecretName, .required, "name of the secret in Infisical")
    fields.block("generatorRef", &generatorRef, .required, "generator of the value")
  }
}

/// A ClusterGenerator.
package struct GeneratorReference: FieldBlock {
  package static let summary = "A ClusterGenerator."

  package var kind: Located<GeneratorKind> = Located(.password)
  package var name: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("kind", &kind, .required, "Password or UUID")
    fields.scalar("name", &name, .required, "name of the ClusterGenerator")
  }
}

/// What the operator pushed.
package struct PushSecretStatus: FieldBlock {
  package static let summary = "Pushed secrets."

  package var managedSecrets: [StringPair] = []
  package var conditions: [Condition] = []
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.strings(
      "managedSecrets", &managedSecrets, .required, "pushed secrets: ID to name")
    fields.blocks("conditions", &conditions, .required, "state observed by the operator")
  }
}
