/// Templates over a kubeconfig, with what Go makes of them.
///
/// `kubectl config view -o go-template` runs the same engine, so the expectations are held against it too.
enum TemplateCases {
  static let kubeconfig = """
    apiVersion: v1
    kind: Config
    current-context: prod
    clusters:
    - name: alpha
      cluster: {server: "https://alpha.example.com", insecure-skip-tls-verify: true}
    - name: beta
      cluster: {server: "https://beta.example.com"}
    contexts:
    - name: prod
      context: {cluster: alpha, user: admin, namespace: apps}
    users:
    - name: admin
      user: {token: t0ken}
    """

  /// Template and output.
  static let good: [(template: String, output: String)] = [
    ("plain text", "plain text"),
    ("{{ .kind }}", "Config"),
    ("a {{- .kind -}} b", "aConfigb"),
    ("a\n  {{- /* trimmed */ -}}\n b", "ab"),
    ("a {{/* kept */}} b", "a  b"),
    ("{{ index . \"current-context\" }}", "prod"),
    ("{{ .missing }}", "<no value>"),
    ("{{ .missing.deeper }}", "<no value>"),
    ("{{ if .missing }}yes{{ else }}no{{ end }}", "no"),
    ("{{ if .kind }}yes{{ end }}", "yes"),
    (
      "{{ if eq .kind \"Pod\" }}pod{{ else if eq .kind \"Config\" }}config{{ else }}-{{ end }}",
      "config"
    ),
    ("{{ with .kind }}[{{ . }}]{{ end }}", "[Config]"),
    ("{{ with .missing }}a{{ else with .kind }}b{{ . }}{{ else }}c{{ end }}", "bConfig"),
    ("{{ range .clusters }}{{ .name }} {{ end }}", "alpha beta "),
    ("{{ range $i, $c := .clusters }}{{ $i }}={{ $c.name }};{{ end }}", "0=alpha;1=beta;"),
    (
      "{{ range $k, $v := (index .contexts 0).context }}{{ $k }}={{ $v }};{{ end }}",
      "cluster=alpha;namespace=apps;user=admin;"
    ),
    ("{{ range .missing }}x{{ else }}none{{ end }}", "none"),
    (
      "{{ range .clusters }}{{ if eq .name \"beta\" }}{{ break }}{{ end }}{{ .name }}{{ end }}",
      "alpha"
    ),
    (
      "{{ range .clusters }}{{ if eq .name \"alpha\" }}{{ continue }}{{ end }}{{ .name }}{{ end }}",
      "beta"
    ),
    ("{{ $x := \"a\" }}{{ if true }}{{ $x = \"b\" }}{{ end }}{{ $x }}", "b"),
    ("{{ $x := \"a\" }}{{ if true }}{{ $x := \"b\" }}{{ end }}{{ $x }}", "a"),
    ("{{ $x := 1 }}{{ range .clusters }}{{ $x = .name }}{{ end }}{{ $x }}", "beta"),
    (
      "{{ 1000000.0 }} {{ 123456789.0 }} {{ 100000.0 }} {{ 123456.5 }}",
      "1e+06 1.23456789e+08 100000 123456.5"
    ),
    ("{{ printf \"%g %.3g %.10g\" 100000.0 1234567.0 1234567.0 }}", "100000 1.23e+06 1234567"),
    ("{{ (index .clusters 1).cluster.server }}", "https://beta.example.com"),
    ("{{ index .clusters 0 \"name\" }}", "alpha"),
    ("{{ $.kind }}{{ range .clusters }}{{ $.kind }}{{ end }}", "ConfigConfigConfig"),
    ("{{ len .clusters }} {{ len .kind }} {{ len (index .clusters 0) }}", "2 6 2"),
    ("{{ define \"x\" }}<{{ . }}>{{ end }}{{ template \"x\" .kind }}", "<Config>"),
    ("{{ template \"y\" }}{{ define \"y\" }}{{ . }}{{ end }}", "<no value>"),
    ("{{ block \"b\" .kind }}({{ . }}){{ end }}", "(Config)"),
    ("{{ and 1 0 2 }} {{ or 0 \"\" 3 }} {{ and 1 2 }} {{ or 0 0 }}", "0 3 2 0"),
    ("{{ not .kind }} {{ not .missing }}", "false true"),
    (
      "{{ eq 1 2 1 }} {{ ne 1 2 }} {{ lt 1 2 }} {{ le 2 2 }} {{ gt \"b\" \"a\" }} {{ ge 1.5 2.5 }}",
      "true true true true true false"
    ),
    ("{{ eq .missing nil }} {{ eq .kind nil }}", "true false"),
    ("{{ print 1 2 \"a\" 3 }} {{ print 1 \"a\" }} {{ print \"a\" \"b\" }}", "1 2a3 1a ab"),
    ("{{ println 1 \"a\" 2 }}", "1 a 2\n"),
    (
      "{{ printf \"%s|%q|%v|%d|%5d|%-5d|%05d|%x\" \"a\" \"b\\n\" true 42 7 7 7 255 }}",
      "a|\"b\\n\"|true|42|    7|7    |00007|ff"
    ),
    (
      "{{ printf \"%.2f|%8.3f|%e|%g|%v|%6.1f\" 3.14159 2.5 12345.678 1e21 1e20 -0.05 }}",
      "3.14|   2.500|1.234568e+04|1e+21|1e+20|  -0.1"
    ),
    (
      "{{ printf \"%d\" \"x\" }} {{ printf \"%s\" 1 }} {{ printf \"%z\" 1 }}",
      "%!d(string=x) %!s(int=1) %!z(int=1)"
    ),
    (
      "{{ printf \"%s\" }} {{ printf \"a\" 1 }} {{ printf \"%\" }}",
      "%!s(MISSING) a%!(EXTRA int=1) %!(NOVERB)"
    ),
    ("{{ printf \"%T %T %T %T\" 1 \"a\" true 1.5 }}", "int string bool float64"),
    (
      "{{ printf \"%v %v\" .clusters (index .contexts 0) }}",
      "[map[cluster:map[insecure-skip-tls-verify:true server:https://alpha.example.com] name:alpha] map[cluster:map[server:https://beta.example.com] name:beta]] map[context:map[cluster:alpha namespace:apps user:admin] name:prod]"
    ),
    ("{{ printf \"%*d|%-*d|%.*f\" 4 1 4 2 1 2.55 }}", "   1|2   |2.5"),
    (
      "{{ printf \"%+d %+v % d %#x %X %o %b %c %U %q\" 1 2 3 255 255 8 5 65 8364 65 }}",
      "+1 2  3 0xff FF 10 101 A U+20AC 'A'"
    ),
    (
      "{{ printf \"%5s|%-5s|%.2s|%x|%t\" \"ab\" \"ab\" \"abc\" \"hi\" true }}",
      "   ab|ab   |ab|6869|true"
    ),
    (
      "{{ 1.0 }} {{ 1.5 }} {{ 100000000000000000000000.0 }} {{ 0.000001 }} {{ 0.00001 }} {{ -3 }}",
      "1 1.5 1e+23 1e-06 1e-05 -3"
    ),
    (
      "{{ 0x1F }} {{ 0b11 }} {{ 0o17 }} {{ 017 }} {{ 1_000 }} {{ 'a' }} {{ '\\n' }} {{ 1e3 }} {{ .5 }}",
      "31 3 15 15 1000 97 10 1000 0.5"
    ),
    ("{{ \"a\\tb\\u00e9\\x41\\\"\" }} {{ `raw \\n` }}", "a\tbéA\" raw \\n"),
    (
      "{{ html \"<a href='x'>&\" }} {{ js \"it's \\\"<>\" }} {{ urlquery \"a b&c/é\" }}",
      "&lt;a href=&#39;x&#39;&gt;&amp; it\\'s \\\"\\u003C\\u003E a+b%26c%2F%C3%A9"
    ),
    ("{{ slice \"abcdef\" 1 3 }} {{ slice \"abc\" 1 }} {{ len (slice .clusters 1) }}", "bc bc 1"),
    ("{{ .kind | printf \"%s-%s\" \"x\" }}", "x-Config"),
    ("{{ \"a\" | printf \"%s%s\" \"b\" | len }}", "2"),
    ("{{ (.kind) | len }} {{ (len .kind) | printf \"%03d\" }}", "6 006"),
    ("{{ true }} {{ false }}", "true false"),
    ("{{ print nil }} {{ print .missing }}", "<nil> <nil>"),
    ("{{ index .clusters 0 \"missing\" }}", "<no value>"),
    ("{{ if and (eq .kind \"Config\") (not .x) }}ok{{ end }}", "ok"),
    ("{{ with $x := .kind }}{{ $x }}{{ end }}", "Config"),
    ("{{ range $_, $c := .clusters }}{{- $c.name }}\n{{ end }}", "alpha\nbeta\n"),
    ("{{ (index .contexts 0).context  | len }}", "3"),
    ("{{ `{{` }}x{{ \"}}\" }}", "{{x}}"),
    ("{{- \"a\" }} {{ \"b\" -}}   c", "a bc"),
    ("{{ range 3 }}{{ . }}{{ end }}", "012"),
    ("{{ range $i := 2 }}{{ $i }}{{ end }}", "01"),
  ]

