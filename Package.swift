// swift-tools-version: 6.2
import PackageDescription

// MARK: - Settings shared by every target

/// Language mode 6 with the upcoming features that let the compiler check the floors.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// Modules that run once for each topology or template: in the release binary their size matters more
/// than their speed.
///
/// Programs that depend on the library must not meet unsafe flags, so only our own
/// script asks for it.
let compact: Set<String> =
  Context.environment["REDOUBT_COMPACT"] == nil
  ? []
  : [
    "KubernetesModel", "ProxySyntax", "InfisicalModel", "TopologyModel", "TopologyChecks",
    "Lowering", "Migration", "Pipeline", "Workspace", "CommandLineTool", "GoTemplate",
  ]

/// A library target of ours; `dependencies` names only lower floors (`ArchitectureTests` asserts it).
func floor(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: settings + (compact.contains(name) ? [.unsafeFlags(["-Osize"])] : []))
}

/// A unit-test target that mirrors one module.
func tests(
  _ name: String, _ dependencies: Target.Dependency..., exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "Redoubt",
  products: [
    .executable(name: "redoubt", targets: ["redoubt"]),
    .library(name: "Redoubt", targets: ["Diagnostics", "TopologyModel", "Pipeline"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // MARK: F0 ground
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CSchemaFacts"),
    floor("Diagnostics"),

    // MARK: F1 syntax
    floor("YAMLSyntax", "Diagnostics", "CLibYAML"),
    floor("ProxySyntax", "Diagnostics"),

    // MARK: F2 models
    floor("KubernetesModel", "Diagnostics", "YAMLSyntax"),
    floor("TopologyModel", "Diagnostics", "YAMLSyntax"),
    floor("InfisicalModel", "Diagnostics", "YAMLSyntax"),
    floor("Schema", "Diagnostics", "YAMLSyntax", "CSchemaFacts"),

    floor("GoTemplate"),

    // MARK: F3 passes
    floor("TopologyChecks", "Diagnostics", "YAMLSyntax", "InfisicalModel", "TopologyModel"),
    floor(
      "Lowering", "Diagnostics", "YAMLSyntax", "ProxySyntax", "KubernetesModel", "InfisicalModel",
      "TopologyModel"),
    floor(
      "Linting", "Diagnostics", "YAMLSyntax", "InfisicalModel", "TopologyModel", "Schema",
      "GoTemplate"),
    floor("Migration", "Diagnostics", "YAMLSyntax", "InfisicalModel"),

    // MARK: F4 driver and edge
    floor(
      "Pipeline", "Diagnostics", "YAMLSyntax", "ProxySyntax", "KubernetesModel", "TopologyModel",
      "TopologyChecks", "Lowering"),
    floor("Workspace", "Diagnostics", "YAMLSyntax", "Pipeline"),
    floor(
      "CommandLineTool", "Diagnostics", "YAMLSyntax", "Schema", "TopologyModel", "TopologyChecks",
      "InfisicalModel", "Linting", "Migration", "Pipeline", "Workspace", argumentParser),
    .executableTarget(
      name: "redoubt", dependencies: ["CommandLineTool"], swiftSettings: settings),

    // MARK: Tests
    .target(
      name: "TestSupport", dependencies: ["Diagnostics", "YAMLSyntax"], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("DiagnosticsTests", "Diagnostics", exclude: ["Snapshots"]),
    tests("YAMLSyntaxTests", "Diagnostics", "YAMLSyntax"),
    tests("GoTemplateTests", "GoTemplate"),
    tests("TopologyModelTests", "Diagnostics", "YAMLSyntax", "TopologyModel"),
    tests("RuleTests", "Diagnostics", "YAMLSyntax", "TopologyModel", "TopologyChecks"),
    tests(
      "DefinitionTests", "Diagnostics", "YAMLSyntax", "InfisicalModel", "Linting", "redoubt"),
    .executableTarget(
      name: "redoubt-fuzz",
      dependencies: ["Diagnostics", "YAMLSyntax", "Schema", "Linting", "TestSupport"],
      path: "Tests/Fuzzing", swiftSettings: settings),
    tests("LintingTests", "Diagnostics", "YAMLSyntax", "InfisicalModel", "Schema", "Linting"),
    tests(
      "MigrationTests", "Diagnostics", "YAMLSyntax", "InfisicalModel", "Migration", "Workspace",
      "redoubt"),
    tests(
      "LoweringTests", "Diagnostics", "YAMLSyntax", "ProxySyntax", "TopologyModel", "Lowering",
      "Pipeline"),
    tests("WorkspaceTests", "Diagnostics", "Pipeline", "Workspace"),
    tests(
      "GoldenTests", "Diagnostics", "YAMLSyntax", "TopologyModel", "TopologyChecks", "Lowering",
      "Pipeline", "Workspace"),
    // The search visits hundreds of thousands of worlds: optimised, it takes seconds.
    .testTarget(
      name: "SafetyTests", dependencies: ["TopologyModel", "TestSupport"],
      swiftSettings: settings + [.unsafeFlags(["-O"])]),
    tests("CommandTests", "redoubt"),
    tests(
      "RealPartsTests", "Diagnostics", "YAMLSyntax", "ProxySyntax", "TopologyModel", "Lowering",
      "Pipeline"),
    tests(
      "GeneratedFilesTests", "Diagnostics", "YAMLSyntax", "InfisicalModel", "Linting",
      "TopologyModel",
      "CommandLineTool"),
    tests("ArchitectureTests", "Diagnostics", "YAMLSyntax", "TopologyModel", "CommandLineTool"),
  ]
)
