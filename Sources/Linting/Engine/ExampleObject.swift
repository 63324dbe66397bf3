/// The objects that examples of lint rules start from: a rule shows what it changes.
enum ExampleObject {
  static let auth = """
    apiVersion: secrets.infisical.com/v1beta1
    kind: InfisicalAuth
    metadata: {name: apps, namespace: apps}
    spec:
      infisicalConnectionRef: {name: main, namespace: apps}
      method: aws-iam
      awsIam: {identityIdRef: {name: id, namespace: apps, key: identityId}}
    """

  static let autoscaler = """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: web, namespace: apps}
    spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 5}
    """

  static let budget = """
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: web, namespace: apps}
    spec:
      minAvailable: 1
      selector: {matchLabels: {app: web}}
    """

  static let clusterRole = """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: operator}
    rules:
    - {apiGroups: [""], resources: [pods], verbs: [get]}
    """

  static let clusterRoleBinding = """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: operator}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
    subjects: [{kind: ServiceAccount, name: operator, namespace: apps}]
    """

  static let configMap = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: web, namespace: apps}
    """

  static let connection = """
    apiVersion: secrets.infisical.com/v1beta1
    kind: InfisicalConnection
    metadata: {name: main, namespace: apps}
    spec: {address: https://infisical.example.com}
    """

  static let cronJob = """
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: dump, namespace: apps}
    spec:
      schedule: "@hourly"
      jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: "registry.example.com/dump:1"}]}}}}
    """

  static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: apps}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - name: web
            image: registry.example.com/web:1.4
    """

  static let ingress = """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web, namespace: apps}
    spec:
      defaultBackend: {service: {name: web, port: {number: 80}}}
    """

  static let job = """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: load, namespace: apps}
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: load, image: "registry.example.com/load:1"}]}}}
    """

  static let legacySecret = """
    apiVersion: secrets.infisical.com/v1alpha1
    kind: InfisicalSecret
    metadata: {name: web, namespace: apps}
    spec:
      authentication:
        universalAuth:
          credentialsRef: {secretName: creds, secretNamespace: apps}
          secretsScope: {projectId: p, envSlug: prod, secretsPath: /}
      managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]
    """

  static let pod = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: apps}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4
    """

  static let policy = """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: web, namespace: apps}
    spec:
      podSelector: {matchLabels: {app: web}}
      policyTypes: [Ingress]
    """

  static let role = """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: web, namespace: apps}
    rules: []
    """

  static let roleBinding = """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: web, namespace: apps}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}
    subjects: [{kind: Group, name: team, apiGroup: rbac.authorization.k8s.io}]
    """

  static let secret = """
    apiVersion: v1
    kind: Secret
    metadata: {name: db, namespace: apps}
    type: Opaque
    """

  static let service = """
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: apps}
    spec: {ports: [{port: 80}]}
    """

  static let statefulSet = """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: web, namespace: apps}
    spec:
      serviceName: web
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - name: web
            image: registry.example.com/web:1.4
    """

  static let staticSecret = """
    apiVersion: secrets.infisical.com/v1beta1
    kind: InfisicalStaticSecret
    metadata: {name: web, namespace: apps}
    spec:
      infisicalAuthRef: {name: apps, namespace: apps}
      syncOptions: {refreshInterval: 5m}
      sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
      targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]
    """

  /// Several objects in one stream.
  static func stream(_ objects: String...) -> String { objects.joined(separator: "\n---\n") }
}

extension String {
  /// An example with some of its lines changed; the base must have them.
  func changing(_ lines: String, to new: String) -> String {
    precondition(contains(lines), "an example changes lines that its base does not have: \(lines)")
    return replacing(lines, with: new)
  }
}
