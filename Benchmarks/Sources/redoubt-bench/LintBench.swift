import Foundation

/// `redoubt lint` of 5,000 clean objects against kubernetes-validate and against a bare scan.
enum LintBench {
  /// Writes `documents` objects, ten in a file: what a service of a shop needs.
  static func write(_ documents: Int, to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for index in 0..<(documents / 10) {
      let name = String(format: "%05d", index)
      let text = templates.joined(separator: "---\n")
        .replacingOccurrences(of: "APP", with: "app-\(index)")
        .replacingOccurrences(of: "NS", with: "ns-\(index % 97)")
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/app-\(name).yaml"))
    }
  }

  private static let templates = [
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: APP
      namespace: NS
      labels:
        app.kubernetes.io/name: APP
        app.kubernetes.io/part-of: shop
    spec:
      revisionHistoryLimit: 5
      selector:
        matchLabels:
          app.kubernetes.io/name: APP
      strategy:
        type: RollingUpdate
        rollingUpdate:
          maxSurge: 1
          maxUnavailable: 0
      template:
        metadata:
          labels:
            app.kubernetes.io/name: APP
          annotations:
            prometheus.io/scrape: "true"
        spec:
          serviceAccountName: APP
          automountServiceAccountToken: false
          securityContext:
            runAsNonRoot: true
            seccompProfile:
              type: RuntimeDefault
          topologySpreadConstraints:
          - maxSkew: 1
            topologyKey: kubernetes.io/hostname
            whenUnsatisfiable: ScheduleAnyway
            labelSelector:
              matchLabels:
                app.kubernetes.io/name: APP
          containers:
          - name: app
            image: registry.example.com/shop/APP:1.4.0
            imagePullPolicy: IfNotPresent
            ports:
            - name: http
              containerPort: 8080
              protocol: TCP
            env:
            - name: MODE
              valueFrom:
                configMapKeyRef:
                  name: APP
                  key: mode
            - name: LOG_LEVEL
              value: info
            resources:
              requests:
                cpu: 100m
                memory: 128Mi
              limits:
                memory: 256Mi
            readinessProbe:
              httpGet:
                path: /ready
                port: http
              periodSeconds: 5
            livenessProbe:
              httpGet:
                path: /live
                port: http
              initialDelaySeconds: 10
            securityContext:
              allowPrivilegeEscalation: false
              readOnlyRootFilesystem: true
              capabilities:
                drop: [ALL]
            volumeMounts:
            - name: tmp
              mountPath: /tmp
          volumes:
          - name: tmp
            emptyDir: {}

    """,
    """
    apiVersion: v1
    kind: Service
    metadata:
      name: APP
      namespace: NS
      labels:
        app.kubernetes.io/name: APP
    spec:
      type: ClusterIP
      selector:
        app.kubernetes.io/name: APP
      ports:
      - name: http
        port: 80
        targetPort: http

    """,
    """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: APP
      namespace: NS
    data:
      mode: fast
      settings.yaml: |
        listen: 0.0.0.0:8080
        workers: 4
        features:
          search: true
          export: false

    """,
    """
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: APP
      namespace: NS
    automountServiceAccountToken: false

    """,
    """
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata:
      name: APP
      namespace: NS
    spec:
      maxUnavailable: 1
      selector:
        matchLabels:
          app.kubernetes.io/name: APP

    """,
    """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata:
      name: APP
      namespace: NS
    spec:
      ingressClassName: nginx
      tls:
      - hosts: [APP.example.com]
        secretName: APP-tls
      rules:
      - host: APP.example.com
        http:
          paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: APP
                port:
                  name: http

    """,
    """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: APP
      namespace: NS
    spec:
      podSelector:
        matchLabels:
          app.kubernetes.io/name: APP
      policyTypes: [Ingress]
      ingress:
      - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ingress
        ports:
        - port: 8080
          protocol: TCP

    """,
    """
    apiVersion: monitoring.coreos.com/v1
    kind: ServiceMonitor
    metadata:
      name: APP
      namespace: NS
    spec:
      selector:
        matchLabels:
          app.kubernetes.io/name: APP
      endpoints:
      - port: http
        interval: 30s

    """,
    """
    apiVersion: secrets.infisical.com/v1beta1
    kind: InfisicalStaticSecret
    metadata:
      name: APP
      namespace: NS
    spec:
      infisicalAuthRef:
        name: main
        namespace: infisical
      syncOptions:
        refreshInterval: 5m
      sources:
      - projectId: 5c1fcb1e-6f1d-4b52-9f1a-000000000000
        environmentSlug: prod
        secretPath: /APP
      targets:
      - name: APP-tls
        namespace: NS
        kind: Secret
        creationPolicy: Owner

    """,
    """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata:
      name: APP-hpa
      namespace: NS
    spec:
      scaleTargetRef:
        apiVersion: apps/v1
        kind: Deployment
        name: APP
      minReplicas: 2
      maxReplicas: 6
      metrics:
      - type: Resource
        resource:
          name: cpu
          target:
            type: Utilization
            averageUtilization: 70

    """,
  ]
}
