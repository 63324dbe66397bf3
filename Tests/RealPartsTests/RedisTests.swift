import Foundation
import TestSupport
import Testing

@Suite(
  "Redis backup and restore",
  .enabled(if: RedisWorld.isAvailable, "redis-server, moto_server or aws is absent"))
struct RedisTests {
  private func fill(_ world: RedisWorld, _ port: Int) throws {
    for number in 0..<200 { _ = try world.redis(port, "SET", "bull:jobs:\(number)", "v \(number)") }
    _ = try world.redis(port, "HSET", "hash", "a", "1", "b", "2")
    _ = try world.redis(port, "RPUSH", "list", "x", "y", "z")
    _ = try world.redis(port, "ZADD", "zset", "1", "one", "2", "two")
    _ = try world.redis(port, "XADD", "stream", "1-1", "field", "value")
  }

  @Test("what is backed up is read back, restored and has the same keys")
  func roundTrip() async throws {
    let world = try await RedisWorld()
    let source = try await world.startServer("source")
    defer { source.process.stop() }
    #expect(
      try world.redis(source.port, "CONFIG", "GET", "maxmemory-policy").contains("noeviction"))
    try fill(world, source.port)
    let expected = try world.digest(source.port)
    #expect(expected.hasPrefix("204 "))

    let work = world.folder.path("work")
    let dumped = try world.dump(from: source.port, work: work)
    #expect(dumped.status == 0, "\(dumped.output)\(dumped.errors)")
    let uploaded = try world.upload(work: work)
    #expect(uploaded.status == 0, "\(uploaded.output)\(uploaded.errors)")
    let keys = try world.keys()
    #expect(keys.count == 2)
    let id = try #require(keys.first { $0.hasSuffix(".rdb.gz") })
    #expect(id.hasPrefix("redis/dc1-e1/2"))

    // Read back, as somebody else would.
    try world.s3(
      "get-object", "--bucket", "infisical-redis-dc1", "--key",
      keys.first { $0.hasSuffix(".json") } ?? "", world.folder.path("manifest.json"))
    let manifest = try world.folder.read("manifest.json")
    #expect(manifest.contains(#""keys":204,"#) && manifest.contains(#""site":"dc1""#))
    #expect(manifest.contains(#""image":"infisical/infisical:v0.165.8""#))

    // The target has data of its own, which the restore replaces.
    let before = try await world.startServer("target")
    _ = try world.redis(before.port, "SET", "old", "data")
    before.process.stop()
    for result in try world.restore(id, into: "target") {
      #expect(result.status == 0, "\(result.output)\(result.errors)")
    }
    let target = try await world.startServer("target")
    let isLoaded = try await Port.wait { try world.redis(target.port, "PING") == "PONG" }
    #expect(isLoaded)
    #expect(try world.digest(target.port) == expected)
    #expect(try world.folder.read("target/data/.restored") == id)
    #expect(try world.folder.read("target/data/.keys-restored") == "204 0\n")
    #expect(try world.redis(target.port, "CONFIG", "GET", "appendonly").hasSuffix("yes"))

