/// Names as the generated Swift and protoc-c spell them.
enum Names {
  /// Word by word; the first one is "id" in "id", "ID" in "auditID".
  private static let initialisms = [
    "id": "ID", "ids": "IDs", "uri": "URI", "url": "URL", "json": "JSON", "yaml": "YAML", "mnpi": "MNPI", "sla": "SLA",
    "api": "API",
  ]

  private static let swiftKeywords: Set<String> = [
    "default", "operator", "in", "is", "as", "case", "class", "enum", "extension", "for", "func", "import", "init",
    "internal", "let", "private", "protocol", "public", "repeat", "return", "self", "static", "struct", "subscript",
    "switch", "throw", "throws", "true", "false", "nil", "var", "where", "while", "do", "else", "if", "guard", "defer",
  ]

  /// protoc-c gives these an underscore; they are C++'s keywords.
  private static let cKeywords: Set<String> = [
    "default", "operator", "case", "class", "enum", "explicit", "export", "extern", "for", "friend", "if", "inline",
    "namespace", "new", "not", "or", "private", "protected", "public", "register", "return", "short", "signed",
    "sizeof",
    "static", "struct", "switch", "template", "this", "throw", "try", "typedef", "union", "using", "virtual", "void",
  ]

  /// "audit_id" to "auditID"; "REJECTED" to "rejected".
  static func member(_ protoName: String) -> String {
    let words = protoName.lowercased().split(separator: "_").map(String.init)
    let rest = words.dropFirst().map { initialisms[$0] ?? capitalized($0) }
    return (words.prefix(1) + rest).joined()
  }

  /// With backticks where it is a keyword.
  static func declared(_ member: String) -> String {
    swiftKeywords.contains(member) ? "`\(member)`" : member
  }

  /// "query_text" to "QueryText".
  static func type(_ protoName: String) -> String {
    protoName.split(separator: "_").map { initialisms[String($0)] ?? capitalized(String($0)) }.joined()
  }

  /// "SubmitQuery" to "submitQuery".
  static func method(_ protoName: String) -> String {
    declared(protoName.prefix(1).lowercased() + protoName.dropFirst())
  }

  private static func capitalized(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  /// The caseless enumeration that stands for a package.
  static func namespace(_ package: String) -> String {
    package.split(separator: ".").map { part in
      switch part {
      case "grpc": "GRPC"
      case "rpc": "RPC"
      case "v1alpha": "V1Alpha"
      default: capitalized(String(part))
      }
    }.joined()
  }

  /// `Any` is a word of Swift's own.
  static func nested(_ name: String) -> String { name == "Any" ? "AnyMessage" : name }

  // MARK: - protoc-c

  /// "countersign.v1.Execution.State" to "Countersign__V1__Execution__State".
  static func cType(_ fullName: String) -> String {
    fullName.split(separator: ".").map { cCamel(String($0)) }.joined(separator: "__")
  }

  /// "model_confidence" to "ModelConfidence", as protoc-c's CamelCase does it.
  static func cCamel(_ name: String) -> String {
    name.split(separator: "_").map { capitalized(String($0)) }.joined()
  }

  /// "countersign.v1.RiskLevel" to "countersign__v1__risk_level".
  static func cLower(_ fullName: String) -> String {
    fullName.split(separator: ".").map { cSnake(String($0)) }.joined(separator: "__")
  }

  private static func cSnake(_ name: String) -> String {
    var result = ""
    var wasUpper = true
    for character in name {
      if character.isUppercase {
        if !wasUpper { result += "_" }
        result += character.lowercased()
        wasUpper = true
      } else {
        result.append(character)
        wasUpper = false
      }
    }
    return result
  }

  static func cField(_ protoName: String) -> String {
    let lower = protoName.lowercased()
    return cKeywords.contains(lower) ? lower + "_" : lower
  }
}
