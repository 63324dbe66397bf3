import Foundation
import TestSupport
import Testing
import YAMLSyntax

/// A real S3 API and real Redis servers, driven by what the compiler emitted.
final class RedisWorld {
  static let isAvailable =
    Tool.find("redis-server") != nil && Tool.find("moto_server") != nil && Tool.find("aws") != nil

  static let password = #"p"a\ss #1"#
  let folder: TemporaryFolder
  let storePort = Port.free()
  private let store: RunningTool
  private let job: EmittedObject
  private let server: EmittedObject

  init() async throws {
    folder = try TemporaryFolder()
    let layer = "output/two-sites/sites/dc1/50-redis"
    job = try EmittedObject("\(layer)/cronjob-redis-backup.yaml")
    server = try EmittedObject("\(layer)/statefulset-redis.yaml")
    let moto = try #require(Tool.find("moto_server"))
    store = try moto.start(
      ["-H", "127.0.0.1", "-p", String(storePort)], log: folder.path("moto.log"))
    let port = storePort
    #expect(await Port.wait { Port.answers(port) })
    try s3("create-bucket", "--bucket", "infisical-redis-dc1")
  }

  deinit { store.stop() }

  private var credentials: [String: String] {
    [
      "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
      "AWS_DEFAULT_REGION": "us-east-1",
    ]
  }

  /// One call of the AWS client, as a person would make it.
  @discardableResult
  func s3(_ arguments: String...) throws -> Tool.Result {
    let aws = try #require(Tool.find("aws"))
    let result = try aws.run(
      ["--endpoint-url", "http://127.0.0.1:\(storePort)", "s3api"] + arguments,
      environment: credentials)
    #expect(result.status == 0, "\(arguments): \(result.errors)")
    return result
  }

  /// Puts an object under each key, in one run of a client.
  func put(_ keys: [String]) throws {
    let python = try #require(Tool.find("python"))
    let script = """
      import boto3, sys
      client = boto3.client("s3", endpoint_url=sys.argv[1])
      for key in sys.argv[2:]:
          client.put_object(Bucket="infisical-redis-dc1", Key=key, Body=b"x")
      """
    let result = try python.run(
      ["-c", script, "http://127.0.0.1:\(storePort)"] + keys, environment: credentials)
    #expect(result.status == 0, "\(result.errors)")
  }

  /// All keys in the bucket, sorted.
  func keys() throws -> [String] {
    let result = try s3(
      "list-objects-v2", "--bucket", "infisical-redis-dc1", "--query", "Contents[].Key", "--output",
      "text")
    return result.output.split(whereSeparator: \.isWhitespace).map(String.init).filter {
      $0 != "None"
    }
    .sorted()
  }

  /// Runs an emitted script unchanged; `environment` stands for the Secrets and for the paths that
  /// a pod would mount.
  func run(
    _ name: String, of object: EmittedObject, _ environment: [String: String]
  ) throws -> Tool.Result {
    let container = try #require(object.container(name))
    let shell = try #require(Tool.find("sh"))
    var variables = container.environment.merging(environment) { $1 }
    variables["PATH"] = Tool.searchPath
    variables["HOME"] = folder.root
    let script = try #require(container.script)
    return try shell.run(["-c", script], environment: variables)
  }

  // MARK: Backup

  func dump(from port: Int, work: String) throws -> Tool.Result {
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    return try run(
      "dump", of: job,
      [
        "WORK_DIR": work, "REDIS_HOST": "127.0.0.1", "REDIS_PORT": String(port),
        "REDISCLI_AUTH": Self.password,
      ])
  }

  func upload(work: String, _ environment: [String: String] = [:]) throws -> Tool.Result {
    let access = [
      "WORK_DIR": work, "S3_ENDPOINT": "http://127.0.0.1:\(storePort)", "S3_ACCESS_KEY_ID": "test",
      "S3_SECRET_ACCESS_KEY": "test",
    ]
    return try run("upload", of: job, access.merging(environment) { $1 })
  }

  // MARK: Servers

  /// Starts a server with the emitted script and configuration on a data folder of its own.
  func startServer(_ name: String) async throws -> (port: Int, process: RunningTool) {
    let port = Port.free()
    let configuration = try EmittedObject(
      "output/two-sites/sites/dc1/50-redis/configmap-redis-conf.yaml")
    let emitted = configuration.root["data"]?["redis.conf"]?.scalar?.text
    let text = try #require(emitted)
      .replacingOccurrences(of: "/run/redis", with: folder.path("\(name)/auth"))
      .replacingOccurrences(of: "dir /data", with: "dir \(folder.path("\(name)/data"))")
      .replacingOccurrences(of: "port 6379", with: "port \(port)")
    try folder.write(text, to: "\(name)/conf/redis.conf")
    for part in ["auth", "data"] {
      try FileManager.default.createDirectory(
        atPath: folder.path("\(name)/\(part)"), withIntermediateDirectories: true)
    }
    let container = server.container("redis")
    let script = try #require(container?.script)
    let shell = try #require(Tool.find("sh"))
    let process = try shell.start(
      ["-c", script],
      environment: [
        "REDIS_PASSWORD": Self.password, "AUTH_DIR": folder.path("\(name)/auth"),
        "CONF_DIR": folder.path("\(name)/conf"),
      ], log: folder.path("\(name)/log"))
    let log = folder.path("\(name)/log")
    let isUp = await Port.wait { Port.answers(port) }
    #expect(isUp, "\((try? String(contentsOfFile: log, encoding: .utf8)) ?? "")")
    return (port, process)
  }

  /// Runs the emitted restore before a server of this name starts.
  func restore(_ id: String, into name: String) throws -> [Tool.Result] {
    let data = folder.path("\(name)/data")
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    let access = [
      "RESTORE_ID": id, "DATA_DIR": data,
      "FROM_DC1_S3_ENDPOINT": "http://127.0.0.1:\(storePort)", "FROM_DC1_S3_ACCESS_KEY_ID": "test",
      "FROM_DC1_S3_SECRET_ACCESS_KEY": "test",
    ]
    let fetched = try run("restore-fetch", of: server, access)
    guard fetched.status == 0 else { return [fetched] }
    return [fetched, try run("restore-load", of: server, access)]
  }

  func redis(_ port: Int, _ arguments: String...) throws -> String {
    let client = try #require(Tool.find("redis-cli"))
    let result = try client.run(
      ["-p", String(port)] + arguments, environment: ["REDISCLI_AUTH": Self.password])
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// A digest of every key and value.
  func digest(_ port: Int) throws -> String {
    let script = """
      local keys = redis.call('KEYS', '*')
      table.sort(keys)
      local all = {}
      for _, key in ipairs(keys) do all[#all + 1] = key .. redis.call('DUMP', key) end
      return #keys .. ' ' .. redis.sha1hex(table.concat(all))
      """
    return try redis(port, "EVAL", script, "0")
  }
}
