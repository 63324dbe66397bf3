import TestSupport
import Testing
import YAMLSyntax

@Suite("Types of plain scalars")
struct ScalarSchemaTests {
  /// Text, and what go-yaml v2 (Kubernetes), YAML 1.1 (PyYAML) and YAML 1.2 make of it.
  private static let table: [(String, ScalarValue, ScalarValue, ScalarValue)] = [
    ("yes", .boolean(true), .boolean(true), .string),
    ("on", .boolean(true), .boolean(true), .string),
    ("n", .boolean(false), .string, .string),
    ("True", .boolean(true), .boolean(true), .boolean(true)),
    ("null", .null, .null, .null), ("~", .null, .null, .null), ("", .null, .null, .null),
    ("12", .integer(12), .integer(12), .integer(12)),
    ("-12", .integer(-12), .integer(-12), .integer(-12)),
    ("010", .integer(8), .integer(8), .integer(10)),
    ("0o7", .integer(7), .string, .integer(7)),
    ("0x1F", .integer(31), .integer(31), .integer(31)),
    ("0b11", .integer(3), .integer(3), .string),
    ("1_000", .integer(1000), .integer(1000), .string),
    ("1e3", .float(1000), .string, .float(1000)),
    ("1.5", .float(1.5), .float(1.5), .float(1.5)),
    ("1.", .float(1), .float(1), .float(1)),
    (".5", .float(0.5), .float(0.5), .float(0.5)),
    ("12:30", .string, .integer(750), .string),
    ("0:30.5", .string, .float(30.5), .string), ("0:30", .string, .string, .string),
    ("2026-11-21", .string, .timestamp, .string),
    (".inf", .float(.infinity), .float(.infinity), .float(.infinity)),
    ("08", .float(8), .string, .integer(8)),
    ("1.2.3", .string, .string, .string), ("10Gi", .string, .string, .string),
    ("99999999999999999999", .bigInteger, .bigInteger, .bigInteger),
    ("-", .string, .string, .string), ("+", .string, .string, .string),
  ]

  @Test("readers agree with the table", arguments: table.indices)
  func resolve(row: Int) {
    let (text, kubernetes, yaml11, yaml12) = Self.table[row]
    #expect(ScalarSchema.kubernetes.resolve(text) == kubernetes, "\(text) in Kubernetes")
    #expect(ScalarSchema.yaml11.resolve(text) == yaml11, "\(text) in YAML 1.1")
    #expect(ScalarSchema.yaml12.resolve(text) == yaml12, "\(text) in YAML 1.2")
  }
}
