import Diagnostics
import InfisicalClient
import InfisicalModel
package import KubernetesClient
package import Seams
import YAMLSyntax

/// What a static secret asks for, in plain values: tens of thousands of these are held.
package struct StaticSecretWish: Hashable, Sendable {
  var auth: ObjectKey
  var interval: Duration
  var wantsEvents: Bool
  /// Whether an answer without any secret may take keys away.
  var allowsEmpty = false
  /// Whether keys that Kubernetes refuses are left out.
  var skipsInvalidKeys = false
  var sources: [SourceWish]
  var targets: [TargetWish]
}

/// One source.
struct SourceWish: Hashable, Sendable {
  var project: SecretsQuery.Project
  var environment: String
  var path: String
  var isRecursive: Bool
  var tags: [String]

  func query(_ session: Session) -> SecretsQuery {
    SecretsQuery(
      session: session.key, project: project, environment: environment, path: path,
      isRecursive: isRecursive, tags: tags)
  }

  /// Name in statuses.
  var name: String {
    let project =
      switch self.project {
      case .identifier(let text), .slug(let text): text
      }
    return "\(project)/\(environment):\(path)"
  }
}

/// One target.
struct TargetWish: Hashable, Sendable {
  var target: TargetKey
  /// Whether the target belongs to the resource.
  var isOwned: Bool
  /// Type of a Secret; nil means that of the API server, Opaque.
  var type: String?
  var template: TemplateWish?
  /// Labels and annotations instead of those of the resource.
  var metadata: MetadataWish?
}

enum TemplateWish: Hashable, Sendable {
  case perKey([KeyedText])
  case bulk(String)

  struct KeyedText: Hashable, Sendable {
    let key: String
    let text: String
  }
}

struct MetadataWish: Hashable, Sendable {
  var labels: [String: String]
  var annotations: [String: String]
}

/// A target by kind and name.
package struct TargetKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  package enum Kind: String, CaseIterable, Sendable {
    case secret = "Secret"
    case configMap = "ConfigMap"

    /// Nil for a kind that cannot be a target.
    init?(_ resource: APIResource) {
      switch resource {
      case .secrets: self = .secret
      case .configMaps: self = .configMap
      default: return nil
      }
    }
  }

  package let kind: Kind
  package let key: ObjectKey

  package var resource: APIResource { kind == .secret ? .secrets : .configMaps }

  package var description: String { "\(kind.rawValue) \(key)" }

  package static func < (left: Self, right: Self) -> Bool {
    (left.kind.rawValue, left.key) < (right.kind.rawValue, right.key)
  }
}

package typealias StaticSecretItem = ResourceItem<StaticSecretWish>

extension ResourceCache where Spec == StaticSecretWish {
  static func staticSecrets() -> ResourceCache {
    ResourceCache(
      .staticSecrets, decode: { StaticSecretItem($0, $1) },
      indexes: { item in
        [.object(.auths, item.spec.auth), .owner(item.head.uid)]
          + item.spec.targets.map { .object($0.target.resource, $0.target.key) }
      },
      // Who waited for one of its targets may have it now.
      contended: { item in
        item.spec.targets.map { .object($0.target.resource, $0.target.key) }
      })
  }
}

extension ResourceItem where Spec == StaticSecretWish {
  /// Trims an InfisicalStaticSecret.
  init(_ head: ObjectHead, _ object: YAMLNode) {
    let (spec, problem) = ResourceReading.spec(InfisicalStaticSecretSpec.self, object)
    let namespace = head.key.namespace
    let wish = StaticSecretWish(
      auth: ObjectKey(spec.infisicalAuthRef, in: namespace),
      interval: .seconds(spec.syncOptions.refreshInterval.value.seconds),
      wantsEvents: spec.syncOptions.instantUpdates?.value ?? false,
      allowsEmpty: spec.syncOptions.allowEmpty?.value ?? false,
      skipsInvalidKeys: spec.syncOptions.skipInvalidKeys?.value ?? false,
      sources: spec.sources.map(SourceWish.init),
      targets: spec.targets.map { TargetWish($0, in: namespace) })
    self.init(
      head: ResourceReading.trimmed(head), spec: wish,
      problem: problem ?? StaticSecretRules.problem(spec, wish, namespace),
      status: StatusMemory(object))
  }
}

extension SourceWish {
  init(_ source: StaticSecretSource) {
    let slug = source.projectSlug?.value ?? ""
    project = slug.isEmpty ? .identifier(source.projectId?.value ?? "") : .slug(slug)
    environment = source.environmentSlug.value.text
    path = source.secretPath.value.text
    isRecursive = source.recursive?.value ?? false
    tags = source.tagSlugs.map(\.value)
  }
}

extension TargetWish {
  init(_ target: StaticSecretTarget, in namespace: String) {
    let own = target.namespace?.value.text ?? ""
    self.target = TargetKey(
      kind: target.kind.value == .secret ? .secret : .configMap,
      key: ObjectKey(own.isEmpty ? namespace : own, target.name.value.text))
    isOwned = target.creationPolicy.value == .owner
    type = target.secretType.flatMap { $0.value.isEmpty ? nil : $0.value }
    template = target.template.map { TemplateWish($0.data) }
    metadata = target.metadata.map { metadata in
      MetadataWish(
        labels: Dictionary(
          metadata.labels.map { ($0.key.value, $0.value.value) }, uniquingKeysWith: { $1 }),
        annotations: Dictionary(
          metadata.annotations.map { ($0.key.value, $0.value.value) }, uniquingKeysWith: { $1 }))
    }
  }
}

extension TemplateWish {
  init(_ data: TemplateData) {
    switch data {
    case .perKey(let pairs, _):
      self = .perKey(pairs.map { KeyedText(key: $0.key.value, text: $0.value.value) })
    case .bulk(let text): self = .bulk(text.value)
    }
  }
}
