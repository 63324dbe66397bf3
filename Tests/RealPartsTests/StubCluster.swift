import Foundation
import Runbooks
import TestSupport

/// Programs on the search path that answer from recorded states, as the commands of a script ask them.
struct StubCluster {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("", to: "bin/.keep")
    for name in ["kubectl", "curl", "openssl", "ssh"] {
      // Links to one committed file: a program that was just written may still be open for writing in
      // a process that another test starts.
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("bin/\(name)"),
        withDestinationPath: Repository.path("Tests/Oracles/stub_program.sh"))
    }
  }

  /// Runs shell code that uses the library, with answers by the commands that ask for them.
  func evaluate(
    _ code: String, _ answers: [(String, Answer)], in tree: String,
    environment: [String: String] = [:]
  ) throws -> Tool.Result {
    try write(answers)
    let bash = try Self.bash()
    return try bash.run(
      ["-c", "source runbooks/lib.sh; \(code)"],
      environment: programs.merging(environment) { $1 }, folder: tree)
  }

  /// What a program does.
  enum Answer {
    case text(String)
    /// It ends with a status, and says nothing.
    case status(Int)
  }

  /// Runs every check of a script in a world where the programs answer nothing that was recorded.
  func run(_ script: String, world: String, in tree: String) throws -> Tool.Result {
    try write([])
    let bash = try Self.bash()
    return try bash.run(
      [script, "all"], environment: programs.merging(["WORLD": world]) { $1 }, folder: tree)
  }

  private var restoreSource: String { Self.restoreSource }
  private static let restoreSource = "redis/dc1-e1/2026/11/21/dump-20261121T090000Z.rdb.gz"

  private static func bash() throws -> Tool {
    guard let bash = Tool.find("bash") else { throw CocoaError(.fileNoSuchFile) }
    return bash
  }

  private var programs: [String: String] {
    [
      "PATH": "\(folder.path("bin")):\(Tool.searchPath)", "ANSWERS": folder.path("answers"),
      "STAMP": "20261121", "LSN": "0/3000060",
      "REDIS_BACKUP": restoreSource,
    ]
  }

  private func write(_ answers: [(String, Answer)]) throws {
    let table = answers.map { command, answer in
      switch answer {
      case .text(let text): "\(command)\t\(Data(text.utf8).base64EncodedString())"
      case .status(let status): "\(command)\t!\(status)"
      }
    }
    try folder.write(table.joined(separator: "\n") + "\n", to: "answers")
  }

  /// Runs one step of a script in a state where every check `passes`, or fails; with `isElsewhere` in a
  /// healthy world in which the other site serves users.
  func run(
    _ script: String, step: String, _ checks: [RunbookCheck], passes: Bool,
    isElsewhere: Bool = false, in tree: String
  ) throws -> Tool.Result {
    var rows: [(String, String)] = []
    for check in checks {
      rows += (isElsewhere ? Self.elsewhere(check) : nil) ?? Self.answers(check, passes)
    }
    // Secrets: the same value in every site, or one that differs.
    for (key, value) in Self.secrets {
      for site in ["dc1", "dc2"] {
        let plain = passes || site == "dc1" ? value : String(value.reversed())
        let encoded = Data(plain.utf8).base64EncodedString()
        rows.append(("--context \(site) -n infisical get secret \(key)", encoded))
      }
    }
    try write(rows.map { ($0.0, .text($0.1)) })
    return try Self.bash().run([script, step], environment: programs, folder: tree)
  }

  /// Names with options, as the script asks for them, and values of the right form.
  private static let secrets: [(String, String)] =
    [
      (
        "infisical-secrets --ignore-not-found -o jsonpath={.data.ENCRYPTION_KEY}",
        "0123456789abcdef0123456789abcdef"
      ),
      (
        "infisical-secrets --ignore-not-found -o jsonpath={.data.AUTH_SECRET}",
        "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="
      ),
      ("infisical-db-app --ignore-not-found -o jsonpath={.data.username}", "infisical"),
      ("infisical-db-app --ignore-not-found -o jsonpath={.data.password}", "correct-horse"),
      ("redis-auth --ignore-not-found -o jsonpath={.data.password}", "battery-staple"),
    ]
    + ["dc1", "dc2"].flatMap { site in
      ["pg", "redis"].map {
        (
          "s3-\($0)-\(site)-rw --ignore-not-found -o jsonpath={.data.ACCESS_KEY_ID}",
          "\($0)-\(site)"
        )
      }
    }

  /// What programs say so that the check holds, or does not.
  private static func answers(_ check: RunbookCheck, _ passes: Bool) -> [(String, String)] {
    let value = sample(check.predicate, passes)
    let words = check.command.words.map {
      $0.replacingOccurrences(of: "$STAMP", with: "20261121")
        .replacingOccurrences(of: "$LSN", with: "0/3000060")
        .replacingOccurrences(of: "$REDIS_BACKUP", with: restoreSource)
    }
    let pod = ("cnpg.io/instanceRole=primary", "pod-1")
    switch words[0] {
    case "kubectl": return [(words.joined(separator: " "), value)]
    case "sql":
      return [
        pod,
        (
          context(words)
            + " exec pod-1 -c postgres -- env PGOPTIONS=-c default_transaction_read_only=on psql -U postgres -d postgres -AtXq -c \(words[4])",
          value
        ),
      ]
    case "redis_origin":
      return [("exec \(words[3]) -c redis -- cat /data/.restored", passes ? restoreSource : value)]
    case "redis_missing":
      // 40 of the keys may have expired, and have; another restore loaded nothing.
      return [
        ("exec \(words[3]) -c redis -- cat /data/.keys-restored", "204 40\n"),
        ("dbsize", passes ? "164\n" : "0\n"),
      ]
    case "disk": return [pod, ("df --output=pcent \(words[4])", "Use%\n \(value)%\n")]
    case "skew":
      let now = Int(Date().timeIntervalSince1970) + (passes ? 0 : 90)
      return [pod, ("extract(epoch FROM now())::bigint", "\(now)")]
    case "lag":
      return [
        pod, ("SELECT pg_current_wal_lsn()", passes ? "0/3000060" : "F/3000060"),
        ("SELECT pg_last_wal_replay_lsn()", "0/3000060"),
      ]
    case "status", "proxied": return [("--resolve \(words[1]):\(words[2]):\(words[3])", value)]
    case "answering":
      return [
        (
          "-D - --max-time 10 --resolve \(words[1]):\(words[2]):\(words[3])",
          "HTTP/2 200\r\nx-infisical-site: \(value)\r\n"
        )
      ]
    case "certificate":
      return [
        ("s_client -connect \(words[3]):\(words[2])", passes ? certificate : otherCertificate),
        (
          "get secret \(words[6]) -o jsonpath={.data.tls\\.crt}",
          Data(certificate.utf8).base64EncodedString()
        ),
      ]
    case "haproxy_closed":
      return [("ConnectTimeout=10 \(words[2]) printf", states(words.dropFirst(4), isOpen: !passes))]
    case "fenced":
      return [
        ("get --raw /readyz", "ok"),
        (
          context(words) + " get clusters.postgresql.cnpg.io \(words[3])",
          passes ? "True  ready=0" : "False  ready=3"
        ),
      ]
    case "writes": return [pod, (context(words) + " exec pod-1", passes ? "t" : "f")]
    default: return []
    }
  }

  /// What programs say when all is well, but the other of two sites has the active role; nil where that
  /// makes no difference.
  static func elsewhere(_ check: RunbookCheck) -> [(String, String)]? {
    let words = check.command.words
    switch (words[0], check.predicate) {
    case ("sql", .equals(let role)) where words[4] == "SELECT pg_is_in_recovery()":
      return [
        ("\(context(words)) get pods -l cnpg.io/cluster=\(words[3])", "pod-\(words[1])"),
        ("exec pod-\(words[1]) -c postgres", role == "t" ? "f" : "t"),
      ]
    case ("answering", .equals(let site)):
      return [
        (
          "-D - --max-time 10 --resolve \(words[1]):\(words[2]):\(words[3])",
          "HTTP/2 200\r\nx-infisical-site: \(other(site))\r\n"
        )
      ]
    case ("haproxy_closed", _):
      return [
        (
          "ConnectTimeout=10 \(words[2]) printf",
          states(words.dropFirst(4).reversed(), isOpen: true)
        )
      ]
    case ("kubectl", .equals(let name))
    where words.contains { $0.contains(".spec.replica.primary") }:
      return [(words.joined(separator: " "), other(name))]
    default: return nil
    }
  }

  /// The name with the other site in it.
  private static func other(_ name: String) -> String {
    name.hasSuffix("1") ? "\(name.dropLast())2" : "\(name.dropLast())1"
  }

  /// What HAProxy says to `show servers state`; every server is in maintenance, or the first is not.
  static func states(_ servers: some Sequence<String>, isOpen: Bool) -> String {
    "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight\n"
      + servers.enumerated().map { position, server in
        let parts = server.split(separator: "/")
        let admin = isOpen && position == 0 ? 0 : 4
        return "\(position + 3) \(parts[0]) 1 \(parts[1]) 10.1.0.20 2 \(admin) 1\n"
      }.joined()
  }

  /// The certificate of the global host, and one that an address may serve as well.
  static let certificate = made(host: "secrets.example.net")
  static let otherCertificate = made(host: "other.example.com")

  private static func made(host: String) -> String {
    let text = try? TestCertificate.request(
      "-keyout", "/dev/null", "-subj", "/CN=test", "-addext", "subjectAltName=DNS:\(host)", "-days",
      "60")
    return text ?? ""
  }

  private static func context(_ words: [String]) -> String {
    "--context \(words[1]) -n \(words[2])"
  }

  private static func sample(_ predicate: RunbookCheck.Predicate, _ passes: Bool) -> String {
    let now = Date()
    func time(_ offset: Int) -> String {
      ISO8601DateFormatter().string(from: now.addingTimeInterval(TimeInterval(offset)))
    }
    switch predicate {
    case .every(let text): return passes ? "\(text) \(text)" : "\(text) other"
    case .equals(let text): return passes ? text : "other"
    case .nonempty: return passes ? "x" : ""
    case .empty: return passes ? "" : "x"
    case .contains(let text): return passes ? "a \(text) b" : "nothing"
    case .lacks(let text): return passes ? "000" : "a \(text) b"
    case .atLeast(let number): return "\(passes ? number : number - 1)"
    case .atMost(let number): return "\(passes ? number : number + 1)"
    case .younger(let seconds): return time(passes ? -60 : -seconds - 60)
    case .ahead(let seconds): return time(passes ? seconds + 60 : 60)
    }
  }
}
