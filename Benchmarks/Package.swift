// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "RedoubtBenchmarks",
  dependencies: [.package(name: "Redoubt", path: "..")],
  targets: [
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .executableTarget(
      name: "event-scan", dependencies: ["CYAML"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "redoubt-bench", dependencies: [.product(name: "Redoubt", package: "Redoubt")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
