import Foundation
import TestSupport
import Testing

/// The emitted bucket policies at a server that enforces them.
@Suite(
  "Bucket policies",
  .enabled(
    if: Tool.find("moto_server") != nil && Tool.find("python") != nil,
    "moto_server or Python is absent"))
struct BucketPolicyTests {
  @Test(
    "each login reaches its own objects and nothing else",
    arguments: ["two-sites/stores/backups", "two-sites-full/stores/s3-dc2"])
  func enforced(folder: String) async throws {
    let path = "output/\(folder)"
    let policies = Repository.files(below: path).filter { $0.hasSuffix(".json") }
    var buckets: Set<String> = ["foreign"]
    for policy in policies {
      let text = String(decoding: try Repository.bytes("\(path)/\(policy)"), as: UTF8.self)
      for part in text.components(separatedBy: "arn:aws:s3:::").dropFirst() {
        buckets.insert(String(part.prefix { $0 != "/" && $0 != "\"" }))
      }
    }
    // Calls that set the stage go in unasked; every later one is judged.
    let calls = buckets.count + 3 * policies.count
    let moto = try #require(Tool.find("moto_server"))
    let python = try #require(Tool.find("python"))
    let port = Port.free()
    let server = try moto.start(
      ["-H", "127.0.0.1", "-p", String(port)],
      environment: ["INITIAL_NO_AUTH_ACTION_COUNT": String(calls)])
    defer { server.stop() }
    #expect(await Port.wait { Port.answers(port) })
    let result = try python.run([
      Repository.path("Tests/Oracles/bucket_policy_check.py"), "http://127.0.0.1:\(port)",
      Repository.path(path),
    ])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("calls: \(calls)\n") && result.output.contains(" 0 surprises"))
  }
}
