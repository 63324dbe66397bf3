public import Diagnostics
package import YAMLSyntax

/// Processor architecture of a site's nodes.
public enum Architecture: String, CaseIterable, Sendable {
  /// 64-bit x86.
  case amd64
  /// 64-bit Arm.
  case arm64
}

extension Architecture: FieldValue {
  package static var typeName: String { "an architecture" }
}

/// Network plugin of a cluster, as far as policies go.
public enum NetworkPlugin: String, CaseIterable, Sendable {
  /// Calico.
  case calico
  /// Cilium.
  case cilium
  /// Antrea.
  case antrea
  /// Enforces no policies.
  case flannel
  /// Something else that enforces them.
  case other
}

extension NetworkPlugin: FieldValue {
  package static var typeName: String { "a network plugin" }
}

/// Facts about the Kubernetes cluster of a site; the compiler asks no cluster.
public struct KubernetesFacts: Sendable {
  /// Version of the API server.
  public var version = Located(Version(1, 35, 0))
  /// Name of the kubectl context; the site id when absent.
  public var context: Located<String>?
  /// Addresses of the API server, for network policies.
  public var apiServerCIDR: [Located<CIDR>]
  /// Pod network.
  public var podCIDR: Located<CIDR>?
  /// Service network.
  public var serviceCIDR: Located<CIDR>?
  /// Availability zones that nodes are labelled with.
  public var zones: [Located<String>] = []
  /// Worker nodes that can run the database.
  public var nodeCount: Located<Int>?
  /// Processor architecture.
  public var arch = Located(Architecture.amd64)
  /// StorageClass of volumes; the cluster's default when absent.
  public var storageClass: Located<String>?
  /// Network plugin.
  public var cni: Located<NetworkPlugin>?
  /// Secrets with the logins of registries, for every pod.
  public var imagePullSecrets: [Located<ResourceName>] = []
  /// DNS domain of Services.
  public var clusterDomain = Located(DNSName(unchecked: "cluster.local"))
  /// Where the block was written.
  public var span: SourceSpan?

  /// Facts with defaults for everything but the API server's addresses.
  public init(apiServerCIDR: [Located<CIDR>]) {
    self.apiServerCIDR = apiServerCIDR
  }
}

extension KubernetesFacts: FieldBlock {
  package static let summary = "Facts about the Kubernetes cluster of a site."

  package init() {
    self.init(apiServerCIDR: [])
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("version", &version, "Kubernetes version")
    fields.scalar("context", &context, "kubeconfig context; defaults to the site ID")
    fields.scalars(
      "apiServerCIDR", &apiServerCIDR, .required,
      "addresses of the API server, for network policies")
    fields.scalar("podCIDR", &podCIDR, "pod network")
    fields.scalar("serviceCIDR", &serviceCIDR, "service network")
    fields.scalars("zones", &zones, "availability zones of the nodes")
    fields.scalar("nodeCount", &nodeCount, "number of worker nodes that can run the database")
    fields.scalar("arch", &arch, "processor architecture")
    fields.scalar("storageClass", &storageClass, "StorageClass; defaults to the cluster's default")
    fields.scalar("cni", &cni, "calico, cilium, antrea, flannel or other")
    fields.scalars(
      "imagePullSecrets", &imagePullSecrets, "Secrets with registry logins, used by every pod")
    fields.scalar("clusterDomain", &clusterDomain, "DNS domain of Services")
  }
}
