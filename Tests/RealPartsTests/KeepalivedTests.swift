import Foundation
import TestSupport
import Testing

@Suite("keepalived", .serialized)
struct KeepalivedTests {
  static let configurations = GoldenTree.paths(endingIn: "keepalived.conf")

  /// An interface of this machine that VRRP can use.
  private static let interface: String? = {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/sys/class/net")) ?? []
    return all.sorted().first { $0 != "lo" && !$0.contains("_") }
  }()

  /// The configuration with what depends on the machine put in: its interface, and the user of
  /// scripts, as keepalived 2.2.7 ends itself when it tests a configuration with another than root.
  private static func configuration(_ path: String, interface: String) throws -> String {
    String(decoding: try GoldenTree.bytes(path), as: UTF8.self)
      .replacing("interface eth0", with: "interface \(interface)")
      .replacing("dev eth0", with: "dev \(interface)")
      .replacing("script_user nobody", with: "script_user root")
      .replacing("/bin/bash -c '</dev/tcp/127.0.0.1/443'", with: "/bin/true")
  }

  @Test(
    "keepalived accepts every configuration, and sees a slip",
    .enabled(
      if: Tool.find("keepalived") != nil && interface != nil && getuid() == 0,
      "keepalived, an interface or root's rights are absent"), arguments: configurations)
  func accepted(path: String) throws {
    let keepalived = try #require(Tool.find("keepalived"))
    let folder = try TemporaryFolder()
    let text = try Self.configuration(path, interface: try #require(Self.interface))
    let good = try folder.write(text, to: "good.conf")
    let result = try keepalived.run(["-t", "-f", good])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    let slip = text.replacing("nopreempt", with: "nopreemt")
    let bad = try folder.write(slip, to: "bad.conf")
    #expect(try keepalived.run(["-t", "-f", bad]).status != 0)
  }

  @Test("the check asks for the port that users come in by, not for a process")
  func check() throws {
    let text = String(
      decoding: try GoldenTree.bytes("two-sites-full/lb/lb1/keepalived.conf"), as: UTF8.self)
    #expect(text.contains("script \"/bin/bash -c '</dev/tcp/127.0.0.1/443'\""))
    #expect(text.contains("garp_master_refresh 60"))
    let bash = try #require(Tool.find("bash"))
    let closed = try bash.run(["-c", "</dev/tcp/127.0.0.1/\(Port.free())"])
    #expect(closed.status != 0)
  }

  private static let hasNamespaces: Bool = {
    guard let ip = Tool.find("ip"), getuid() == 0 else { return false }
    let name = "redoubt-probe-\(getpid())"
    guard (try? ip.run(["netns", "add", name]))?.status == 0 else { return false }
    return (try? ip.run(["netns", "del", name]))?.status == 0
  }()

  @Test(
    "the address of a node that dies goes to the other, and stays there when it returns",
    .enabled(
      if: Tool.find("keepalived") != nil && hasNamespaces,
      "keepalived is absent, or network namespaces are not permitted"))
  func failover() async throws {
    let network = try NamespaceNetwork(["10.1.0.10/24", "10.1.0.11/24"])
    let folder = try TemporaryFolder()
    func start(_ position: Int) throws -> RunningTool {
      let text = try Self.configuration(
        "two-sites-full/lb/lb\(position + 1)/keepalived.conf", interface: "veth0")
      let file = try folder.write(text, to: "\(position).conf")
      let own = ["-p", "-r", "-c"].flatMap { [$0, folder.path("\(position)\($0).pid")] }
      return try network.ip.start(
        ["netns", "exec", network.names[position], "keepalived", "-n", "-l", "-D", "-f", file]
          + own,
        log: folder.path("\(position).log"))
    }
    let first = try start(0)
    let isTaken = try await network.holds("10.1.0.9", 0)
    let log = try folder.read("0.log")
    #expect(isTaken, "\(log)")
    let second = try start(1)
    defer { second.stop() }
    #expect(try await network.holds("10.1.0.9", 1, isWanted: false))
    // The cable goes: the first cannot say goodbye.
    try network.cut(0)
    #expect(try await network.holds("10.1.0.9", 1))
    first.stop()
    try network.join(0)
    let returned = try start(0)
    defer { returned.stop() }
    #expect(try await network.holds("10.1.0.9", 1))
    #expect(try await network.holds("10.1.0.9", 0, isWanted: false))
  }
}
