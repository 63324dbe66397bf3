import Foundation
import Testing

/// What runbooks tell people to type.
@Suite("Commands of runbooks")
struct RunbookTests {
  @Test("a command that goes to a site which may be lost does not wait for packets that vanish")
  func lostSite() async {
    let tree = await Compiled()
    for (file, heading) in [
      ("failover-dc1-to-dc2.md", "## F0. "), ("failover-dc1-to-dc2.md", "## F2. "),
      ("split-brain.md", "## X2. "), ("split-brain.md", "## X3. "),
    ] {
      let step = tree.text("runbooks/\(file)").components(separatedBy: heading).last ?? ""
      let commands = step.components(separatedBy: "\n## ")[0].split(separator: "\n")
        .filter { $0.hasPrefix("kubectl --context dc1") || $0.hasPrefix("kubectl --context dc2") }
      #expect(!commands.isEmpty, "\(heading)")
      for command in commands {
        #expect(command.hasSuffix(" --request-timeout=10s"), "\(heading)\(command)")
      }
    }
    let library = tree.text("runbooks/lib.sh")
    #expect(library.contains("get --raw /readyz --request-timeout=10s >/dev/null"))
  }

  @Test(
    "a site that comes back loses the ingress that its tree no longer has, whatever applies it",
    arguments: [
      ("{}", "kubectl --context dc2 -n infisical delete ingresses.networking.k8s.io infisical"),
      (
        "ingress: {kind: gatewayAPI, class: envoy}",
        "delete httproutes.gateway.networking.k8s.io,gateways.gateway.networking.k8s.io infisical"
      ),
      (
        "gitops: {engine: argocd, repoURL: 'https://git.example.net/a.git'}",
        "-n argocd delete applications.argoproj.io infisical-dc2-ingress"
      ),
      (
        "gitops: {engine: flux, repoURL: 'https://git.example.net/a.git'}", "Flux has removed it"
      ),
    ])
  func entrance(overlay: String, words: String) async {
    let tree = await Compiled(overlay)
    let step = tree.text("runbooks/dc-return-dc2.md").components(separatedBy: "## D3. ").last ?? ""
    #expect(step.contains(words), "\(tree.concise)")
    #expect(step.contains("dc2: no ingress for the global host is left"))
  }

  @Test("what a switchover froze is thawed in its last step")
  func thaw() async {
    let tree = await Compiled("gitops: {engine: flux, repoURL: 'https://git.example.net/a.git'}")
    let text = tree.text("runbooks/switchover-dc1-to-dc2.md")
    for site in ["dc1", "dc2"] {
      let names = "infisical-\(site)-policies infisical-\(site)-monitoring"
      #expect(text.contains("flux --context \(site) suspend kustomization \(names)"))
      let last = text.components(separatedBy: "## S16. ").last ?? ""
      #expect(last.contains("flux --context \(site) resume kustomization \(names)"))
    }
  }
}
