package import Diagnostics

/// A Secret that a site's manifests refer to; its keys, and never a value.
package struct RequiredSecret: Sendable {
  package let name: Located<String>
  /// Namespace, where it is not that of the deployment.
  package var namespace: Located<String>?
  package let keys: [String]
  package var type = "Opaque"
  /// Whether CloudNativePG reloads it.
  package var isReloaded = false
  /// Whether it is a copy of a peer's certificate, which ends when CloudNativePG renews the original.
  package var isPeerCopy = false
  package let purpose: String

  /// Keys of the Secret `secrets.app` that every site needs.
  package static let requiredAppKeys = ["ENCRYPTION_KEY", "AUTH_SECRET"]
  /// Keys of the Secret `secrets.app` that reach Infisical; no other does.
  package static let appKeys =
    requiredAppKeys + [
      "ROOT_ENCRYPTION_KEY", "COOKIE_SECRET_SIGN_KEY", "LICENSE_KEY", "LICENSE_KEY_OFFLINE",
    ]

  fileprivate static func all(in blueprint: SiteBlueprint) -> [RequiredSecret] {
    let names = blueprint.site.secrets
    var result = [
      RequiredSecret(
        name: names.app.map(\.description), keys: requiredAppKeys,
        purpose: "Infisical's keys, the same in every site"),
      RequiredSecret(
        name: names.database.map(\.description), keys: ["username", "password"],
        type: "kubernetes.io/basic-auth", isReloaded: true,
        purpose:
          "login of the database owner, the same in every site; the username is `\(blueprint.site.postgres.database.value)`"
      ),
      RequiredSecret(
        name: names.redis.map(\.description), keys: ["password"], purpose: "password of Redis"),
    ]
    if blueprint.site.app.smtp != nil {
      result.append(
        RequiredSecret(
          name: names.smtp.map(\.description), keys: ["username", "password"],
          purpose: "login of the mail server"))
    }
    if blueprint.site.ingress.tlsIssuerRef == nil {
      result.append(
        RequiredSecret(
          name: names.tls.map(\.description), keys: ["tls.crt", "tls.key"],
          type: "kubernetes.io/tls", purpose: "certificate of the global host"))
    }
    result += blueprint.site.kubernetes.imagePullSecrets.map { secret in
      RequiredSecret(
        name: secret.map(\.description), keys: [".dockerconfigjson"],
        type: "kubernetes.io/dockerconfigjson", purpose: "login of an image registry")
    }
    return result + stores(blueprint) + minio(blueprint) + streaming(blueprint)
  }

  private static func stores(_ blueprint: SiteBlueprint) -> [RequiredSecret] {
    var result: [RequiredSecret] = []
    for owner in blueprint.topology.sites {
      for purpose in BucketPurpose.allCases {
        guard let (store, _) = blueprint.topology.bucket(of: owner, purpose) else { continue }
        let isOwn = owner.id == blueprint.site.id
        var keys = ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY"]
        if store.region != nil { keys.append("REGION") }
        result.append(
          RequiredSecret(
            name: blueprint.names(of: owner).login(purpose, in: blueprint.site),
            keys: keys, isReloaded: purpose == .postgres,
            purpose:
              "\(isOwn ? "writes" : "reads") the \(purpose.rawValue) objects of \(owner.id.value) at \(store.id.value)"
          ))
        if let authority = store.caSecret,
          !result.contains(where: { $0.name.value == authority.value.description })
        {
          result.append(
            RequiredSecret(
              name: authority.map(\.description), keys: ["ca.crt"], isReloaded: true,
              purpose: "CA of \(store.id.value)"))
        }
      }
    }
    return result
  }

  /// What a MinIO of the site needs in its own namespace: Secrets are not read across namespaces.
  private static func minio(_ blueprint: SiteBlueprint) -> [RequiredSecret] {
    var result: [RequiredSecret] = []
    for store in blueprint.topology.objectStores where store.kind.value == .inClusterMinIO {
      guard let minio = store.minio, minio.site?.value == blueprint.site.id.value else { continue }
      func add(
        _ name: Located<DNSLabel>, _ keys: [String], _ purpose: String, type: String = "Opaque"
      ) {
        result.append(
          RequiredSecret(
            name: name.map(\.description), namespace: minio.namespace.map(\.description),
            keys: keys, type: type, purpose: purpose))
      }
      var root = ["rootUser", "rootPassword"]
      if minio.form.value == .tenant { root.append("config.env") }
      switch store.replication?.method.value {
      case .bucketReplication: root.append("replicateTo")
      case .mirror: root += ["mirrorFrom", "mirrorTo"]
      case nil: break
      }
      add(
        minio.rootSecret, root,
        "root login of \(store.id.value), and addresses with logins of its copy")
      add(
        minio.certificateSecret, ["tls.crt", "tls.key", "ca.crt"],
        "certificate of \(store.id.value), for its endpoint and its servers",
        type: "kubernetes.io/tls")
      if store.sse.value != .none {
        add(
          minio.kmsSecret, ["MINIO_KMS_SECRET_KEY"],
          "NAME:KEY, the key in base64 of 32 bytes; without it nothing in \(store.id.value) can be read"
        )
      }
      for bucket in store.buckets {
        guard let owner = blueprint.topology.site(bucket.site.value) else { continue }
        let names = blueprint.topology.names(of: owner)
        for isWriter in [true, false] {
          result.append(
            RequiredSecret(
              name: names.login(bucket.purpose.value, isWriter: isWriter),
              namespace: minio.namespace.map(\.description),
              keys: ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY"],
              purpose: "the same login as in the namespace of Infisical, for the Job that makes it")
          )
        }
      }
    }
    return result
  }

  /// Copies of the peers' certificates, for streaming.
  private static func streaming(_ blueprint: SiteBlueprint) -> [RequiredSecret] {
    guard case .cloudNativePG(let database) = blueprint.database, database.streams else {
      return []
    }
    return blueprint.topology.peers(of: blueprint.site).flatMap { peer -> [RequiredSecret] in
      guard let endpoint = peer.postgres.streamingEndpoint else { return [] }
      return [
        RequiredSecret(
          name: endpoint.clientSecret?.map(\.description) ?? "\(peer.id)-replication",
          keys: ["tls.crt", "tls.key"], type: "kubernetes.io/tls", isReloaded: true,
          isPeerCopy: true, purpose: "client certificate for streaming from \(peer.id.value)"),
        RequiredSecret(
          name: endpoint.caSecret?.map(\.description) ?? "\(peer.id)-server-ca", keys: ["ca.crt"],
          isReloaded: true, isPeerCopy: true, purpose: "CA of the PostgreSQL of \(peer.id.value)"),
      ]
    }
  }
}

extension SiteBlueprint {
  /// Every Secret that people, or a provider, bring into the site.
  package var secrets: [RequiredSecret] { RequiredSecret.all(in: self) }
}
