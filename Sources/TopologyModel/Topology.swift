public import Diagnostics
package import YAMLSyntax

/// A whole deployment of Infisical over several sites: the `spec` of a Topology document.
///
/// Field names and nesting are documented in docs/reference/topology.md.
public struct Topology: Sendable {
  /// Name of the deployment, first part of derived names.
  public var name: Located<DNSLabel>
  /// Namespace of everything in every cluster.
  public var namespace = Located(DNSLabel(unchecked: "infisical"))
  /// Address under which users reach Infisical, the same for every site.
  public var siteURL: Located<EndpointURL>
  /// Image of Infisical, the same in every site.
  public var version: Located<ImageReference>
  /// Host name users resolve; that of `siteURL` when absent.
  public var dnsName: Located<DNSName>?
  /// What is under way.
  public var operation = Operation()
  /// The sites, in the order of the document.
  public var sites: [Site]
  /// Object storage.
  public var objectStores: [ObjectStore]
  /// The load balancer in front of all sites.
  public var globalLB: GlobalLB
  /// What is promised.
  public var objectives = Objectives()
  /// People who may decide.
  public var contacts: [Contact] = []
  /// How the tree gets into the clusters.
  public var gitops = GitOpsSettings()
  /// What applications get from Infisical.
  public var infisicalResources: InfisicalResources?
  /// How often procedures are exercised.
  public var drills = Drills()
  /// Findings that people decided to live with.
  public var waivers: [Waiver] = []
  /// Where the block was written.
  public var span: SourceSpan?

  private var defaults = SiteDefaults()

  /// A steady topology.
  public init(
    name: Located<DNSLabel>, siteURL: Located<EndpointURL>, version: Located<ImageReference>,
    sites: [Site], objectStores: [ObjectStore], globalLB: GlobalLB
  ) {
    self.name = name
    self.siteURL = siteURL
    self.version = version
    self.sites = sites
    self.objectStores = objectStores
    self.globalLB = globalLB
  }
}

extension Topology: FieldBlock {
  package static let summary = "A deployment of Infisical across several sites."

  package init() {
    self.init(
      name: Located(DNSLabel(unchecked: "unset")),
      siteURL: Located(EndpointURL(unchecked: "unset")),
      version: Located(.constant("unset", "0")), sites: [], objectStores: [], globalLB: GlobalLB())
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("namespace", &namespace, "namespace in every cluster")
    fields.scalar("siteURL", &siteURL, .required, "URL at which users reach Infisical")
    fields.scalar("version", &version, .required, "image of Infisical, the same in every site")
    fields.scalar("dnsName", &dnsName, "host name that users resolve; defaults to that of siteURL")
    fields.block("operation", &operation, "operation in progress")
    fields.blocks("sites", &sites, .required, "the data centres")
    fields.blocks("objectStores", &objectStores, .required, "object stores and their buckets")
    fields.block("globalLB", &globalLB, .required, "the global load balancer")
    defaults.visit(&fields)
    fields.block("objectives", &objectives, "objectives of the deployment")
    fields.blocks("contacts", &contacts, "people who may approve a failover")
    fields.block("gitops", &gitops, "how the tree is applied to the clusters")
    fields.block(
      "infisicalResources", &infisicalResources, "Infisical resources for applications")
    fields.block("drills", &drills, "how often procedures are practised")
    fields.blocks("waivers", &waivers, "findings that are accepted on purpose")
  }
}
