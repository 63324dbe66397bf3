import Foundation
import TestSupport
import Testing
import YAMLSyntax

/// The emitted preparation of a store, against a real S3 API.
@Suite(
  "Preparation of stores",
  .enabled(
    if: Tool.find("moto_server") != nil && Tool.find("aws") != nil, "moto_server or aws is absent"))
struct BucketScriptTests {
  private static let credentials = [
    "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1",
    "PATH": Tool.searchPath,
  ]

  /// What the ConfigMap of a Job holds, as files.
  private func scripts(_ path: String, in folder: TemporaryFolder) throws {
    let data = try #require(ParsedText(try GoldenTree.bytes(path)).root?["data"]?.entries)
    for entry in data {
      try folder.write(
        try #require(entry.value.scalar?.text), to: try #require(entry.key.scalar?.text))
    }
  }

  @Test(
    "buckets, versions, encryption, lifecycle and the buckets of copies are made, twice the same")
  func buckets() async throws {
    let folder = try TemporaryFolder()
    try scripts("argocd-minio/sites/dc1/20-minio/configmap-s3-dc1-bootstrap.yaml", in: folder)
    let moto = try #require(Tool.find("moto_server"))
    let aws = try #require(Tool.find("aws"))
    let shell = try #require(Tool.find("sh"))
    let port = Port.free()
    let server = try moto.start(["-H", "127.0.0.1", "-p", String(port)])
    defer { server.stop() }
    #expect(await Port.wait { Port.answers(port) })
    let endpoint = "http://127.0.0.1:\(port)"
    func s3(_ arguments: String...) throws -> String {
      let result = try aws.run(
        ["--endpoint-url", endpoint, "s3api"] + arguments, environment: Self.credentials)
      #expect(result.status == 0, "\(arguments): \(result.errors)")
      return result.output
    }
    for _ in 1...2 {
      let result = try shell.run(
        [folder.path("buckets.sh")],
        environment: Self.credentials.merging(
          ["S3_ENDPOINT": endpoint, "RULES": folder.root, "HOME": folder.root]) { $1 })
      #expect(result.status == 0, "\(result.output)\(result.errors)")
    }
    let own = "infisical-pg-dc1"
    #expect(try s3("get-bucket-versioning", "--bucket", own).contains("Enabled"))
    #expect(try s3("get-bucket-encryption", "--bucket", own).contains("AES256"))
    let rules = try s3("get-bucket-lifecycle-configuration", "--bucket", own)
    #expect(rules.contains("\"NoncurrentDays\": 37") && rules.contains("ExpiredObjectDeleteMarker"))
    // s3-dc2 is mirrored here by a job that never deletes: the copies end by themselves.
    let copies = try s3("get-bucket-lifecycle-configuration", "--bucket", "infisical-pg-dc2")
    #expect(copies.contains("\"Days\": 67"))
    #expect(try s3("get-bucket-versioning", "--bucket", "infisical-pg-dc2").contains("Enabled"))
  }

  @Test("every Secret that a MinIO and its Jobs read is on the list of its site, in its namespace")
  func secrets() throws {
    for site in ["dc1", "dc2"] {
      let list = String(
        decoding: try GoldenTree.bytes("argocd-minio/secrets/\(site)/README.md"), as: UTF8.self)
      let folder = "argocd-minio/sites/\(site)/20-minio"
      for path in try GoldenTree.paths("argocd-minio")
      where path.hasPrefix("sites/\(site)/20-minio/") {
        let text = String(decoding: try GoldenTree.bytes("argocd-minio/\(path)"), as: UTF8.self)
        guard path.contains("job") || path.contains("statefulset") || path.contains("tenant") else {
          continue
        }
        let names = text.matches(of: /(?:secretName|secretKeyRef:\n\s+name): (\S+)/).map {
          String($0.output.1)
        }
        #expect(!names.isEmpty, "\(folder) \(path)")
        for name in Set(names) {
          #expect(list.contains("| `\(name)` | `minio` |"), "\(name) of \(path)")
        }
      }
    }
  }
}
