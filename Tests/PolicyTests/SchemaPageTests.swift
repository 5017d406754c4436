import Foundation
import ReviewCore
import Testing

@testable import Policy

/// The page `Policy.docc/Schema.md` against what the reader really reads.
@Suite("The schema page") struct SchemaPageTests {
  private static let page: String = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Policy/Policy.docc/Schema.md")
    return (try? String(contentsOf: file.standardizedFileURL, encoding: .utf8)) ?? ""
  }()

  private static let example: String = {
    let blocks = page.components(separatedBy: "```yaml\n").dropFirst()
    return blocks.first?.components(separatedBy: "\n```").first ?? ""
  }()

  /// Every key that the reader knows in the example's mappings, as the page writes it, and whether the example sets it.
  private static func knownKeys() -> [(path: String, isSet: Bool)] {
    var reading = YAMLReading()
    guard let node = reading.read(example) else { return [] }
    var reader = PolicyReader()
    _ = reader.document(node)
    var set: [String: Bool] = [:]
    for (mapping, keys) in reader.knownKeys {
      let pattern = pagePath(mapping, in: reader.knownKeys)
      let present = Set(members(of: node, at: mapping))
      for key in keys ?? Array(present) {
        let name = keys == nil ? "*" : keys == levels ? "LEVEL" : key
        set[PolicyNode.join(pattern, name), default: false] =
          set[PolicyNode.join(pattern, name)] == true
          || present.contains(key)
      }
    }
    return set.map { ($0.key, $0.value) }.sorted { $0.path < $1.path }
  }

  private static let levels = RiskLevel.allCases.map(\.policyName)

  /// "roles[0]" is "roles[]", "routing.HIGH" is "routing.LEVEL", "actions.x" is "actions.*".
  private static func pagePath(_ path: String, in known: [String: [String]?]) -> String {
    var (prefix, pattern) = ("", "")
    for part in path.split(separator: ".") {
      let name = part.prefix { $0 != "[" }
      let keys = known[prefix] ?? []
      pattern = PolicyNode.join(pattern, keys == nil ? "*" : keys == levels ? "LEVEL" : String(name))
      if part.count != name.count { pattern += "[]" }
      prefix = PolicyNode.join(prefix, String(part))
    }
    return pattern
  }

  private static func members(of node: PolicyNode, at path: String) -> [String] {
    if node.path == path, case .mapping(let pairs) = node.content { return pairs.map(\.key) }
    switch node.content {
    case .text, .nothing: return []
    case .list(let items): return items.flatMap { members(of: $0, at: path) }
    case .mapping(let pairs): return pairs.flatMap { members(of: $0.value, at: path) }
    }
  }

  @Test("its example loads, without an error or a warning") func exampleLoads() {
    let result = PolicyDocument.parse(Self.example)
    #expect(result.problems == [])
    #expect(result.policy != nil)
  }

  @Test("it names every key that the reader knows, and its example sets each") func everyKey() {
    let keys = Self.knownKeys()
    #expect(keys.count > 60)
    for key in keys {
      let hasRow = Self.page.contains("\n| `\(key.path)` |")
      #expect(hasRow, "\(key.path) has no row on the page")
      // One document has the committee's numbers or its tree.
      #expect(key.isSet || key.path == "committee.approval", "the page's example does not set \(key.path)")
    }
  }

  @Test("it names no key that the reader does not know") func noOtherKey() {
    let known = Set(Self.knownKeys().map(\.path))
    let rows = Self.page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let named = rows.map { String($0.dropFirst(3).prefix { $0 != "`" }) }
    #expect(Set(named).subtracting(known) == [])
    #expect(Set(named).count == named.count, "a key has two rows")
  }
}
