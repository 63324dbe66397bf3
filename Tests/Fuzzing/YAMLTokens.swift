/// What YAML, and our reading of it, is made of.
enum YAMLTokens {
  static let all: [[UInt8]] =
    [
      "- ", ": ", ":", "{", "}", "[", "]", ",", "|", ">-", "|2+", "&a ", "*a", "<<: *a", "---\n",
      "...\n", "\t", "!!str ", "!x ", "? ", "'", "\"", "\"\\u0000\"", "#", " #", "\r\n", "\n", "  ",
      "null", "~", "true", "yes", "0x1F", "1e400", "-0", ".inf", "08", "1_000", "12:30",
      "2026-11-21",
      "9223372036854775808", "{{ .Values.x }}", "$(X)", "${X}", "é", "日本", "🛡", "\u{FEFF}",
      "\u{202E}", "# redoubt:ignore ", "# redoubt:ignore SCH003,K8S1 x", "kind: List\nitems:\n- ",
      "apiVersion: v1\n", "kind: Secret\n", "metadata:\n  name: a\n", "x-kubernetes-validations:\n",
      "pattern: \"(a+)+$\"\n", "rule: self.a.all(x, x.b > 1)\n", "%YAML 1.1\n", "%TAG ! x:\n",
      "kind: CustomResourceDefinition\n", "spec: *a\n", "kustomize.config.k8s.io/v1beta1",
      "redoubt.dev/v1alpha1", "kind: Topology\n", "kind: InfisicalSecret\n", "1h30m", "-1", "512Mi",
    ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x85], [0x1B]]
}
