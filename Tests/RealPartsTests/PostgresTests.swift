import Foundation
import TestSupport
import Testing
import YAMLSyntax

/// The emitted PostgreSQL parameters, at a real server.
@Suite("PostgreSQL parameters")
struct PostgresTests {
  /// The newest server that Debian's packages installed.
  private static let server: Tool? = {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return versions.compactMap(Int.init).max().map { Tool(path: "\(root)/\($0)/bin/postgres") }
  }()

  private static let isThere = server != nil && getuid() == 0 && Tool.find("runuser") != nil

  @Test(
    "a server starts with the parameters of every tree, and refuses a slip",
    .enabled(if: isThere, "PostgreSQL or root's rights are absent"),
    arguments: ["two-sites", "two-sites-full"])
  func accepted(tree: String) throws {
    let server = try #require(Self.server)
    let runuser = try #require(Tool.find("runuser"))
    let folder = try TemporaryFolder()
    let data = folder.path("data")
    let bin = String(server.path.dropLast("/postgres".count))
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.root)
    let made = try runuser.run([
      "-u", "postgres", "--", "\(bin)/initdb", "-D", data, "-A", "trust", "--encoding=UTF8",
      "--locale=C", "--data-checksums", "--no-sync",
    ])
    #expect(made.status == 0, "\(made.errors)")
    for path in Repository.files(below: "output/\(tree)") where path.contains("/cluster-") {
      let root = ParsedText(try Repository.bytes("output/\(tree)/\(path)")).root
      let parameters = try #require(root?["spec"]?["postgresql"]?["parameters"]?.entries)
      #expect(!parameters.isEmpty)
      let options = parameters.flatMap { entry in
        ["-c", "\(entry.key.scalar?.text ?? "")=\(entry.value.scalar?.text ?? "")"]
      }
      // `-C` reads every setting as a start would, prints one and ends.
      let result = try runuser.run(
        ["-u", "postgres", "--", server.path, "-D", data] + options + ["-C", "max_connections"])
      #expect(result.status == 0, "\(path): \(result.errors)")
      let wanted = parameters.first { $0.key.scalar?.text == "max_connections" }
      #expect(
        result.output.trimmingCharacters(in: .whitespacesAndNewlines) == wanted?.value.scalar?.text)
    }
    let slip = try runuser.run([
      "-u", "postgres", "--", server.path, "-D", data, "-c", "shared_bufers=1GB", "-C",
      "max_connections",
    ])
    #expect(slip.status != 0)
  }
}
