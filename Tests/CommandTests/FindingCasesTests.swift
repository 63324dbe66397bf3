import TestSupport
import Testing

/// The small inputs of `shared/findings/cases`, with the errors that a real API server or kubectl has for them.
@Suite("Cases of the findings")
struct FindingCasesTests {
  /// A case and its errors, `file:line code`, in the order of a report.
  private static let cases: [(path: String, errors: [String])] = [
    ("lint/r07", []),
    ("lint/r08.yaml", []),
    ("lint/r09", []),
    ("lint/r11", []),
    ("lint/r13.yaml", []),
    ("lint/r20.yaml", ["r20.yaml:5 K8S219", "r20.yaml:12 K8S220"]),
    ("lint/t02.yaml", []),
    ("lint/t11.yaml", []),
    (
      "lint/t12.yaml",
      [
        4, 5, 10, 12, 17, 22, 22, 29, 30, 35, 40, 40, 47, 48, 48, 49, 55, 59,
      ].map { "t12.yaml:\($0) SCH006" }
    ),
    ("reports/a-17", []),
    ("reports/d-05", ["appset.yaml:21 YML008", "appset.yaml:21 YML001"]),
    ("reports/d-24", ["rule.yaml:11 YML003", "static.yaml:30 YML003"]),
    // kubectl refuses it too: the patch names no namespace, the Deployment has one.
    ("reports/d-27", ["more.yaml:3 KUS009"]),
    ("reports/d-31", []),
    ("reports/e-07", []),
    ("reports/x-01", []),
  ]

  @Test(
    "lint has the errors of a server, and no other",
    .enabled(if: Repository.shared("findings/cases") != nil, "../shared is absent"))
  func errors() throws {
    for (path, errors) in Self.cases {
      let full = try #require(Repository.shared("findings/cases/\(path)"))
      let result = try Tool.redoubt.run([
        "lint", full, "--format", "concise", "--min-severity", "error",
      ])
      let found = result.output.split(separator: "\n").map { line in
        let place = line.prefix { $0 != " " }
        let parts = (place.split(separator: "/").last ?? "").split(separator: ":")
        return
          "\(parts.prefix(2).joined(separator: ":")) \(line.split(separator: "[").last?.dropLast() ?? "")"
      }
      #expect(found == errors, "\(path)")
    }
  }

  @Test(
    "files for other programs alone are nothing to check",
    .enabled(if: Repository.shared("findings/cases") != nil, "../shared is absent"),
    arguments: ["r04", "r05", "r06", "r14"])
  func foreign(name: String) throws {
    let full = try #require(Repository.shared("findings/cases/lint/\(name).yaml"))
    let result = try Tool.redoubt.run(["lint", full, "--allow-empty"])
    #expect(result.status == 0)
    #expect(
      result.output == "no findings in 0 files (0 documents); not checked: 1 other YAML file\n")
  }
}
