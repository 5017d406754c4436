import Testing

/// A word or call that must not stand in code.
struct BannedCall: Sendable, CustomTestStringConvertible {
  var name: String
  var pattern: String
  var reason: String
  var exceptions: [String: String] = [:]
  /// Only below these folders.
  var folders = ["Sources/"]
  /// Not below these.
  var except: [String] = []

  var testDescription: String { name }

  static let all: [BannedCall] = [
    BannedCall(name: "try!", pattern: #"\btry!"#, reason: "an error is a value"),
    BannedCall(
      name: "fatalError", pattern: #"\bfatalError\("#, reason: "a server answers",
      exceptions: Exceptions.fatalError),
    BannedCall(name: "Thread.sleep", pattern: #"\bThread\.sleep"#, reason: "time is an argument"),
    BannedCall(
      name: "sleep", pattern: #"(?:^|[^\w.])(u|nano)?sleep\("#, reason: "time is an argument",
      exceptions: Exceptions.sleep),
    BannedCall(
      name: "print", pattern: #"(?:^|[^\w.])print\("#, reason: "libraries log",
      except: ["Sources/countersignd/", "Sources/countersign-generate/"]),
    BannedCall(
      name: "@unchecked Sendable", pattern: #"@unchecked\s+Sendable"#, reason: "the compiler checks",
      exceptions: Exceptions.uncheckedSendable),
    BannedCall(
      name: "default", pattern: #"(?m)^\s*default\s*:"#, reason: "a new case must be looked at everywhere",
      exceptions: Exceptions.defaultCase, folders: ["Sources/ReviewCore/", "Sources/ReviewEngine/"]),
    BannedCall(
      name: "Foundation", pattern: #"\bimport\s+Foundation"#, reason: "it is large, and slow where we are fast",
      except: ["Sources/countersign-generate/"]),
  ]

  func isBroken(by file: Repository.File) -> Bool {
    guard folders.contains(where: file.path.hasPrefix), !except.contains(where: file.path.hasPrefix) else {
      return false
    }
    guard let expression = try? Regex(pattern) else { return true }
    return BareSource(file.text).text.contains(expression)
  }
}

@Suite("What must not stand in code")
struct RuleTests {
  @Test("is not there, or is listed with a reason", arguments: BannedCall.all)
  func absent(_ rule: BannedCall) {
    let broken = Repository.swiftFiles(in: "Sources").filter(rule.isBroken).map(\.path)
    #expect(Set(broken).subtracting(rule.exceptions.keys) == [], "\(rule.name): \(rule.reason)")
    #expect(Set(rule.exceptions.keys).subtracting(broken) == [], "\(rule.name): an exception that nothing needs")
    #expect(rule.exceptions.values.allSatisfy { $0.count > 20 }, "\(rule.name): an exception without a reason")
  }

  @Test(
    "is recognised",
    arguments: [
      ("try!", "let a = try! b()"), ("fatalError", "fatalError(\"x\")"), ("Thread.sleep", "Thread.sleep(1)"),
      ("sleep", "usleep(1)"), ("print", "print(1)"), ("@unchecked Sendable", "class A: @unchecked Sendable {}"),
      ("default", "switch a {\n  default: b\n}"), ("Foundation", "import Foundation"),
    ])
  func recognised(_ name: String, _ code: String) throws {
    let rule = try #require(BannedCall.all.first { $0.name == name })
    #expect(rule.isBroken(by: Repository.File(path: "Sources/ReviewCore/A.swift", text: code)))
    #expect(
      !rule.isBroken(
        by: Repository.File(path: "Sources/ReviewCore/A.swift", text: "// " + code.split(separator: "\n").joined())))
  }

  /// Written in two halves, so that this file does not break its own rule.
  static let forbiddenWords = ["TO" + "DO", "FIX" + "ME", "/wo" + "rk/", "/ho" + "me/runner"]

  @Test("Nothing in the repository is unfinished or knows the machine that it was written on")
  func forbiddenWords() {
    let folders = ["Sources", "Tests", "generated", "proto", "scripts", "docs", ".ci"]
    let roots = ["README.md", "Package.swift", "buf.yaml"].compactMap(Repository.file)
    for file in folders.flatMap(Repository.files) + roots {
      for word in Self.forbiddenWords where file.text.contains(word) { Issue.record("\(file.path): \(word)") }
    }
  }
}
