import Diagnostics
import YAMLSyntax

/// Pods that see the files of their nodes.
struct SensitiveMountRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 408, "sensitive-host-path", .warning,
    summary: "A pod mounts a sensitive path of its node.",
    why: "It controls the node, or holds its secrets.",
    sources: [
      .kubernetes(
        "Pod Security Standards, Baseline", "concepts/security/pod-security-standards/#baseline"),
      .kubernetes("Volumes, hostPath", "concepts/storage/volumes/#hostpath"),
    ],
    counterparts: [
      "kube-linter sensitive-host-mounts", "kube-linter docker-sock",
      "kube-score container-security-context-privileged",
    ],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                volumes:
                - name: socket
                  hostPath: {path: /var/run/docker.sock}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                volumes: [{name: data, emptyDir: {}}]
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for volume in pod.volumes {
      guard let path = volume["hostPath"]?["path"], let text = path.text else { continue }
      let folder = text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
      guard
        Self.sensitive.contains(where: {
          folder == $0 || folder.hasPrefix($0 == "/" ? "//" : $0 + "/")
        })
      else { continue }
      findings.report(
        Diagnostic(Self.info, "`\(text)` of the node is mounted", at: path.span)
          .help("use a cluster volume"), target.object)
    }
  }

  private static let sensitive = [
    "/", "/boot", "/dev", "/etc", "/lib", "/proc", "/root", "/run/containerd", "/run/docker.sock",
    "/sys", "/usr",
    "/var/lib/docker", "/var/lib/etcd", "/var/lib/kubelet", "/var/run/docker.sock",
    "/var/run/containerd", "/var/run/crio",
  ]
}
