import Diagnostics

/// Rules over NGINX, keepalived and the runbooks' use of load balancers.
enum BalancerTable {
  private static let nginx = "# lb/lb1/nginx.conf\n"

  static let rules: [OutputRule] = [
    OutputRule(
      809, "flapping-address", .warning, "LB-009",
      "A shared address moves back by itself, or whatever the load balancer does.",
      "Users are cut off twice, or sent to a node that does not work.",
      bad: [
        "# lb/lb1/keepalived.conf\nvrrp_instance a {\n    state MASTER\n    interface eth0\n}\n"
      ],
      check: { tree, findings in
        for (path, lines) in tree.configurations("keepalived.conf") {
          let words = Set(lines.compactMap(\.first))
          guard words.contains("vrrp_instance") else { continue }
          for word in ["track_script", "nopreempt"] where !words.contains(Substring(word)) {
            findings.report(path, nil, "\(word) is missing", "add it")
          }
        }
      }),
    OutputRule(
      816, "replayed-write", .error, "LB-016",
      "NGINX sends a request again, or knows several sites.",
      "A write that was done is done twice, or in two sites.",
      bad: [
        nginx
          + "http {\n    server {\n        proxy_next_upstream error timeout non_idempotent;\n    }\n}\n"
      ],
      check: { tree, findings in
        for (path, lines) in tree.configurations("nginx.conf") {
          var servers = 0
          var isUpstream = false
          for line in lines {
            if line.contains("non_idempotent") {
              findings.report(path, nil, "writes would be sent again", "proxy_next_upstream off")
            }
            if line.first == "upstream" {
              isUpstream = true
              servers = 0
            } else if line.first == "}" {
              isUpstream = false
            } else if isUpstream, line.first == "server", !line.contains("down") {
              servers += 1
              if servers > 1 {
                findings.report(path, nil, "several sites in one upstream", "one site")
              }
            }
          }
        }
      }),
    OutputRule(
      829, "commercial-check", .warning, "LB-015",
      "An active check of NGINX's commercial edition.", "The open one does not start with it.",
      bad: [nginx + "stream {\n    server {\n        health_check;\n    }\n}\n"],
      check: { tree, findings in
        for (path, lines) in tree.configurations("nginx.conf")
        where lines.contains(where: { $0.first == "health_check" }) {
          findings.report(path, nil, "health_check is commercial", "probe from outside")
        }
      }),
    OutputRule(
      817, "missing-preread", .warning, "LB-017",
      "NGINX reads the name in a TLS greeting, and loads no module for it.",
      "It is not built in by default.",
      bad: [nginx + "stream {\n    server {\n        ssl_preread on;\n    }\n}\n"],
      check: { tree, findings in
        for (path, lines) in tree.configurations("nginx.conf")
        where lines.contains(where: { $0.first == "ssl_preread" })
          && !lines.contains(where: {
            $0.first == "load_module" || $0.contains("/etc/nginx/modules-enabled/*.conf")
          })
        {
          findings.report(path, nil, "ssl_preread needs a module", "load it")
        }
      }),
    OutputRule(
      830, "replayed-tls", .warning, "LB-020", "NGINX accepts TLS older than 1.2.", "It is broken.",
      bad: [nginx + "http {\n    server {\n        ssl_protocols TLSv1 TLSv1.2;\n    }\n}\n"],
      check: { tree, findings in
        for (path, lines) in tree.configurations("nginx.conf") {
          for line in lines
          where line.first == "ssl_protocols"
            && (line.contains("TLSv1") || line.contains("TLSv1.1"))
          {
            findings.report(path, nil, "old TLS is accepted", "TLSv1.2 and TLSv1.3")
          }
        }
      }),
    OutputRule(
      826, "runtime-without-configuration", .note, "LB-026",
      "A runbook closes a site by the runtime API, and does not deploy the configuration.",
      "The next reload opens the site again.",
      bad: ["# runbooks/own.md\n## S2. Close\n\nset server be_site_dc1/dc1 state maint\n"],
      check: { tree, findings in
        for file in tree.files {
          guard case .lines(let lines) = file.content, file.path.hasPrefix("runbooks/"),
            file.path.hasSuffix(".md")
          else { continue }
          let closes = lines.contains { $0.contains("set server ") && $0.contains("state maint") }
          let deploys = lines.contains { $0.contains("haproxy.cfg") || $0.contains("dc-return") }
          if closes, !deploys, !file.path.contains("split-brain"), !file.path.contains("dc-return")
          {
            findings.report(
              file.path, nil, "the configuration is not deployed", "deploy it in the same step")
          }
        }
      }),
  ]
}
