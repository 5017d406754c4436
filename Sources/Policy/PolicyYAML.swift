import ReviewCore

extension PolicyDocument {
  /// A policy as YAML, for one that was never written as such: what `parse` reads as the same policy.
  public static func yaml(of rules: PolicyRules) -> String {
    var writer = YAMLWriter()
    writer.document(canonicalTree(rules))
    return writer.text
  }
}

/// Writes block style, two spaces a level; short lists on one line.
private struct YAMLWriter {
  private(set) var text = ""
  /// Longest list or mapping on one line.
  private static let lineMaximum = 100

  mutating func document(_ tree: PolicyTree) { value(tree, indent: "") }

  private mutating func value(_ tree: PolicyTree, indent: String) {
    switch tree {
    case .text, .boolean: text += Self.flow(tree) + "\n"
    case .list(let items):
      for item in items { text += "\(indent)- \(Self.flow(item))\n" }
    case .object(let members):
      for member in members { self.member(member, indent: indent) }
    }
  }

  private mutating func member(_ member: PolicyTree.Member, indent: String) {
    let flow = Self.flow(member.value)
    text += indent + Self.scalar(member.key) + ":"
    if flow.utf8.count <= Self.lineMaximum || Self.isEmpty(member.value) {
      text += " \(flow)\n"
    } else {
      text += "\n"
      value(member.value, indent: indent + "  ")
    }
  }

  private static func isEmpty(_ tree: PolicyTree) -> Bool {
    switch tree {
    case .text, .boolean: true
    case .list(let items): items.isEmpty
    case .object(let members): members.isEmpty
    }
  }

  private static func flow(_ tree: PolicyTree) -> String {
    switch tree {
    case .text(let text): scalar(text)
    case .boolean(let flag): flag ? "true" : "false"
    case .list(let items): "[\(items.map(flow).joined(separator: ", "))]"
    case .object(let members):
      members.isEmpty ? "{}" : "{ \(members.map { "\(scalar($0.key)): \(flow($0.value))" }.joined(separator: ", ")) }"
    }
  }

  /// Plain where nobody can read it as anything but this text; in double quotes otherwise, escaped as in JSON.
  private static func scalar(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || $0 == "_" || $0 == "-")
    }
    // A duration in seconds is a number with an s.
    let digits = text.hasSuffix("s") ? text.dropLast() : text[...]
    let isNumber = !digits.isEmpty && digits.unicodeScalars.allSatisfy { ("0"..."9").contains($0) }
    let begins = text.unicodeScalars.first.map { $0.isASCII && $0.properties.isAlphabetic } ?? false
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    if !text.isEmpty, isNumber || (isPlain && begins && !words.contains(text.lowercased())) { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0xFEFF
        || (0x2028...0x2029).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
