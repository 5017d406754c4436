/// Writes an enumeration whose unknown numbers are kept.
enum EnumWriter {
  static func write(_ enumeration: EnumModel, to source: inout SourceText) {
    let prefix = valuePrefix(enumeration)
    let values = enumeration.values.map { value in
      (value: value, short: String(value.name.dropFirst(prefix.count)))
    }
    source.comment(enumeration.comment, otherwise: "\(enumeration.fullName)")
    source.block("public enum \(enumeration.name): WireEnum") { source in
      for (value, short) in values {
        source.comment(value.comment, otherwise: "`\(value.name)`.")
        source.line("case \(Names.declared(Names.member(short)))")
      }
      source.line("/// A number that this version does not know.")
      source.line("case unrecognized(Int32)")
      source.line()
      source.line("public static let namePrefix = \"\(prefix)\"")
      source.line()
      let all = values.map { ".\(Names.declared(Names.member($0.short)))" }.joined(separator: ", ")
      source.line("/// The known values in their order in the contract.")
      source.line("public static let allCases: [\(enumeration.name)] = [\(all)]")
      source.line()
      writeInit(values.map { ($0.value.number, $0.short) }, to: &source)
      source.line()
      writeMapping("rawValue: Int32", values.map { ($0.short, "\($0.value.number)") }, unknown: "number", to: &source)
      source.line()
      let names = values.map { ($0.short, "\"\($0.short)\"") }
      writeMapping("shortName: String", names, unknown: "String(number)", to: &source)
    }
  }

  /// "REVIEW_STATUS_" for ReviewStatus, where all values have it.
  private static func valuePrefix(_ enumeration: EnumModel) -> String {
    var prefix = ""
    for character in enumeration.name {
      if character.isUppercase, !prefix.isEmpty { prefix += "_" }
      prefix += character.uppercased()
    }
    prefix += "_"
    return enumeration.values.allSatisfy { $0.name.hasPrefix(prefix) } ? prefix : ""
  }

  private static func writeInit(_ values: [(number: Int32, short: String)], to source: inout SourceText) {
    source.block("public init(rawValue: Int32)") { source in
      source.block("switch rawValue") { source in
        for value in values {
          source.line("case \(value.number): self = .\(Names.declared(Names.member(value.short)))")
        }
        source.line("default: self = .unrecognized(rawValue)")
      }
    }
  }

  private static func writeMapping(
    _ property: String, _ values: [(short: String, result: String)], unknown: String, to source: inout SourceText
  ) {
    source.block("public var \(property)") { source in
      source.block("switch self") { source in
        for value in values {
          source.line("case .\(Names.declared(Names.member(value.short))): \(value.result)")
        }
        source.line("case .unrecognized(let number): \(unknown)")
      }
    }
  }
}
