import Diagnostics
import YAMLSyntax

/// Rules over HAProxy's configuration.
enum HAProxyTable {
  private static let node = "# lb/lb1/haproxy.cfg\n"

  static let rules: [OutputRule] = sites + checks + transport

  /// Reports every line of a configuration that `isFault` names.
  private static func each(
    _ message: String, _ help: String, _ isFault: @escaping @Sendable ([Substring]) -> Bool
  ) -> @Sendable (OutputTree, inout OutputFindings) -> Void {
    { tree, findings in
      for (path, lines) in tree.configurations("haproxy.cfg") {
        for (number, line) in lines.enumerated()
        where line.first?.hasPrefix("#") != true && isFault(line) {
          findings.report("\(path):\(number + 1)", nil, message, help)
        }
      }
    }
  }

  /// The sections of a configuration: their first line, and what follows it.
  private static func sections(_ lines: [[Substring]]) -> [(head: [Substring], body: [[Substring]])]
  {
    let words: Set<Substring> = [
      "global", "defaults", "frontend", "backend", "listen", "resolvers", "peers",
    ]
    var result: [(head: [Substring], body: [[Substring]])] = []
    for line in lines where !line.isEmpty && line[0].first != "#" {
      if words.contains(line[0]) {
        result.append((line, []))
      } else if !result.isEmpty {
        result[result.count - 1].body.append(line)
      }
    }
    return result
  }

  /// Names of the backends that frontends lead to.
  private static func reached(_ lines: [[Substring]]) -> Set<Substring> {
    Set(
      lines.filter { ["default_backend", "use_backend"].contains($0.first) }.compactMap {
        $0.dropFirst().first
      })
  }

  private static let sites: [OutputRule] = [
    OutputRule(
      801, "open-sites", .error, "LB-001",
      "A load balancer sends users to several sites, or its nodes to different ones.",
      "All traffic goes to the active site: anywhere else it meets a database that is read-only.",
      bad: [
        node
          + "- server dc2 10.2.0.20:443 check\n+ server dc2 10.2.0.20:443 allowed\n- default_backend be_site_dc1\n+ default_backend be_site_dc1\n    use_backend mon_site_dc2 if TRUE"
      ],
      check: { tree, findings in
        var open: Set<Substring> = []
        for (path, lines) in tree.configurations("haproxy.cfg") {
          let reached = reached(lines)
          let servers = sections(lines).filter {
            $0.head.count > 1 && $0.head[0] == "backend" && reached.contains($0.head[1])
          }
          .flatMap(\.body).filter { $0.first == "server" && !$0.contains("disabled") }
          .compactMap { $0.dropFirst().first }
          open.formUnion(servers)
          if servers.count > 1 {
            findings.report(path, nil, "users are sent to \(servers.count) sites", "one site")
          }
        }
        if open.count > 1 {
          findings.report("lb", nil, "nodes send users to different sites", "one site")
        }
      }),
    OutputRule(
      802, "backup-server", .error, "LB-002", "A server is the backup of another.",
      "That is an automatic failover between sites.",
      bad: [
        node
          + "- on-marked-down shutdown-sessions disabled\n+ on-marked-down shutdown-sessions backup"
      ],
      check: each("the site would take over by itself", "leave `backup` out") {
        (["server", "default-server"].contains($0.first) && $0.contains("backup"))
          || $0.contains("allbackups")
      }),
    OutputRule(
      803, "zero-weight", .error, "LB-003", "A site is closed by a weight of zero.",
      "Sessions that are there go on.",
      bad: [
        node
          + "- on-marked-down shutdown-sessions disabled\n+ on-marked-down shutdown-sessions weight 0"
      ],
      check: each("weight 0 is not closed", "use `disabled`") { line in
        zip(line, line.dropFirst()).contains { $0 == "weight" && $1 == "0" }
      }),
    OutputRule(
      810, "remembered-state", .error, "LB-010", "The state of servers survives a reload.",
      "A site that the configuration closes is opened again by what was remembered.",
      bad: [node + "- global\n+ global\n    server-state-file /var/lib/haproxy/state"],
      check: each("old state would win over the configuration", "leave it out") {
        $0.first == "server-state-file" || $0.first == "load-server-state-from-file"
      }),
  ]

