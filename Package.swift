// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// For `Scripts/fuzz`, which runs the subjects of Tests/Fuzz under libFuzzer. Only tests can link an executable, so memtui
/// is a library there, without its entry point.
let isFuzzing = Context.environment["MEMTUI_FUZZ"] != nil

let memtuiDependencies: [Target.Dependency] = [
  "Terminal", "TUI", "BrowserCore", "MemOSClient", "MemoryModel", "Canvas", "DemoServer", "CGlibc", "CYAML",
  .product(name: "ArgumentParser", package: "swift-argument-parser"),
  .product(name: "Logging", package: "swift-log"),
  .product(name: "SystemPackage", package: "swift-system"),
]
let fuzzDependencies: [Target.Dependency] = [
  "memtui", "Terminal", "TUI", "BrowserCore", "MemoryModel", "Canvas", "SessionHarness",
]

let package = Package(
  name: "memtui",
  products: isFuzzing ? [] : [.executable(name: "memtui", targets: ["memtui"])],
  dependencies: [
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CNcurses"),
    .systemLibrary(name: "CGlibc"),
    .systemLibrary(name: "CYAML"),
    .target(
      name: "MemoryModel",
      // Of Unicode; embedded for the same reason as the Words.
      resources: [.embedInCode("Review/Tables")],
      swiftSettings: settings),
    .target(
      name: "MemOSClient",
      dependencies: [
        "MemoryModel",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    .target(name: "BrowserCore", dependencies: ["MemoryModel"], swiftSettings: settings),
    .target(name: "Canvas", swiftSettings: settings),
    .target(
      name: "TUI", dependencies: ["BrowserCore", "Canvas", "MemoryModel"],
      swiftSettings: settings),
    .target(
      name: "Terminal",
      dependencies: ["Canvas", "CNcurses", .product(name: "SystemPackage", package: "swift-system")],
      // For machines without a terminfo database; embedded for the same reason as the Words.
      resources: [.embedInCode("Entries")],
      swiftSettings: settings),
    .target(
      name: "DemoServer",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      // .copy and .process would generate an accessor that imports Foundation.
      resources: [.embedInCode("Words")],
      swiftSettings: settings),
    .testTarget(name: "DemoServerTests", dependencies: ["DemoServer"], swiftSettings: settings),
    isFuzzing
      ? .target(
        name: "memtui", dependencies: memtuiDependencies, exclude: ["Main.swift"], swiftSettings: settings)
      : .executableTarget(name: "memtui", dependencies: memtuiDependencies, swiftSettings: settings),
    isFuzzing
      ? .executableTarget(
        name: "Fuzz", dependencies: fuzzDependencies, path: "Tests/Fuzz",
        exclude: ["ReplayTests.swift", "Corpus"],
        swiftSettings: settings)
      : .testTarget(
        name: "FuzzTests", dependencies: fuzzDependencies, path: "Tests/Fuzz",
        exclude: ["Fuzzer.swift", "Corpus"], swiftSettings: settings),
    .target(
      name: "TestSupport",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(
      name: "MemOSClientTests",
      dependencies: [
        "MemOSClient", "MemoryModel", "TestSupport", .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      path: "Tests/MemOSClientTests", swiftSettings: settings),
    .testTarget(
      name: "MemoryModelTests", dependencies: ["MemoryModel"], path: "Tests/MemoryModelTests",
      exclude: ["Review/Labelled"], swiftSettings: settings),
    .target(
      name: "SessionHarness", dependencies: ["BrowserCore", "Canvas", "MemoryModel", "TUI"],
      path: "Tests/SessionHarness", swiftSettings: settings),
    .testTarget(
      name: "BrowserCoreTests", dependencies: ["BrowserCore", "MemoryModel", "SessionHarness"],
      swiftSettings: settings),
    .testTarget(
      name: "SessionTests",
      dependencies: ["BrowserCore", "MemoryModel", "SessionHarness", "TUI", "Canvas"],
      exclude: ["Screens"], swiftSettings: settings),
    .executableTarget(
      name: "RandomWalk",
      dependencies: ["BrowserCore", "Canvas", "DemoServer", "MemoryModel", "SessionHarness", "TUI"],
      path: "Tests/RandomWalk", swiftSettings: settings),
    .testTarget(name: "RandomWalkTests", dependencies: ["RandomWalk"], swiftSettings: settings),
    .testTarget(
      name: "FilterAgreementTests", dependencies: ["DemoServer", "MemoryModel"], swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["Canvas", "DemoServer", "RandomWalk", "SessionHarness", "TestSupport", "TUI"],
      swiftSettings: settings),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas"], swiftSettings: settings),
    .testTarget(name: "TerminalTests", dependencies: ["Canvas", "Terminal"], swiftSettings: settings),
    .testTarget(
      name: "ConfigurationTests",
      dependencies: [
        "memtui", "MemOSClient", "MemoryModel", "TUI", "BrowserCore", "Canvas",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
  ]
)

// `.ci/run` builds only some suites with the thread sanitizer, because all of them would not fit into its time:
// MEMTUI_SUITES="TerminalTests CanvasTests".
if let suites = Context.environment["MEMTUI_SUITES"] {
  let wanted = Set(suites.split(separator: " ").map(String.init) + ["TestSupport"])
  package.targets.removeAll {
    $0.path?.hasPrefix("Tests/") ?? ($0.type == .test) && !wanted.contains($0.name)
  }
}
