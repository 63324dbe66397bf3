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
}
