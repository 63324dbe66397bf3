import Diagnostics
import ProxySyntax

/// Rules over HAProxy's configuration.
enum HAProxyTable {
  private static let node = "# lb/lb1/haproxy.cfg\n"

  static let rules: [TreeRule] = sites + checks + transport

  private typealias Check = @Sendable (GitOpsTree, inout TreeFindings) -> Void

  /// Reports every line of a configuration that `isFault` names.
  private static func each(
    _ message: String, help: String, _ isFault: @escaping @Sendable ([String]) -> Bool
  ) -> Check {
    { tree, findings in
      for (file, configuration) in tree.haproxy {
        for section in configuration.sections {
          for line in section.lines where isFault(line.words) {
            findings.report(file, at: line.span ?? section.span, message, help: help)
          }
        }
      }
    }
  }

  /// The backends that frontends send users to.
  private static func reached(_ configuration: HAProxyConfiguration) -> [HAProxySection] {
    let names = configuration.sections.flatMap(\.lines).compactMap { line in
      ["default_backend", "use_backend"].contains(line.words.first)
        ? line.words.dropFirst().first : nil
    }
    return configuration.sections.filter {
      if case .backend(let name) = $0.kind { names.contains(name) } else { false }
    }
  }

  /// Whether `value` follows `key` directly.
  private static func has(_ words: [String], _ key: String, _ values: String...) -> Bool {
    zip(words, words.dropFirst()).contains { $0 == key && values.contains($1) }
  }

  private static let sites: [TreeRule] = [
    TreeRule(
      code: 801, name: "open-sites", .error, catalogue: ["LB-001"],
      summary:
        "A load balancer sends users to several sites, or its nodes send them to different sites.",
      why: "All traffic must go to the active site: the database of any other site is read-only.",
      bad: [
        node
          + "- server dc2 10.2.0.20:443 check\n+ server dc2 10.2.0.20:443 allowed\n- default_backend be_site_dc1\n+ default_backend be_site_dc1\n    use_backend mon_site_dc2 if TRUE"
      ],
      check: { tree, findings in
        var open: Set<String> = []
        var last: TreeFile?
        for (file, configuration) in tree.haproxy {
          let servers = reached(configuration).flatMap(\.lines).filter {
            $0.words.first == "server" && !$0.words.contains("disabled")
          }
          open.formUnion(servers.compactMap { $0.words.dropFirst().first })
          last = file
          if servers.count > 1 {
            findings.report(
              file, at: servers[1].span, "users are sent to \(servers.count) sites",
              help: "leave one site open and mark the others `disabled`")
          }
        }
        if open.count > 1, let last {
          findings.report(
            last, "load balancer nodes send users to different sites",
            help: "open the same site on every node")
        }
      }),
    TreeRule(
      code: 802, name: "backup-server", .error, catalogue: ["LB-002"],
      summary: "A server is the backup of another server.",
      why: "That is an automatic failover between sites.",
      bad: [
        node
          + "- on-marked-down shutdown-sessions disabled\n+ on-marked-down shutdown-sessions backup"
      ],
      check: each(
        "`backup` makes the site take over automatically", help: "remove `backup`"
      ) {
        (["server", "default-server"].contains($0.first) && $0.contains("backup"))
          || $0.contains("allbackups")
      }),
    TreeRule(
      code: 803, name: "zero-weight", .error, catalogue: ["LB-003"],
      summary: "A site is closed by a weight of zero.",
      why: "Existing sessions continue on the site.",
      bad: [
        node
          + "- on-marked-down shutdown-sessions disabled\n+ on-marked-down shutdown-sessions weight 0"
      ],
      check: each("a weight of 0 does not close the site", help: "use `disabled`") {
        has($0, "weight", "0")
      }),
    TreeRule(
      code: 810, name: "remembered-state", .error, catalogue: ["LB-010"],
      summary: "Server state survives a reload.",
      why: "The remembered state can reopen a site that the configuration closes.",
      bad: [node + "- global\n+ global\n    server-state-file /var/lib/haproxy/state"],
      check: each(
        "the saved state overrides the configuration", help: "remove the directive"
      ) {
        $0.first == "server-state-file" || $0.first == "load-server-state-from-file"
      }),
  ]

