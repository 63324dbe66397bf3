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
    "Lowering", "Runbooks", "Migration", "Pipeline", "Files", "Workspace", "CommandLineTool",
    "GoTemplate",
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

/// Leaves the online half and its packages out of resolution: the offline lane of `make check`.
let isOfflineOnly = Context.environment["OFFLINE_ONLY"] != nil

/// A product of another package.
func product(_ name: String, _ package: String) -> Target.Dependency {
  .product(name: name, package: package)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

// MARK: - The online half

let onlinePackages: [Package.Dependency] = [
  .package(
    url: "https://github.com/swift-server/async-http-client", from: "1.37.0", traits: []),
  .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
  .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
  .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
  .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
  .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
  .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
  .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
]

let httpTypes = product("HTTPTypes", "swift-http-types")
let logging = product("Logging", "swift-log")
let crypto = product("Crypto", "swift-crypto")

let onlineTargets: [Target] = [
  // MARK: F5 online
  floor("Seams", httpTypes, product("DequeModule", "swift-collections")),
  floor("KubernetesClient", "Diagnostics", "YAMLSyntax", "Seams", httpTypes),
  floor(
    "HTTPTransport", "Seams", httpTypes, product("AsyncHTTPClient", "async-http-client"),
    product("NIOCore", "swift-nio"), product("NIOHTTP1", "swift-nio"),
    product("NIOPosix", "swift-nio"), product("NIOSSL", "swift-nio-ssl")),
  floor(
    "InfisicalClient", "YAMLSyntax", "Seams", httpTypes, crypto, logging,
    product("CryptoExtras", "swift-crypto")),
  floor(
    "OperatorRuntime", "YAMLSyntax", "Seams", "KubernetesClient", logging,
    product("DequeModule", "swift-collections"), product("HeapModule", "swift-collections")),
  floor(
    "Controllers", "Diagnostics", "Patterns", "YAMLSyntax", "InfisicalModel", "GoTemplate", "Seams",
    "KubernetesClient", "InfisicalClient", "OperatorRuntime", logging, crypto, httpTypes,
    product("CryptoExtras", "swift-crypto"), product("X509", "swift-certificates"),
    product("SwiftASN1", "swift-asn1")),

  // MARK: F6 operator
  floor(
    "OperatorMain", "Files", "Seams", "KubernetesClient", "HTTPTransport", "InfisicalClient",
    "OperatorRuntime", "Controllers", "YAMLSyntax", argumentParser, logging, httpTypes,
    product("Subprocess", "swift-subprocess"),
    product("Hummingbird", "hummingbird"),
    product("HummingbirdTLS", "hummingbird"),
    product("ServiceLifecycle", "swift-service-lifecycle"),
    product("UnixSignals", "swift-service-lifecycle"), product("SystemPackage", "swift-system"),
    product("NIOCore", "swift-nio"), product("NIOPosix", "swift-nio"),
    product("NIOSSL", "swift-nio-ssl")),
  .executableTarget(
    name: "redoubt-operator", dependencies: ["OperatorMain"], swiftSettings: settings),

  // MARK: Tests of the online half
  .target(
    name: "Simulation", dependencies: ["Seams", httpTypes], path: "Tests/Simulation",
    swiftSettings: settings),
  .target(
    name: "KubernetesTesting",
    dependencies: ["Diagnostics", "YAMLSyntax", "Seams", "Simulation", httpTypes],
    path: "Tests/KubernetesTesting", swiftSettings: settings),
  .target(
    name: "InfisicalTesting",
    dependencies: ["Diagnostics", "YAMLSyntax", "Seams", "Simulation", httpTypes],
    path: "Tests/InfisicalTesting", swiftSettings: settings),
  tests("SeamsTests", "Seams"),
  tests(
    "KubernetesClientTests", "YAMLSyntax", "Seams", "KubernetesClient", "Simulation", httpTypes),
  tests(
    "OperatorRuntimeTests", "YAMLSyntax", "Seams", "KubernetesClient", "OperatorRuntime",
    "Simulation", "KubernetesTesting", httpTypes, logging),
  tests(
    "InfisicalClientTests", "YAMLSyntax", "Seams", "InfisicalClient", "Simulation",
    "InfisicalTesting", httpTypes),
  tests(
    "ControllerTests", "YAMLSyntax", "InfisicalModel", "GoTemplate", "Seams", "KubernetesClient",
    "InfisicalClient", "OperatorRuntime", "Controllers", "Simulation", "KubernetesTesting",
    "InfisicalTesting", httpTypes, logging),
  tests(
    "OperatorTests", "YAMLSyntax", "Seams", "KubernetesClient", "HTTPTransport", "Simulation",
    "KubernetesTesting", "redoubt-operator", "redoubt-testbed", httpTypes),
  .executableTarget(
    name: "redoubt-testbed",
    dependencies: [
      "YAMLSyntax", "Seams", "Simulation", "KubernetesTesting", "InfisicalTesting", httpTypes,
      product("Hummingbird", "hummingbird"), product("NIOCore", "swift-nio"), argumentParser,
      logging,
    ],
    path: "Tests/Testbed", swiftSettings: settings),
  .executableTarget(
    name: "redoubt-template-fuzz",
    dependencies: [
      "GoTemplate", "Seams", "InfisicalClient", "Controllers", "TestSupport", "FuzzSupport",
    ],
    path: "Tests/TemplateFuzzing", swiftSettings: settings),
]

let package = Package(
  name: "Redoubt",
  products: [
    .executable(name: "redoubt", targets: ["redoubt"]),
    .library(name: "Redoubt", targets: ["Diagnostics", "TopologyModel", "Pipeline"]),
  ] + (isOfflineOnly ? [] : [.executable(name: "redoubt-operator", targets: ["redoubt-operator"])]),
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ] + (isOfflineOnly ? [] : onlinePackages),
  targets: [
    // MARK: F0 ground
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CSchemaFacts"),
    floor("Diagnostics"),
    floor("Patterns"),

    // MARK: F1 syntax
    floor("YAMLSyntax", "Diagnostics", "CLibYAML"),
    floor("ProxySyntax", "Diagnostics"),

    // MARK: F2 models
    floor("KubernetesModel", "Diagnostics", "YAMLSyntax"),
    floor("TopologyModel", "Diagnostics", "YAMLSyntax"),
    floor("InfisicalModel", "Diagnostics", "YAMLSyntax"),
    floor("Schema", "Diagnostics", "Patterns", "YAMLSyntax", "CSchemaFacts"),
    floor("Kustomization", "Diagnostics", "Patterns", "YAMLSyntax"),

    floor("GoTemplate"),

    // MARK: F3 passes
    floor("TopologyChecks", "Diagnostics", "YAMLSyntax", "InfisicalModel", "TopologyModel"),
    floor(
      "Lowering", "Diagnostics", "YAMLSyntax", "ProxySyntax", "KubernetesModel", "InfisicalModel",
      "TopologyModel"),
    floor(
      "Linting", "Diagnostics", "YAMLSyntax", "ProxySyntax", "InfisicalModel", "Schema",
      "GoTemplate"),
    floor("Migration", "Diagnostics", "YAMLSyntax", "InfisicalModel", "Kustomization"),
    floor("Runbooks", "Diagnostics", "TopologyModel"),

    // MARK: F4 driver and edge
    floor(
      "Pipeline", "Diagnostics", "YAMLSyntax", "ProxySyntax", "Schema", "TopologyModel",
      "TopologyChecks", "Lowering", "Runbooks", "Linting", "Migration"),
    floor("Files"),
    floor("Workspace", "Diagnostics", "YAMLSyntax", "Kustomization", "Pipeline", "Files"),
    floor(
      "CommandLineTool", "Diagnostics", "YAMLSyntax", "Schema", "TopologyModel", "TopologyChecks",
      "InfisicalModel", "Kustomization", "Linting", "Migration", "Pipeline", "Files", "Workspace",
      argumentParser),
    .executableTarget(
      name: "redoubt", dependencies: ["CommandLineTool"], swiftSettings: settings),

    // MARK: Tests
    .target(
      name: "TestSupport", dependencies: ["Diagnostics", "YAMLSyntax"], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("DiagnosticsTests", "Diagnostics", exclude: ["Snapshots"]),
    tests("YAMLSyntaxTests", "Diagnostics", "YAMLSyntax"),
    tests("GoTemplateTests", "GoTemplate"),
    tests("ProxySyntaxTests", "Diagnostics", "ProxySyntax"),
    tests("KubernetesModelTests", "Diagnostics", "YAMLSyntax", "KubernetesModel"),
    tests("PipelineTests", "Diagnostics", "Pipeline"),
    tests("PatternTests", "Patterns"),
    tests("KustomizationTests", "Diagnostics", "YAMLSyntax", "Kustomization"),
    tests("TopologyModelTests", "Diagnostics", "YAMLSyntax", "TopologyModel"),
    tests("RuleTests", "Diagnostics", "YAMLSyntax", "TopologyModel", "TopologyChecks"),
    tests(
      "DefinitionTests", "Diagnostics", "YAMLSyntax", "InfisicalModel", "Linting", "redoubt"),
    .target(
      name: "FuzzSupport", dependencies: ["TestSupport"], path: "Tests/FuzzSupport",
      swiftSettings: settings),
    .executableTarget(
      name: "redoubt-fuzz",
      dependencies: [
        "Diagnostics", "YAMLSyntax", "Schema", "Linting", "TestSupport", "FuzzSupport",
      ],
      path: "Tests/Fuzzing", swiftSettings: settings),
    tests("LintingTests", "Diagnostics", "YAMLSyntax", "InfisicalModel", "Schema", "Linting"),
    tests(
      "MigrationTests", "Diagnostics", "YAMLSyntax", "InfisicalModel", "Migration", "Workspace",
      "redoubt"),
    tests(
      "LoweringTests", "Diagnostics", "YAMLSyntax", "ProxySyntax", "TopologyModel", "Lowering",
      "Pipeline"),
    tests("WorkspaceTests", "Diagnostics", "Pipeline", "Files", "Workspace"),
    tests(
      "GoldenTests", "Diagnostics", "YAMLSyntax", "ProxySyntax", "TopologyModel", "Linting",
      "Pipeline", "Workspace"),
    // The search visits hundreds of thousands of worlds: optimised, it takes seconds.
    .testTarget(
      name: "SafetyTests",
      dependencies: ["Diagnostics", "YAMLSyntax", "TopologyModel", "TestSupport"],
      swiftSettings: settings + [.unsafeFlags(["-O"])]),
    tests("CommandTests", "redoubt"),
    tests(
      "RealPartsTests", "Diagnostics", "YAMLSyntax", "ProxySyntax", "TopologyModel", "Lowering",
      "Runbooks", "Pipeline"),
    tests(
      "GeneratedFilesTests", "Diagnostics", "YAMLSyntax", "InfisicalModel", "Linting",
      "TopologyModel",
      "CommandLineTool"),
    tests("ArchitectureTests", "Diagnostics", "YAMLSyntax", "TopologyModel", "CommandLineTool"),
  ] + (isOfflineOnly ? [] : onlineTargets)
)