  /// Templates that Go refuses, with words of its message.
  static let bad: [(template: String, words: String)] = [
    ("{{ .kind", "unclosed action"),
    ("{{ if .kind }}", "unexpected EOF"),
    ("{{ end }}", "unexpected {{end}}"),
    ("{{ else }}", "unexpected {{else}}"),
    ("{{ nope 1 }}", "function \"nope\" not defined"),
    ("{{ $x }}", "undefined variable \"$x\""),
    ("{{ $x = 1 }}", "undefined variable"),
    ("{{ break }}", "{{break}} outside {{range}}"),
    ("{{ \"abc }}", "unterminated quoted string"),
    ("{{ `abc }}", "unterminated raw quoted string"),
    ("{{ (len .kind }}", "unclosed left paren"),
    ("{{ ) }}", "unexpected right paren"),
    ("{{ /* x }}", "unexpected"),
    ("{{/* x }}", "unclosed comment"),
    ("{{ }}", "missing value for command"),
    ("{{ if }}x{{ end }}", "missing value for if"),
    ("{{ .kind | 1 }}", "non executable command in pipeline stage 2"),
    ("{{ .kind 1 }}", "kind is not a method but has arguments"),
    ("{{ len 1 }}", "error calling len: len of type int"),
    ("{{ len }}", "wrong number of args for len: want 1 got 0"),
    ("{{ index .clusters 5 }}", "error calling index: index out of range: 5"),
    ("{{ index .clusters \"a\" }}", "cannot index slice/array with type string"),
    ("{{ .kind.deeper }}", "can't evaluate field deeper"),
    ("{{ range .kind }}x{{ end }}", "range can't iterate over Config"),
    ("{{ template \"nope\" }}", "template \"nope\" not defined"),
    ("{{ eq 1 \"a\" }}", "incompatible types for comparison"),
    ("{{ lt 1 1.5 }}", "incompatible types for comparison"),
    ("{{ eq .clusters .clusters }}", "non-comparable type"),
    ("{{ nil }}", "nil is not a command"),
    ("{{ printf 1 }}", "expected string; found 1"),
    ("{{ printf .missing }}", "invalid value; expected string"),
    ("{{ 1.2.3 }}", "in operand"),
    ("{{ 'ab' }}", "malformed character constant"),
    ("{{ ! }}", "in command"),
    ("{{ define \"x\" }}", "unexpected EOF"),
    (
      "{{ define \"x\" }}{{ template \"x\" }}{{ end }}{{ template \"x\" }}",
      "exceeded maximum template depth"
    ),
    ("{{ if .kind }}a{{ else }}b{{ else }}c{{ end }}", "expected end; found {{else}}"),
  ]
}
