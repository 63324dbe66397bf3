import Diagnostics
import KubernetesModel
import TopologyModel

/// The CronJob that reads when the copies of peers' certificates end: no exporter knows what is in a Secret.
///
/// It fails when one ends soon, and the alert counts from its last success.
struct StreamingCertificateEmitter: Emitter {
  /// Seconds before the end of a copy from which the job fails.
  ///
  /// CloudNativePG renews the original a week before its end: earlier there is nothing new to copy.
  static let warning = 6 * 86400
  /// Seconds between runs.
  static let interval = 6 * 3600
  private static let folder = "/certs"

  /// The copies of peers' certificates that matter in the site; empty where nobody would be told.
  static func copies(_ blueprint: SiteBlueprint) -> [RequiredSecret] {
    guard blueprint.site.monitoring.enabled.value, blueprint.plan.hasCluster,
      [.active, .passive].contains(blueprint.plan.role)
    else { return [] }
    return blueprint.secrets.filter(\.isPeerCopy)
  }

  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    let copies = Self.copies(blueprint)
    guard !copies.isEmpty else { return }
    let name = blueprint.names.streamingCertificates
    let metadata = blueprint.metadata(name, .platform)
    let origin =
      blueprint.site.postgres.replication.span ?? blueprint.site.postgres.bootstrap.span
      ?? blueprint.site.span
    var container = Container(
      "check", image: blueprint.site.postgres.image.map(\.description),
      resources: ResourceRequirements(cpu: "10m", memory: "32Mi", memoryLimit: "64Mi"))
    container.command = ["sh", "-c", Text(Self.script)]
    container.env = [
      .value("CERT_DIR", Text(Self.folder)), .value("MIN_SECONDS", Text("\(Self.warning)")),
    ]
    container.volumeMounts = copies.enumerated().map { position, secret in
      VolumeMount(
        "copy-\(position)", at: "\(Self.folder)/\(position)-\(secret.name.value)", isReadOnly: true)
    }
    // The user of CloudNativePG's images.
    var pod = blueprint.pod(user: 26, containers: [container])
    pod.serviceAccountName = name
    pod.restartPolicy = "Never"
    pod.volumes = copies.enumerated().map { position, secret in
      // Certificates only: nobody reads the keys here.
      Volume(
        "copy-\(position)",
        .secret(name: secret.name, keys: secret.keys.filter { $0.hasSuffix(".crt") }))
    }
    let job = CronJob(
      metadata: metadata, schedule: "17 */\(Self.interval / 3600) * * *",
      isSuspended: Located(false),
      template: PodTemplate(labels: SiteComponent.platform.labels(blueprint), spec: pod))
    manifests.add(ServiceAccount(metadata: metadata), to: .monitoring, origin: origin)
    manifests.add(job, to: .monitoring, origin: origin)
  }

  /// Says of every certificate when it ends; fails when one ends soon, or when there is none.
  private static let script = #"""
    set -eu
    soon=''
    for file in "$CERT_DIR"/*/*.crt; do
      echo "$file: $(openssl x509 -noout -enddate -in "$file")"
      openssl x509 -noout -checkend "$MIN_SECONDS" -in "$file" >/dev/null || soon="$soon $file"
    done
    if [ -n "$soon" ]; then
      echo "ends within $MIN_SECONDS s:$soon" >&2
      exit 1
    fi
    """#
}
