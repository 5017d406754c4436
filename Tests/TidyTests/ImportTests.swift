import Testing

/// Which target may import which: the architecture's table, with what is not ours.
/// Darwin stands beside Glibc where a file may also be built on a Mac.
enum ImportTable {
  static let allowed: [String: Set<String>] = [
    "ReviewCore": [],
    "Policy": ["ReviewCore", "Yams", "Glibc"],
    "AuditTrail": ["COpenSSL", "ReviewCore"],
    "RPCCore": ["Synchronization"],
    "ReviewStore": ["ReviewCore", "AuditTrail"],
    "ReviewEngine": ["ReviewCore", "AuditTrail", "ReviewStore", "Synchronization", "Glibc", "Darwin"],
    "MessagesBase": ["CProtobufC", "RPCCore", "Glibc"],
    "Countersign": ["AuditTrail", "Policy", "ReviewCore", "ReviewEngine", "ReviewStore", "SQLiteStore", "Glibc"],
    "EventLoop": ["CLinux", "COpenSSL", "Glibc", "Synchronization"],
    "HTTP2Transport": ["RPCCore", "EventLoop", "CNghttp2", "CZlib", "Glibc", "Synchronization"],
    "SQLiteStore": ["ReviewStore", "ReviewCore", "AuditTrail", "CSQLite", "Glibc", "Synchronization"],
    "PostgresStore": [
      "ReviewStore", "ReviewCore", "AuditTrail", "EventLoop", "CLibPQ", "Glibc", "Synchronization",
    ],
    "Configuration": ["ReviewCore", "Yams", "Glibc"],
    "ReviewAPI": [
      "ReviewEngine", "ReviewStore", "AuditTrail", "ReviewCore", "Policy", "Messages", "MessagesBase", "RPCCore",
      "Logging", "Synchronization", "Glibc", "Darwin",
    ],
    "countersignd": [
      "Countersign", "ReviewAPI", "ReviewEngine", "ReviewStore", "SQLiteStore", "PostgresStore", "HTTP2Transport",
      "EventLoop",
      "Configuration",
      "Policy", "AuditTrail", "ReviewCore", "RPCCore", "ArgumentParser", "Logging", "Glibc", "Synchronization",
    ],
    "CountersignClient": [
      "AuditTrail", "Messages", "MessagesBase", "RPCCore", "HTTP2Transport", "EventLoop", "Glibc", "Synchronization",
    ],
    "countersign-generate": ["MessagesBase", "Foundation"],
  ]

  /// Generated Swift speaks of the C messages, and its service protocols speak RPCCore's words.
  static let generated: Set<String> = ["CCountersignMessages", "CProtobufC", "MessagesBase", "RPCCore"]

  /// What only these files of a target may import, because C pointers live in the few files named for it.
  static let narrowed: [(module: String, target: String, filesMax: Int)] = [
    ("COpenSSL", "AuditTrail", 1),
    ("CLinux", "EventLoop", 8),
    ("COpenSSL", "EventLoop", 6),
    ("CNghttp2", "HTTP2Transport", 13),
    ("CSQLite", "SQLiteStore", 4),
    ("CZlib", "HTTP2Transport", 2),
  ]
}

@Suite("Which room opens onto which")
struct ImportTests {
  static func imports(in text: String) -> [String] {
    BareSource(text).lines.compactMap { line in
      let pattern =
        /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|typealias)\s+)?(\w+)/
      return line.firstMatch(of: pattern).map { String($0.output.1) }
    }
  }

  static func target(of file: Repository.File) -> String { String(file.path.split(separator: "/")[1]) }

  @Test("Every import is in the table")
  func table() {
    for file in Repository.swiftFiles(in: "Sources") {
      let allowed = ImportTable.allowed[Self.target(of: file)]
      #expect(allowed != nil, "\(file.path): a target that the table does not know")
      for module in Self.imports(in: file.text) where allowed?.contains(module) == false {
        Issue.record("\(file.path) must not import \(module)")
      }
    }
    for file in Repository.swiftFiles(in: "generated/swift") {
      for module in Self.imports(in: file.text) where !ImportTable.generated.contains(module) {
        Issue.record("\(file.path) must not import \(module)")
      }
    }
  }

  @Test("C libraries are imported in few files")
  func narrowed() {
    for rule in ImportTable.narrowed {
      let files = Repository.swiftFiles(in: "Sources/" + rule.target)
        .filter { Self.imports(in: $0.text).contains(rule.module) }.map(\.path)
      #expect(files.count <= rule.filesMax, "\(rule.module): \(files)")
    }
  }

  @Test(
    "finds every form of import, and none in a comment",
    arguments: [
      ("import A", ["A"]), ("  @testable import A\n", ["A"]), ("public import A.B", ["A"]),
      ("@preconcurrency import struct A.B", ["A"]), ("@_spi(X) import A\nimport C", ["A", "C"]),
      ("// import A\nlet b = \"\"\"\nimport C\n\"\"\"", []),
    ])
  func finds(_ text: String, _ modules: [String]) {
    #expect(Self.imports(in: text) == modules)
  }
}
