import ReviewCore

/// Reads values out of nodes and collects every problem; a value that cannot be read becomes a harmless one, and the
/// policy is not used.
struct PolicyReader {
  /// Further ones are not told: whoever mends these asks again.
  static let problemCountMaximum = 500

  private(set) var problems: [PolicyProblem] = []
  /// The keys of each mapping that was read, by its path; nil where names are free. What the schema page must name.
  private(set) var knownKeys: [String: [String]?] = [:]

  mutating func report(_ node: PolicyNode, _ message: String, severity: PolicyProblem.Severity = .error) {
    guard problems.count < Self.problemCountMaximum else { return }
    problems.append(PolicyProblem(severity: severity, line: node.line, path: node.path, message: message))
  }

  /// The members of an object. Keys outside of `allowed` are errors; nil allows any.
  ///
  /// `isOfTree`: one of a tree's parts, which are as deep as somebody likes; their keys stand in no list.
  mutating func members(_ node: PolicyNode, allowed: [String]? = nil, isOfTree: Bool = false) -> PolicyMembers {
    if !isOfTree { knownKeys.updateValue(allowed, forKey: node.path) }
    guard case .mapping(let pairs) = node.content else {
      if case .nothing = node.content {
        report(node, "must not be empty")
      } else {
        report(node, "must be a mapping")
      }
      return PolicyMembers(node: node, pairs: [], isUsable: false)
    }
    var seen: Set<String> = []
    for (key, value) in pairs {
      if let allowed, !allowed.contains(key) { report(value, "unknown key") }
      if !seen.insert(key).inserted { report(value, "the same key twice") }
    }
    return PolicyMembers(node: node, pairs: pairs, isUsable: true)
  }

  mutating func items(_ node: PolicyNode?) -> [PolicyNode] {
    guard let node else { return [] }
    guard case .list(let items) = node.content else {
      report(node, "must be a list")
      return []
    }
    return items
  }

  /// A member that must be there.
  mutating func required(_ members: PolicyMembers, _ key: String) -> PolicyNode? {
    if let node = members[key] { return node }
    if members.isUsable {
      let path = PolicyNode.join(members.node.path, key)
      report(PolicyNode(content: .nothing, line: members.node.line, path: path), "is missing")
    }
    return nil
  }

  mutating func text(_ node: PolicyNode?) -> String {
    guard let node else { return "" }
    guard case .text(let text) = node.content, !text.isEmpty else {
      report(node, "must be a text")
      return ""
    }
    return text
  }

  mutating func texts(_ node: PolicyNode?) -> [String] {
    items(node).map { text($0) }
  }

  mutating func boolean(_ node: PolicyNode?) -> Bool {
    guard let node else { return false }
    switch text(node) {
    case "true": return true
    case "false": return false
    default:
      report(node, "must be true or false")
      return false
    }
  }

  /// A whole number within bounds.
  mutating func integer(_ node: PolicyNode?, _ bounds: ClosedRange<Int64>) -> Int64 {
    guard let node else { return bounds.lowerBound }
    guard let value = Int64(text(node)), bounds.contains(value) else {
      report(node, "must be a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
      return bounds.lowerBound
    }
    return value
  }

  /// An amount that is not negative.
  mutating func amount(_ node: PolicyNode?) -> Amount {
    guard let node else { return .zero }
    guard let amount = Amount(decimalText: text(node)), amount >= .zero else {
      report(node, "must be a decimal amount, for example 100000 or 0.5")
      return .zero
    }
    return amount
  }

  mutating func level(_ node: PolicyNode?) -> RiskLevel {
    guard let node else { return .critical }
    guard let level = RiskLevel(policyName: text(node)) else {
      report(node, "must be LOW, MEDIUM, HIGH or CRITICAL")
      return .critical
    }
    return level
  }

  /// A duration, or "off", which is 0.
  mutating func durationOrOff(_ node: PolicyNode?) -> Int64 {
    if let node, case .text(PolicyDuration.off) = node.content { return 0 }
    return duration(node)
  }

  /// A positive duration like "4h", "15m", "5s", "1d", in microseconds.
  mutating func duration(_ node: PolicyNode?) -> Int64 {
    guard let node else { return 1 }
    guard let microseconds = PolicyDuration.microseconds(text(node)) else {
      report(node, "must be a duration of at most 3650 days, for example 4h, 15m, 5s or 1d")
      return 1
    }
    return microseconds
  }
}

/// The members of an object.
struct PolicyMembers {
  let node: PolicyNode
  let pairs: [(key: String, value: PolicyNode)]
  /// Whether it is an object at all; otherwise that was reported, and missing members are not.
  let isUsable: Bool

  /// nil where it is absent or nothing stands there.
  subscript(key: String) -> PolicyNode? {
    guard let node = pairs.first(where: { $0.key == key })?.value else { return nil }
    if case .nothing = node.content { return nil }
    return node
  }
}

extension RiskLevel {
  /// The contract's name without its prefix.
  var policyName: String { String(contractName.dropFirst("RISK_LEVEL_".count)) }

  init?(policyName: String) { self.init(contractName: "RISK_LEVEL_\(policyName)") }
}

/// Durations as policies write them.
enum PolicyDuration {
  /// Instead of a duration, where there need be none.
  static let off = "off"
  /// Longest duration.
  static let daysMaximum: Int64 = 3_650

  /// - Returns: nil unless it is a positive whole number of s, m, h or d.
  static func microseconds(_ text: String) -> Int64? {
    let units: [(Character, Int64)] = [("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400)]
    guard let unit = text.last, let seconds = units.first(where: { $0.0 == unit })?.1,
      let count = Int64(text.dropLast()), count > 0, count <= daysMaximum * 86_400 / seconds
    else { return nil }
    return count * seconds * 1_000_000
  }

  /// The canonical text, for example "14400s".
  static func text(_ microseconds: Int64) -> String { "\(microseconds / 1_000_000)s" }
}
