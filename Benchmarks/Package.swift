// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "RedoubtBenchmarks",
  dependencies: [.package(name: "Redoubt", path: "..")],
  targets: [
    .executableTarget(
      name: "redoubt-bench", dependencies: [.product(name: "Redoubt", package: "Redoubt")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
