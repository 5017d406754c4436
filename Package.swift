// swift-tools-version: 6.2
import PackageDescription

/// Swift 6 language mode comes with the tools version; a warning is an error in everything that is ours.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
/// For targets with handlers: an async function runs where its caller runs. Each switch of executors would take a lock.
let handlers = strict + [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]

/// Which target may import which: the table of the architecture, in its order. `TidyTests` holds the imports to it.
let package = Package(
  name: "countersign",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Countersign", targets: ["Countersign"]),
    .library(name: "CountersignClient", targets: ["CountersignClient"]),
    .executable(name: "countersignd", targets: ["countersignd"]),
    .executable(name: "countersign-generate", targets: ["countersign-generate"]),
    // For benchmarks alone.
    .executable(name: "bench-server", targets: ["bench-server"]),
    // For the interop tests alone.
    .executable(name: "interop-client", targets: ["interop-client"]),
    .executable(name: "interop-server", targets: ["interop-server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    // System libraries: a module map and a shim header each.
    .systemLibrary(name: "CNghttp2", pkgConfig: "libnghttp2", providers: [.apt(["libnghttp2-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CCountersignMessages", dependencies: ["CProtobufC"], path: "generated/c", publicHeadersPath: "."),

    .target(name: "ReviewCore", swiftSettings: strict),
    .target(
      name: "Policy", dependencies: ["ReviewCore", .product(name: "Yams", package: "Yams")],
      exclude: ["default-policy.yaml"], swiftSettings: strict),
    .target(name: "AuditTrail", dependencies: ["COpenSSL"], swiftSettings: strict),
    .target(name: "RPCCore", swiftSettings: handlers),
    .target(name: "ReviewStore", dependencies: ["ReviewCore", "AuditTrail"], swiftSettings: strict),
    .target(
      name: "ReviewEngine",
      dependencies: [
        "ReviewCore", "AuditTrail", "ReviewStore",
      ],
      swiftSettings: strict),
    .target(name: "MessagesBase", dependencies: ["CProtobufC", "RPCCore"], swiftSettings: handlers),
    .target(
      name: "Messages", dependencies: ["CCountersignMessages", "CProtobufC", "MessagesBase", "RPCCore"],
      path: "generated/swift", swiftSettings: handlers),
    .target(name: "EventLoop", dependencies: ["CLinux", "COpenSSL"], swiftSettings: strict),
    .target(
      name: "HTTP2Transport", dependencies: ["RPCCore", "EventLoop", "CNghttp2", "CZlib"], swiftSettings: strict),
    .target(
      name: "SQLiteStore", dependencies: ["ReviewStore", "ReviewCore", "AuditTrail", "CSQLite"], swiftSettings: strict),
    .target(
      name: "PostgresStore", dependencies: ["ReviewStore", "ReviewCore", "AuditTrail", "EventLoop", "CLibPQ"],
      swiftSettings: strict),
    // The workflow in one process: composes a store, a policy and an engine for programs without a server.
    .target(
      name: "Countersign",
      dependencies: ["ReviewCore", "Policy", "AuditTrail", "ReviewStore", "ReviewEngine", "SQLiteStore"],
      swiftSettings: strict),
    .target(
      name: "Configuration", dependencies: ["ReviewCore", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(
      name: "ReviewAPI",
      dependencies: [
        "ReviewEngine", "ReviewStore", "AuditTrail", "ReviewCore", "Policy", "Messages", "MessagesBase", "RPCCore",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: handlers),
    // The typed client of programs that propose, review or execute.
    .target(
      name: "CountersignClient",
      dependencies: ["AuditTrail", "Messages", "MessagesBase", "RPCCore", "HTTP2Transport", "EventLoop"],
      swiftSettings: strict),
    .executableTarget(
      name: "countersignd",
      dependencies: [
        "Countersign", "ReviewAPI", "ReviewEngine", "ReviewStore", "SQLiteStore", "PostgresStore", "HTTP2Transport",
        "EventLoop",
        "Configuration", "Policy",
        "AuditTrail", "ReviewCore", "RPCCore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .executableTarget(name: "countersign-generate", dependencies: ["MessagesBase"], swiftSettings: strict),

    // What only tests and benchmarks speak: bench.v1 and grpc.testing (scripts/generate).
    .target(
      name: "CTestMessages", dependencies: ["CProtobufC"], path: "Tests/TestMessages/c", publicHeadersPath: "."),
    .target(
      name: "TestMessages", dependencies: ["CTestMessages", "CProtobufC", "MessagesBase", "RPCCore"],
      path: "Tests/TestMessages/swift", swiftSettings: handlers),
    // Serves bench.v1.Bench beside the peers of Tests/Benchmarks/transport.
    .executableTarget(
      name: "bench-server", dependencies: ["HTTP2Transport", "EventLoop", "RPCCore", "MessagesBase", "TestMessages"],
      path: "Tests/BenchServer", swiftSettings: handlers),
    // Runs gRPC's interop cases against servers that nobody here wrote.
    .executableTarget(
      name: "interop-client", dependencies: ["HTTP2Transport", "EventLoop", "RPCCore", "MessagesBase", "TestMessages"],
      path: "Tests/InteropClient", swiftSettings: strict),

    // Readers of foreign bytes and their promises; `scripts/fuzz` runs them under libFuzzer, FuzzTests over the corpora.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "AuditTrail", "Configuration", "EventLoop", "HTTP2Transport", "Messages", "MessagesBase", "Policy", "RPCCore",
        "TestCertificates",
      ],
      path: "Tests/FuzzTargets", swiftSettings: strict),
    .executableTarget(
      name: "fuzz-parsers", dependencies: ["FuzzTargets"], path: "Tests/Fuzz", exclude: ["Corpora"],
      swiftSettings: strict),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"], swiftSettings: strict),

    // Serves grpc.testing.TestService to the clients of other implementations.
    .executableTarget(
      name: "interop-server", dependencies: ["HTTP2Transport", "EventLoop", "RPCCore", "MessagesBase", "TestMessages"],
      path: "Tests/InteropServer", swiftSettings: handlers),

    .testTarget(
      name: "ReviewCoreTests", dependencies: ["ReviewCore", "Policy"],
      exclude: ["ClassificationTable.txt", "Scenarios"],
      swiftSettings: strict),
    .testTarget(name: "PolicyTests", dependencies: ["Policy", "ReviewCore"], swiftSettings: strict),
    .testTarget(name: "AuditTrailTests", dependencies: ["AuditTrail"], swiftSettings: strict),
    .testTarget(name: "RPCCoreTests", dependencies: ["RPCCore"], swiftSettings: strict),
    .testTarget(
      name: "MessagesTests", dependencies: ["Messages", "MessagesBase", "RPCCore", "CProtobufC"],
      exclude: ["WireVectors.txt"], swiftSettings: strict),
    .target(
      name: "TestCertificates", dependencies: ["COpenSSL"], path: "Tests/TestCertificates", swiftSettings: strict),
    .testTarget(
      name: "EventLoopTests", dependencies: ["EventLoop", "COpenSSL", "TestCertificates"], swiftSettings: strict),
    .testTarget(
      name: "HTTP2TransportTests",
      dependencies: ["HTTP2Transport", "EventLoop", "RPCCore", "CNghttp2", "CZlib", "TestCertificates"],
      swiftSettings: strict),
    .target(
      name: "StoreConformance", dependencies: ["ReviewStore", "ReviewCore", "AuditTrail"],
      path: "Tests/StoreConformance",
      swiftSettings: strict),
    .testTarget(
      name: "SQLiteStoreTests",
      dependencies: ["SQLiteStore", "StoreConformance", "ReviewStore", "AuditTrail", "ReviewCore", "CSQLite"],
      swiftSettings: strict),
    .testTarget(
      name: "PostgresStoreTests",
      dependencies: ["PostgresStore", "StoreConformance", "ReviewStore", "AuditTrail", "ReviewCore", "CLibPQ"],
      swiftSettings: strict),
    .testTarget(
      name: "ReviewEngineTests",
      dependencies: [
        "Countersign", "ReviewEngine", "ReviewStore", "SQLiteStore", "StoreConformance", "AuditTrail", "ReviewCore",
        "Policy",
      ],
      swiftSettings: strict),
    .testTarget(name: "CountersignTests", dependencies: ["Countersign"], swiftSettings: strict),
    .testTarget(name: "ConfigurationTests", dependencies: ["Configuration"], swiftSettings: strict),
    .testTarget(
      name: "ReviewAPITests",
      dependencies: [
        "Countersign", "ReviewAPI", "ReviewEngine", "SQLiteStore", "AuditTrail", "Messages", "MessagesBase", "RPCCore",
        "Policy", "ReviewCore", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CountersignClientTests",
      dependencies: [
        "CountersignClient", "AuditTrail", "Messages", "MessagesBase", "RPCCore", "HTTP2Transport", "EventLoop",
      ],
      swiftSettings: handlers),
    .testTarget(name: "TidyTests", swiftSettings: strict),
  ]
)
