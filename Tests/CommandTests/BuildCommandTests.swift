import Foundation
import TestSupport
import Testing
import YAMLSyntax

@Suite("redoubt build")
struct BuildCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(BaseTopology.text, to: "topology.yaml")
  }

  private func redoubt(_ arguments: String..., input: String? = nil) throws -> Tool.Result {
    try Tool.redoubt.run(arguments, input: input, folder: folder.root)
  }

  @Test("a build writes the tree and says what each site got; a second one writes nothing")
  func build() throws {
    let first = try redoubt("build", "topology.yaml", "-o", "out")
    #expect(first.status == 0)
    let count = Repository.files(inside: folder.path("out")).count - 1
    #expect(
      first.output.hasPrefix(
        "out: \(count) files (\(count) created, 0 updated, 0 deleted, 0 unchanged)\n  dc1 (active): "
      ))
    #expect(first.errors == "")
    let second = try redoubt("build", "topology.yaml", "-o", "out")
    #expect(
      second.output.hasPrefix(
        "out: \(count) files (0 created, 0 updated, 0 deleted, \(count) unchanged)"))
  }

  @Test("a layer that leaves the tree is named, with what removes its objects from the cluster")
  func leftovers() throws {
    _ = try redoubt("build", "topology.yaml", "-o", "out")
    try folder.write(
      BaseTopology.text.replacingOccurrences(
        of: "  ingress: {tls", with: "  network: {policies: false}\n  ingress: {tls"),
      to: "topology.yaml")
    let result = try redoubt("build", "topology.yaml", "-o", "out")
    #expect(result.status == 0, "\(result.errors)")
    for site in ["dc1", "dc2"] {
      #expect(
        result.output.contains(
          "note: sites/\(site)/90-policies left the tree, and its objects stay in the cluster of \(site): `git archive HEAD sites/\(site)/90-policies"
        ), "\(result.output)")
    }
    let again = try redoubt("build", "topology.yaml", "-o", "out")
    #expect(!again.output.contains("note:"))
  }

  @Test("--check exits 0 in sync, and 1 with a list when not; it never writes")
  func check() throws {
    #expect(try redoubt("build", "topology.yaml", "-o", "out", "--check").status == 1)
    #expect(!folder.exists("out"))
    _ = try redoubt("build", "topology.yaml", "-o", "out")
    #expect(try redoubt("build", "topology.yaml", "-o", "out", "--check").status == 0)
    try folder.write("edited", to: "out/lb/lb1/haproxy.cfg")
    try FileManager.default.removeItem(atPath: folder.path("out/lb/lb2/haproxy.cfg"))
    let drift = try redoubt("build", "topology.yaml", "-o", "out", "--check")
    #expect(drift.status == 1)
    #expect(drift.output == "differs: out/lb/lb1/haproxy.cfg\nmissing: out/lb/lb2/haproxy.cfg\n")
    #expect(try folder.read("out/lb/lb1/haproxy.cfg") == "edited")
  }

  @Test("an edited file is refused with its name, and written with --force")
  func edited() throws {
    _ = try redoubt("build", "topology.yaml", "-o", "out")
    try folder.write("edited", to: "out/lb/lb1/haproxy.cfg")
    let refused = try redoubt("build", "topology.yaml", "-o", "out")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains("error[FIL002]") && refused.errors.contains("out/lb/lb1/haproxy.cfg"))
    #expect(try redoubt("build", "topology.yaml", "-o", "out", "--force").status == 0)
    #expect(try folder.read("out/lb/lb1/haproxy.cfg") != "edited")
  }

  @Test("--diff shows what would change, and patch makes it so")
  func diff() throws {
    _ = try redoubt("build", "topology.yaml", "-o", "out")
    let changed = BaseTopology.text.replacingOccurrences(of: "10.1.0.20", with: "10.1.0.99")
    try folder.write(changed, to: "topology.yaml")
    let diff = try redoubt("build", "topology.yaml", "-o", "out", "--diff")
    #expect(diff.status == 1)
    let body = diff.output.split(separator: "\n").filter {
      // Runbooks name the address too, and the lock file holds a hash of the topology.
      $0.hasPrefix("+ ") && $0.contains(" server ")
    }
    #expect(body.count == 2 && body.allSatisfy { $0.contains("10.1.0.99:443") })
    #expect(try redoubt("build", "topology.yaml", "-o", "out", "--check").status == 1)
  }

  @Test("--stdout prints one stream, --site restricts it, and - reads standard input")
  func stream() throws {
    let all = try redoubt("build", "-", "--stdout", input: BaseTopology.text)
    #expect(all.status == 0)
    let one = try redoubt("build", "topology.yaml", "--stdout", "--site", "dc2")
    let parsed = ParsedText(one.output)
    #expect(parsed.concise == "")
    #expect(parsed.stream.documents.count < ParsedText(all.output).stream.documents.count)
    #expect(!one.output.contains("redoubt.dev/site: dc1"))
    let unknown = try redoubt("build", "topology.yaml", "--stdout", "--site", "dc3")
    #expect(unknown.status == 2)
    #expect(unknown.errors == "error: unknown site `dc3`; sites: dc1, dc2\n")
  }

  @Test("--site writes and prunes that site alone")
  func oneSite() throws {
    _ = try redoubt("build", "topology.yaml", "-o", "out", "--site", "dc2")
    #expect(folder.exists("out/sites/dc2") && !folder.exists("out/sites/dc1"))
    _ = try redoubt("build", "topology.yaml", "-o", "out")
    #expect(
      try redoubt("build", "topology.yaml", "-o", "out", "--site", "dc2", "--check").status == 0)
  }

  @Test("findings go to standard error as text, to standard output as JSON; nothing is written")
  func findings() throws {
    try folder.write("kind: Topology\n", to: "bad.yaml")
    let text = try redoubt("build", "bad.yaml", "-o", "out")
    #expect(text.status == 1 && text.output == "")
    #expect(text.errors.contains("error[TOP002]") && text.errors.contains("--> bad.yaml:1:1"))
    let json = try redoubt("build", "bad.yaml", "-o", "out", "--format", "json")
    #expect(json.status == 1 && json.errors == "")
    _ = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    #expect(!folder.exists("out"))
  }

  @Test("with --format json, standard output is one JSON document, whatever happens")
  func json() throws {
    for arguments in [[], ["--check"], []] {
      let result = try Tool.redoubt.run(
        ["build", "topology.yaml", "-o", "out", "--format", "json"] + arguments, folder: folder.root
      )
      _ = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    }
    try folder.write("edited", to: "out/lb/lb1/haproxy.cfg")
    let refused = try redoubt("build", "topology.yaml", "-o", "out", "--format", "json")
    #expect(refused.status == 1 && refused.output.contains("\"FIL002\""))
  }

  @Test("output that is lost is an error")
  func lostOutput() throws {
    let shell = try #require(Tool.find("sh"))
    let result = try shell.run(
      ["-c", "\"$0\" build topology.yaml --stdout > /dev/full", Tool.redoubt.path],
      folder: folder.root)
    #expect(result.status == 3)
  }

  @Test("builds of one folder at a time wait for each other")
  func concurrent() throws {
    let shell = try #require(Tool.find("sh"))
    let script = """
      for i in 1 2 3 4; do "$0" build topology.yaml -o out -q & pids="$pids $!"; done
      for pid in $pids; do wait "$pid" || exit 1; done
      """
    let result = try shell.run(["-c", script, Tool.redoubt.path], folder: folder.root)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try redoubt("build", "topology.yaml", "-o", "out", "--check").status == 0)
  }

  @Test("colour is there when asked for only")
  func color() throws {
    try folder.write("kind: Topology\n", to: "bad.yaml")
    #expect(try !redoubt("build", "bad.yaml").errors.contains("\u{1B}["))
    #expect(try redoubt("build", "bad.yaml", "--color", "always").errors.contains("\u{1B}[1;31m"))
  }

  @Test("--as-of judges waivers, and nothing else reads a date")
  func asOf() throws {
    let waiver = "  waivers: [{rule: TOP301, reason: x, expires: 2027-01-01}]\n"
    try folder.write(BaseTopology.text + waiver, to: "topology.yaml")
    #expect(try redoubt("build", "topology.yaml", "-o", "out").status == 0)
    let late = try redoubt("build", "topology.yaml", "-o", "out", "--as-of", "2027-01-02")
    #expect(late.status == 1 && late.errors.contains("TOP908"))
    #expect(try redoubt("build", "topology.yaml", "--as-of", "tomorrow").status == 2)
  }

  @Test(
    "exit codes: 2 for usage, 3 for files",
    arguments: [
      (["build"], 2), (["build", "topology.yaml", "--check", "--diff"], 2), (["nonsense"], 2),
      (["build", "topology.yaml", "-o", ""], 2),
      (["build", "topology.yaml", "--stdout", "--format", "json"], 2),
      (["build", "topology.yaml", "--jobs", "0"], 2), (["build", "absent.yaml"], 3),
      (["build", "topology.yaml", "-o", "/proc/none"], 3), (["--help"], 0), (["--version"], 0),
    ] as [([String], Int32)])
  func exitCodes(arguments: [String], status: Int32) throws {
    let result = try Tool.redoubt.run(arguments, folder: folder.root)
    #expect(result.status == status, "\(result.output)\(result.errors)")
  }
}