  private static let checks: [OutputRule] = [
    OutputRule(
      811, "wrong-check", .error, "LB-011",
      "A site is checked by another request than its status page.",
      "Infisical has one endpoint for it, and answers 200.",
      bad: [node + "- expect status 200\n+ expect status 200-399"],
      check: { tree, findings in
        for (path, lines) in tree.configurations("haproxy.cfg") {
          let reached = reached(lines)
          for section in sections(lines)
          where section.head.count > 1 && section.head[0] == "backend"
            && reached.contains(section.head[1])
          {
            let checks = section.body.filter { $0.first == "http-check" }
            let isRight =
              checks.contains { $0.contains("/api/status") && $0.contains("GET") }
              && checks.contains(["http-check", "expect", "status", "200"])
            if !isRight {
              findings.report(
                path, nil, "\(section.head[1]) is checked otherwise", "GET /api/status, 200")
            }
          }
        }
      }),
    OutputRule(
      812, "unverified-check", .warning, "LB-012", "A site is asked without verifying who answers.",
      "Somebody else could answer in its place.",
      bad: [node + "- verify required\n+ verify none"],
      check: each("the certificate is not verified", "verify required, with the host's name") {
        line in
        guard line.first == "server" else { return false }
        let isTLS = line.contains("ssl") || line.contains("check-ssl")
        let isNamed = line.contains("sni") || line.contains("check-sni")
        return isTLS
          && (!isNamed || zip(line, line.dropFirst()).contains { $0 == "verify" && $1 == "none" })
      }),
    OutputRule(
      815, "admin-over-tcp", .error, "LB-014", "The admin socket is open to others.",
      "Whoever reaches it closes and opens sites.",
      bad: [node + "- mode 660 level admin\n+ mode 666 level admin"],
      check: each("others may administer the node", "a file, mode 660") { line in
        guard line.count > 2, line[0] == "stats", line[1] == "socket", line.contains("admin") else {
          return false
        }
        let mode = zip(line, line.dropFirst()).first { $0.0 == "mode" }?.1
        return !line[2].hasPrefix("/") || mode?.last != "0"
      }),
    OutputRule(
      819, "no-timeouts", .warning, "LB-019",
      "A timeout of client, server or connection is missing.",
      "Dead connections stay for ever.",
      bad: [node + "- timeout connect 5s\n+ retries 3"],
      check: { tree, findings in
        for (path, lines) in tree.configurations("haproxy.cfg") {
          let there = Set(lines.filter { $0.first == "timeout" && $0.count > 1 }.map { $0[1] })
          for name in ["client", "server", "connect"] where !there.contains(Substring(name)) {
            findings.report(path, nil, "timeout \(name) is missing", "set it")
          }
        }
      }),
  ]

  private static let transport: [OutputRule] = [
    OutputRule(
      818, "headers-in-tcp", .error, "LB-018", "A TCP frontend touches HTTP.",
      "It sees bytes only: HAProxy ignores or refuses it.",
      bad: [
        node
          + "- tcp-request content reject\n+ tcp-request content reject\n    http-request set-header X-A b"
      ],
      check: { tree, findings in
        for (path, lines) in tree.configurations("haproxy.cfg") {
          let all = sections(lines)
          let fallback = all.first { $0.head.first == "defaults" }?.body.first {
            $0.first == "mode"
          }?.last
          for section in all where ["frontend", "backend"].contains(section.head.first) {
            let mode = section.body.first { $0.first == "mode" }?.last ?? fallback
            guard mode == "tcp",
              section.body.contains(where: {
                ["http-request", "http-response"].contains($0.first) || $0.contains("forwardfor")
              })
            else { continue }
            findings.report(
              path, nil, "\(section.head.joined(separator: " ")) is TCP and touches HTTP",
              "another TLS mode")
          }
        }
      }),
    OutputRule(
      820, "old-tls", .warning, "LB-020", "TLS older than 1.2 is accepted.", "It is broken.",
      bad: [node + "- ssl-min-ver TLSv1.2\n+ ssl-min-ver TLSv1.0"],
      check: each("old TLS is accepted", "TLSv1.2") { line in
        line.contains("force-tlsv10") || line.contains("force-tlsv11")
          || zip(line, line.dropFirst()).contains {
            $0 == "ssl-min-ver" && ["SSLv3", "TLSv1.0", "TLSv1.1"].contains($1)
          }
      }),
    OutputRule(
      823, "uneven-limits", .warning, "LB-023", "A limit by node where there are several.",
      "Each counts for itself: the limit is a multiple of what is written.",
      bad: [
        node
          + "- tcp-request inspect-delay 5s\n+ tcp-request inspect-delay 5s\n    stick-table type ipv6 size 100k expire 30s store http_req_rate(10s)"
      ],
      check: each("the table is not shared", "add `peers`") {
        $0.first == "stick-table" && !$0.contains("peers")
      }),
  ]
}