    // Once restored, a restart keeps what came after, though the request is still there.
    _ = try world.redis(target.port, "SET", "new", "data")
    _ = try world.redis(target.port, "SHUTDOWN")
    target.process.stop()
    for result in try world.restore(id, into: "target") { #expect(result.status == 0) }
    let again = try await world.startServer("target")
    let isBack = try await Port.wait { try world.redis(again.port, "PING") == "PONG" }
    #expect(isBack)
    #expect(try world.redis(again.port, "GET", "new") == "data")

    // When the request was taken back, a new one for the same backup restores it once more.
    _ = try world.redis(again.port, "SHUTDOWN")
    again.process.stop()
    for request in ["", id] {
      for result in try world.restore(request, into: "target") { #expect(result.status == 0) }
    }
    let last = try await world.startServer("target")
    defer { last.process.stop() }
    let isThere = try await Port.wait { try world.redis(last.port, "PING") == "PONG" }
    #expect(isThere)
    #expect(try world.digest(last.port) == expected)
  }

  @Test("an empty start moves the data of before aside, once")
  func empty() async throws {
    let world = try await RedisWorld()
    let before = try await world.startServer("target")
    try fill(world, before.port)
    _ = try world.redis(before.port, "SHUTDOWN")
    before.process.stop()
    let id = "empty:202611270900"
    for result in try world.restore(id, into: "target") {
      #expect(result.status == 0, "\(result.output)\(result.errors)")
    }
    #expect(try world.folder.read("target/data/.restored") == id)
    #expect(try world.folder.read("target/data/.keys-restored") == "0 0\n")
    #expect(
      FileManager.default.fileExists(
        atPath: world.folder.path("target/data/.replaced/appendonlydir")))
    let target = try await world.startServer("target")
    let isUp = try await Port.wait { try world.redis(target.port, "PING") == "PONG" }
    #expect(isUp)
    #expect(try world.redis(target.port, "DBSIZE") == "0")
    _ = try world.redis(target.port, "SET", "new", "data")
    _ = try world.redis(target.port, "SHUTDOWN")
    target.process.stop()
    for result in try world.restore(id, into: "target") { #expect(result.status == 0) }
    let again = try await world.startServer("target")
    defer { again.process.stop() }
    let isBack = try await Port.wait { try world.redis(again.port, "PING") == "PONG" }
    #expect(isBack)
    #expect(try world.redis(again.port, "DBSIZE") == "1")
  }

  @Test("a renewed certificate is served without a restart, also one of another CA")
  func renewed() async throws {
    let world = try await RedisWorld()
    let shell = try #require(Tool.find("sh"))
    let client = try #require(Tool.find("redis-cli"))
    let port = Port.free()
    func renew() throws {
      _ = try TestCertificate.write(to: world.folder)
      for (from, to) in [("cert.pem", "tls.crt"), ("key.pem", "tls.key"), ("cert.pem", "ca.crt")] {
        try world.folder.write(try world.folder.read(from), to: "tls/\(to)")
      }
    }
    func ping() throws -> String {
      try client.run(
        ["-p", String(port), "--tls", "--cacert", world.folder.path("tls/ca.crt"), "PING"],
        environment: ["REDISCLI_AUTH": RedisWorld.password]
      ).output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    try renew()
    let tls = world.folder.path("tls")
    try FileManager.default.createDirectory(
      atPath: world.folder.path("auth"), withIntermediateDirectories: true)
    try world.folder.write(
      """
      include \(world.folder.path("auth"))/auth.conf
      dir \(world.folder.path(""))
      port 0
      tls-port \(port)
      tls-cert-file \(tls)/tls.crt
      tls-key-file \(tls)/tls.key
      tls-ca-cert-file \(tls)/ca.crt
      tls-auth-clients no
      """, to: "conf/redis.conf")
    let server = try EmittedObject("output/two-sites/sites/dc1/50-redis/statefulset-redis.yaml")
    let process = try shell.start(
      ["-c", try #require(server.container("redis")?.script)],
      environment: [
        "REDIS_PASSWORD": RedisWorld.password, "REDISCLI_AUTH": RedisWorld.password,
        "AUTH_DIR": world.folder.path("auth"), "CONF_DIR": world.folder.path("conf"),
        "REDIS_TLS_CA": "\(tls)/ca.crt", "REDIS_PORT": String(port), "RELOAD_INTERVAL": "0.2",
        "PATH": Tool.searchPath,
      ], log: world.folder.path("log"))
    defer { process.stop() }
    let isUp = try await Port.wait { try ping() == "PONG" }
    #expect(isUp, "\((try? world.folder.read("log")) ?? "")")
    try renew()
    let isRenewed = try await Port.wait { try ping() == "PONG" }
    #expect(isRenewed, "\((try? world.folder.read("log")) ?? "")")
    #expect(try world.folder.read("log").contains("reload of the certificate: OK"))
  }

  @Test("a damaged backup is refused, and the data stays")
  func damaged() async throws {
    let world = try await RedisWorld()
    let source = try await world.startServer("source")
    try fill(world, source.port)
    let work = world.folder.path("work")
    #expect(try world.dump(from: source.port, work: work).status == 0)
    #expect(try world.upload(work: work).status == 0)
    _ = try world.redis(source.port, "SHUTDOWN")
    source.process.stop()
    let stored = try world.keys()
    let id = try #require(stored.first { $0.hasSuffix(".rdb.gz") })
    try world.folder.write("damaged", to: "damaged")
    try world.s3(
      "put-object", "--bucket", "infisical-redis-dc1", "--key", id, "--body",
      world.folder.path("damaged"))
    let results = try world.restore(id, into: "source")
    #expect(results.last?.status == 1)
    #expect(results.last?.errors.contains("sha256") == true)
    let again = try await world.startServer("source")
    defer { again.process.stop() }
    let isBack = try await Port.wait { try world.redis(again.port, "PING") == "PONG" }
    #expect(isBack)
    #expect(try world.redis(again.port, "DBSIZE") == "204")
  }

  @Test("a server that cannot be reached fails the backup and uploads nothing")
  func unreachable() async throws {
    let world = try await RedisWorld()
    let result = try world.dump(from: Port.free(), work: world.folder.path("work"))
    #expect(result.status != 0)
    #expect(try world.keys().isEmpty)
  }

  @Test("retention deletes exactly the old backups")
  func retention() async throws {
    let world = try await RedisWorld()
    let prefix = "redis/dc1-e1/"
    func name(_ stamp: String) -> String {
      "\(prefix)\(stamp.prefix(4))/\(stamp.dropFirst(4).prefix(2))/\(stamp.dropFirst(6).prefix(2))/dump-\(stamp)"
    }
    // The new backup is of Sunday, 15 March 2026, 12:00. Three hours, three days, two weeks are kept.
    let kept = [
      "20260315T110500Z",  // second hour
      "20260315T110000Z",  // third in all: always kept
      "20260315T105500Z",  // third hour
      "20260314T230000Z",  // second day
      "20260313T100000Z",  // third day
      "20260308T100000Z",  // second week: Monday the 9th starts the first
    ]
    let old = [
      "20260315T100500Z", "20260315T090000Z", "20260314T100000Z", "20260312T080000Z",
      "20260302T000000Z",
      "20260301T100000Z", "20251231T235959Z",
    ]
    let backups = (kept + old).flatMap { ["\(name($0)).rdb.gz", "\(name($0)).json"] }
    let strangers = [
      "\(prefix)readme.txt", "redis/dc2-e1/2020/01/01/dump-20200101T000000Z.json",
      // An upload under way has no manifest yet.
      "\(name("20260315T115959Z")).rdb.gz",
    ]
    try world.put(backups + strangers + ["\(name("20260310T000000Z")).rdb.gz"])

    try world.folder.write("20260315T120000Z", to: "work/stamp")
    try world.folder.write("{}", to: "work/manifest.json")
    try world.folder.write("new", to: "work/dump.rdb.gz")
    let result = try world.upload(
      work: world.folder.path("work"),
      ["KEEP_HOURLY": "3", "KEEP_DAILY": "3", "KEEP_WEEKLY": "2", "KEEP_MIN": "3"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let expected = (kept + ["20260315T120000Z"]).flatMap {
      ["\(name($0)).rdb.gz", "\(name($0)).json"]
    }
    #expect(try world.keys() == (expected + strangers).sorted())
  }
}
