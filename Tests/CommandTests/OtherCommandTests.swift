import TestSupport
import Testing

@Suite("The other commands")
struct OtherCommandTests {
  @Test(
    "init writes a topology that compiles, says what is still to decide, and overwrites nothing")
  func initialize() throws {
    let folder = try TemporaryFolder()
    #expect(try Tool.redoubt.run(["init"], folder: folder.root).status == 0)
    let build = try Tool.redoubt.run(["build", "topology.yaml"], folder: folder.root)
    #expect(build.status == 0 && !build.errors.contains("error["))
    #expect(build.errors.contains("warning[TOP122]"))
    #expect(try Tool.redoubt.run(["init"], folder: folder.root).status == 1)
    let printed = try Tool.redoubt.run(["init", "-"])
    #expect(printed.output == (try folder.read("topology.yaml")))
  }

  @Test("the example two-sites is what init writes")
  func exampleIsStarter() throws {
    let printed = try Tool.redoubt.run(["init", "-"])
    let example = String(
      decoding: try Repository.bytes("examples/two-sites/topology.yaml"), as: UTF8.self)
    #expect(printed.output == example)
  }

  @Test("explain tells about a code, lists all without one, and suggests near ones")
  func explain() throws {
    let one = try Tool.redoubt.run(["explain", "top101"])
    #expect(one.output.hasPrefix("TOP101 active-site-count (error)\n"))
    #expect(one.output.contains("Found in:\n    sites:"))
    let all = try Tool.redoubt.run(["explain"])
    #expect(all.output.split(separator: "\n").count > 60)
    let wrong = try Tool.redoubt.run(["explain", "TOP1O1"])
    #expect(wrong.status == 2 && wrong.errors.contains("did you mean `TOP101`?"))
  }

  @Test(
    "version and completions print",
    arguments: [
      ["version"], ["completions", "zsh"], ["completions", "bash"], ["completions", "fish"],
    ])
  func prints(arguments: [String]) throws {
    let result = try Tool.redoubt.run(arguments)
    #expect(result.status == 0 && !result.output.isEmpty && result.errors == "")
  }

  @Test("no option or topology makes an escape sequence of an argument")
  func hostileArguments() throws {
    for arguments in [["explain", "\u{1B}[31m"], ["build", "--site", "\u{1B}[31m", "-"]] {
      let result = try Tool.redoubt.run(arguments, input: BaseTopology.text)
      #expect(result.status == 2)
      #expect(!result.errors.contains("\u{1B}"))
    }
  }
}
