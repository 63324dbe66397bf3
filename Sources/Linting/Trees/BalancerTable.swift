import Diagnostics
import ProxySyntax
import YAMLSyntax

/// Rules over NGINX, keepalived and the runbooks' use of load balancers.
enum BalancerTable {
  private static let nginx = "# lb/lb1/nginx.conf\n"

  static let rules: [TreeRule] = [
    TreeRule(
      code: 809, name: "flapping-address", .warning, catalogue: ["LB-009"],
      summary: "A virtual address fails back automatically, or ignores the load balancer's health.",
      why: "Users are disconnected twice, or sent to a node that does not work.",
      bad: [
        "# lb/lb1/keepalived.conf\nvrrp_instance a {\n    state MASTER\n    interface eth0\n}\n"
      ],
      check: { tree, findings in
        for (file, configuration) in tree.keepalived {
          for instance in configuration.statements
          where instance.line.words.first == "vrrp_instance" {
            for word in ["track_script", "nopreempt"]
            where instance.block?.contains(where: { $0.line.words.first == word }) != true {
              findings.report(
                file, at: instance.line.span, "`\(word)` is missing", help: "add `\(word)`")
            }
          }
        }
      }),
    TreeRule(
      code: 816, name: "replayed-write", .error, catalogue: ["LB-016"],
      summary: "NGINX retries non-idempotent requests, or an upstream has several sites.",
      why: "A write that succeeded is repeated, or sent to two sites.",
      bad: [
        nginx
          + "http {\n    server {\n        proxy_next_upstream error timeout non_idempotent;\n    }\n}\n"
      ],
      check: { tree, findings in
        each(tree) { file, statement in
          if statement.line.words.contains("non_idempotent") {
            findings.report(
              file, at: statement.line.span, "writes are retried",
              help: "set `proxy_next_upstream off`")
          }
          guard statement.line.words.first == "upstream" else { return }
          let servers = (statement.block ?? []).map(\.line).filter {
            $0.words.first == "server" && !$0.words.contains("down")
          }
          if servers.count > 1 {
            findings.report(
              file, at: servers[1].span, "the upstream has several sites",
              help: "list the active site only")
          }
        }
      }),
    TreeRule(
      code: 829, name: "commercial-check", .warning, catalogue: ["LB-015"],
      summary: "An active health check, which only NGINX Plus has.",
      why: "Open-source NGINX does not start with it.",
      bad: [nginx + "stream {\n    server {\n        health_check;\n    }\n}\n"],
      check: { tree, findings in
        each(tree) { file, statement in
          guard statement.line.words.first == "health_check" else { return }
          findings.report(
            file, at: statement.line.span, "`health_check` needs NGINX Plus",
            help: "probe the site from outside")
        }
      }),
    TreeRule(
      code: 817, name: "missing-preread", .warning, catalogue: ["LB-017"],
      summary: "NGINX uses `ssl_preread` without loading its module.",
      why: "The module is not part of the default build.",
      bad: [nginx + "stream {\n    server {\n        ssl_preread on;\n    }\n}\n"],
      check: { tree, findings in
        for (file, configuration) in tree.nginx {
          let loads = configuration.statements.contains {
            $0.line.words.first == "load_module"
              || $0.line.words.contains("/etc/nginx/modules-enabled/*.conf")
          }
          guard !loads else { continue }
          walk(configuration.statements) { statement in
            guard statement.line.words.first == "ssl_preread" else { return }
            findings.report(
              file, at: statement.line.span, "`ssl_preread` needs a module that is not loaded",
              help: "add `load_module` or include `/etc/nginx/modules-enabled/*.conf`")
          }
        }
      }),
    TreeRule(
      code: 830, name: "replayed-tls", .warning, catalogue: ["LB-020"],
      summary: "NGINX accepts TLS older than 1.2.", why: "Older versions are broken.",
      bad: [nginx + "http {\n    server {\n        ssl_protocols TLSv1 TLSv1.2;\n    }\n}\n"],
      check: { tree, findings in
        each(tree) { file, statement in
          let words = statement.line.words
          guard words.first == "ssl_protocols", words.contains("TLSv1") || words.contains("TLSv1.1")
          else { return }
          findings.report(
            file, at: statement.line.span, "TLS older than 1.2 is accepted",
            help: "set `ssl_protocols TLSv1.2 TLSv1.3`")
        }
      }),
    TreeRule(
      code: 826, name: "runtime-without-configuration", .note, catalogue: ["LB-026"],
      summary:
        "A runbook closes a site through the runtime API but does not deploy the configuration.",
      why: "The next reload opens the site again.",
      bad: ["# runbooks/own.md\n## S2. Close\n\nset server be_site_dc1/dc1 state maint\n"],
      check: { tree, findings in
        // Split brain is closed first and explained later; a returning site is deployed by its runbook.
        let exempt = ["split-brain", "dc-return"]
        for (file, text) in tree.texts where file.path.hasSuffix(".md") {
          guard let line = text.lines(with: "set server ", "state maint").first,
            !text.contains("haproxy.cfg"), !text.contains("dc-return"),
            !exempt.contains(where: file.path.contains)
          else { continue }
          findings.report(
            file, at: text.span(line), "the configuration is not deployed",
            help: "deploy `haproxy.cfg` in the same step")
        }
      }),
  ]

  /// Every statement of every NGINX configuration, those in blocks included.
  private static func each(_ tree: GitOpsTree, _ body: (TreeFile, BraceStatement) -> Void) {
    for (file, configuration) in tree.nginx {
      walk(configuration.statements) { body(file, $0) }
    }
  }

  private static func walk(_ statements: [BraceStatement], _ body: (BraceStatement) -> Void) {
    for statement in statements {
      body(statement)
      walk(statement.block ?? [], body)
    }
  }
}
