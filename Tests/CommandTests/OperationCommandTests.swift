import Foundation
import TestSupport
import Testing

/// `redoubt operation` as people run it.
@Suite("redoubt operation")
struct OperationCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let text = BaseTopology.text.replacingOccurrences(
      of: "\n  sites:", with: "\n  # Our data centres.\n  sites:  # two of them")
    try folder.write(text, to: "topology.yaml")
    _ = try redoubt("build", "topology.yaml")
  }

  private func redoubt(_ arguments: String...) throws -> Tool.Result {
    try Tool.redoubt.run(arguments, folder: folder.root)
  }

  @Test("status says where the deployment stands, and what is legal")
  func status() throws {
    let result = try redoubt("operation", "topology.yaml", "status")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("infisical: steady\n"))
    #expect(
      result.output.contains("dc1: role active, epoch 1, primary dc1, source dc2, Infisical runs"))
    #expect(result.output.contains("redoubt operation TOPOLOGY switchover --to dc2\n"))
    #expect(!result.output.contains("advance"))
  }

  @Test("a step edits the block, keeps comments, and asks for a build before the next")
  func step() throws {
    let before = try folder.read("topology.yaml")
    #expect(try redoubt("operation", "topology.yaml", "switchover", "--to", "dc2").status == 0)
    let after = try folder.read("topology.yaml")
    #expect(after.contains("# Our data centres.\n") && after.contains("# two of them"))
    let block =
      "operation:\n    switchover:\n      from: dc1\n      to: dc2\n      phase: quiesce\n"
    #expect(after.contains(block))
    #expect(after.replacingOccurrences(of: block + "  ", with: "") == before)
    let early = try redoubt("operation", "topology.yaml", "advance")
    #expect(early.status == 1 && early.errors.contains("error[TOP120]") == false)
    #expect(early.errors.contains("error[TOP130]: the tree was not built since the last step"))
    #expect(try redoubt("build", "topology.yaml").status == 0)
    #expect(try redoubt("operation", "topology.yaml", "abort").status == 0)
    #expect(try folder.read("topology.yaml") == before)
  }

  @Test("an illegal step changes nothing, and names the legal ones")
  func refused() throws {
    let before = try folder.read("topology.yaml")
    let result = try redoubt("operation", "topology.yaml", "switchover", "--to", "dc1")
    #expect(result.status == 1)
    #expect(result.errors.contains("`dc1` is already the active site"))
    #expect(result.errors.contains("legal now: `switchover --to dc2`"))
    #expect(try folder.read("topology.yaml") == before)
  }

  @Test("a failover without two names is refused by its rule, and nothing is written")
  func oneName() throws {
    let before = try folder.read("topology.yaml")
    let result = try redoubt(
      "operation", "topology.yaml", "failover", "--lost", "dc1", "--to", "dc2",
      "--acknowledged-by", "ann", "--incident", "INC-1")
    #expect(result.status == 1 && result.errors.contains("error[TOP108]"))
    #expect(try folder.read("topology.yaml") == before)
  }

  @Test(
    "a site may be lost in the middle of anything, and there is a way out",
    arguments: [
      ["switchover", "--to", "dc2"], ["drill", "dc2", "--name", "d1"], ["rebuild", "dc2"],
    ])
  func lostInTheMiddle(first: [String]) throws {
    #expect(
      try Tool.redoubt.run(["operation", "topology.yaml"] + first, folder: folder.root).status == 0)
    #expect(try redoubt("build", "topology.yaml").status == 0)
    let result = try redoubt(
      "operation", "topology.yaml", "failover", "--lost", "dc1", "--to", "dc2",
      "--acknowledged-by", "ann", "--acknowledged-by", "bob", "--incident", "INC-1")
    if first[0] == "rebuild" {
      // The other site is being deleted: nobody can take over.
      #expect(result.status == 1 && result.errors.contains("only a passive site can take over"))
    } else {
      #expect(result.status == 0, "\(result.errors)")
      #expect(try redoubt("build", "topology.yaml").status == 0)
      #expect(try folder.read("topology.yaml").contains("      lost: dc1\n"))
    }
  }

  @Test("sites on one line, and an empty operation, are edited too")
  func flow() throws {
    let text = try folder.read("topology.yaml")
      .replacingOccurrences(of: "spec:\n", with: "spec:\n  operation: {}  # nothing\n")
      .replacingOccurrences(
        of: "schedule: '0 30 14 * * *'", with: "schedule: '0 30 14 * * *', retention: 30d")
    try folder.write(text, to: "topology.yaml")
    #expect(try redoubt("build", "topology.yaml").status == 0)
    #expect(try redoubt("operation", "topology.yaml", "rebuild", "dc2").status == 0)
    #expect(try redoubt("build", "topology.yaml").status == 0)
    let result = try redoubt("operation", "topology.yaml", "advance")
    #expect(result.status == 0, "\(result.errors)")
    // `postgres` of dc2 stands on one line in the base topology.
    #expect(
      try folder.read("topology.yaml").contains(
        "postgres: {backup: {schedule: '0 30 14 * * *', retention: 30d}, epoch: 2}"))
    #expect(try redoubt("build", "topology.yaml").status == 0)
  }

  @Test("a role that was edited by hand is refused by build, and by operation")
  func edited() throws {
    let text = try folder.read("topology.yaml")
      .replacingOccurrences(of: "role: active", with: "role: X")
      .replacingOccurrences(of: "role: passive", with: "role: active")
      .replacingOccurrences(of: "role: X", with: "role: passive")
    try folder.write(text, to: "topology.yaml")
    let build = try redoubt("build", "topology.yaml")
    #expect(build.status == 1 && build.errors.contains("error[TOP113]"))
    #expect(build.errors.contains("legal next steps of `redoubt operation`"))
    #expect(try redoubt("operation", "topology.yaml", "status").status == 1)
  }

  @Test("a lock file that was edited, or is gone, stops the build")
  func lock() throws {
    let path = "output/topology.lock.json"
    let text = try folder.read(path)
    try folder.write(text.replacingOccurrences(of: "\"epoch\": 1", with: "\"epoch\": 2"), to: path)
    let edited = try redoubt("build", "topology.yaml")
    #expect(edited.status == 1 && edited.errors.contains("error[TOP117]: the lock file was edited"))
    try FileManager.default.removeItem(atPath: folder.path(path))
    let gone = try redoubt("build", "topology.yaml")
    #expect(gone.status == 1 && gone.errors.contains("topology.lock.json is missing"))
    #expect(try redoubt("build", "topology.yaml", "--new-lock").status == 0)
    #expect(try folder.read(path) == text)
  }

  @Test("a command that makes no sense is usage")
  func usage() throws {
    #expect(try redoubt("operation", "topology.yaml", "rebuild").status == 2)
    #expect(try redoubt("operation", "topology.yaml", "switchover").status == 2)
    #expect(try redoubt("operation", "topology.yaml", "advance", "dc1").status == 2)
    #expect(try redoubt("operation", "-", "status").status == 2)
    #expect(try redoubt("operation", "missing.yaml", "status").status == 3)
  }
}