  private static let checks: [TreeRule] = [
    TreeRule(
      code: 811, name: "wrong-check", .error, catalogue: ["LB-011"],
      summary: "A site's health check does not request its status page.",
      why: "Infisical has one endpoint for health checks, which answers 200.",
      bad: [node + "- expect status 200\n+ expect status 200-399"],
      check: { tree, findings in
        for (file, configuration) in tree.haproxy {
          for backend in reached(configuration) {
            let checks = backend.lines.map(\.words).filter { $0.first == "http-check" }
            let isRight =
              checks.contains { $0.contains("/api/status") && $0.contains("GET") }
              && checks.contains(["http-check", "expect", "status", "200"])
            if !isRight {
              findings.report(
                file, at: backend.span, "the backend has another health check",
                help: "check `GET /api/status` and expect status 200")
            }
          }
        }
      }),
    TreeRule(
      code: 812, name: "unverified-check", .warning, catalogue: ["LB-012"],
      summary: "A site is checked without verifying its certificate.",
      why: "Another server could answer in its place.",
      bad: [node + "- verify required\n+ verify none"],
      check: each(
        "the certificate is not verified", help: "set `verify required` and the host's name"
      ) { words in
        guard words.first == "server" else { return false }
        let isTLS = words.contains("ssl") || words.contains("check-ssl")
        let isNamed = words.contains("sni") || words.contains("check-sni")
        return isTLS && (!isNamed || has(words, "verify", "none"))
      }),
    TreeRule(
      code: 815, name: "admin-over-tcp", .error, catalogue: ["LB-014"],
      summary: "The admin socket is open to other users.",
      why: "Anyone who can reach it can open and close sites.",
      bad: [node + "- mode 660 level admin\n+ mode 666 level admin"],
      check: each(
        "other users can administer the node", help: "use a UNIX socket with mode 660"
      ) { words in
        guard words.count > 2, words[0] == "stats", words[1] == "socket", words.contains("admin")
        else { return false }
        let mode = zip(words, words.dropFirst()).first { $0.0 == "mode" }?.1
        return !words[2].hasPrefix("/") || mode?.last != "0"
      }),
    TreeRule(
      code: 819, name: "no-timeouts", .warning, catalogue: ["LB-019"],
      summary: "The client, server or connect timeout is missing.",
      why: "Dead connections are never closed.",
      bad: [node + "- timeout connect 5s\n+ retries 3"],
      check: { tree, findings in
        for (file, configuration) in tree.haproxy {
          let lines = configuration.sections.flatMap(\.lines).map(\.words)
          let defaults = configuration.sections.first { $0.kind == .defaults }
          for name in ["client", "server", "connect"]
          where !lines.contains(where: { $0.starts(with: ["timeout", name]) }) {
            findings.report(
              file, at: defaults?.span, "`timeout \(name)` is missing",
              help: "set it in `defaults`")
          }
        }
      }),
  ]

  private static let transport: [TreeRule] = [
    TreeRule(
      code: 818, name: "headers-in-tcp", .error, catalogue: ["LB-018"],
      summary: "A section in TCP mode uses HTTP directives.",
      why: "HAProxy sees only bytes in TCP mode: it ignores or rejects these directives.",
      bad: [
        node
          + "- tcp-request content reject\n+ tcp-request content reject\n    http-request set-header X-A b"
      ],
      check: { tree, findings in
        for (file, configuration) in tree.haproxy {
          let defaults = configuration.sections.first { $0.kind == .defaults }
          func mode(_ section: HAProxySection?) -> String? {
            section?.lines.first { $0.words.first == "mode" }?.words.last
          }
          for section in configuration.sections {
            switch section.kind {
            case .frontend, .backend, .listen: break
            default: continue
            }
            guard mode(section) ?? mode(defaults) == "tcp",
              let line = section.lines.first(where: {
                ["http-request", "http-response"].contains($0.words.first)
                  || $0.words.contains("forwardfor")
              })
            else { continue }
            findings.report(
              file, at: line.span ?? section.span, "an HTTP directive in TCP mode",
              help: "choose another `globalLB.tls`, or remove the directive")
          }
        }
      }),
    TreeRule(
      code: 820, name: "old-tls", .warning, catalogue: ["LB-020"],
      summary: "TLS older than 1.2 is accepted.", why: "Older versions are broken.",
      bad: [node + "- ssl-min-ver TLSv1.2\n+ ssl-min-ver TLSv1.0"],
      check: each("TLS older than 1.2 is accepted", help: "set `ssl-min-ver TLSv1.2`") { words in
        words.contains("force-tlsv10") || words.contains("force-tlsv11")
          || has(words, "ssl-min-ver", "SSLv3", "TLSv1.0", "TLSv1.1")
      }),
    TreeRule(
      code: 823, name: "uneven-limits", .warning, catalogue: ["LB-023"],
      summary: "A rate limit counts separately on each of several nodes.",
      why: "The effective limit is a multiple of the configured one.",
      bad: [
        node
          + "- tcp-request inspect-delay 5s\n+ tcp-request inspect-delay 5s\n    stick-table type ipv6 size 100k expire 30s store http_req_rate(10s)"
      ],
      check: each("the stick table is not shared between nodes", help: "add `peers`") {
        $0.first == "stick-table" && !$0.contains("peers")
      }),
  ]
}
