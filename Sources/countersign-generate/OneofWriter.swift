/// Writes a oneof as an enumeration of its fields and the property that holds it.
struct OneofWriter {
  let types: TypeTable
  let namespace: String
  let message: MessageModel
  let oneof: OneofModel
  let index: Int

  private var fields: [FieldModel] { message.fields.filter { $0.oneofIndex == index } }
  private var member: String { Names.declared(Names.member(oneof.name)) }
  private var type: String { Names.type(oneof.name) }
  private var storedCase: String { "structure.pointee.\(oneof.name)_case" }

  static func clearName(_ oneofName: String) -> String { "clear\(Names.type(oneofName))" }

  func write(to source: inout SourceText) {
    source.comment(oneof.comment, otherwise: "Which of the fields of `\(oneof.name)` is set.")
    source.block("public enum \(type)") { source in
      for field in fields {
        source.comment(field.comment, otherwise: "`\(field.name)`.")
        let payload = PayloadType.name(field, types, namespace)
        source.line("case \(Names.declared(Names.member(field.name)))(\(payload))")
      }
    }
    source.line()
    source.line("/// The field that is set; nil for none, or one that this version does not know.")
    source.block("public var \(member): \(type)?") { source in
      writeGetter(to: &source)
      writeSetter(to: &source)
    }
    source.line()
    source.block("private func \(Self.clearName(oneof.name))(_ number: UInt32)") {
      $0.line("if \(storedCase).rawValue == number { \(storedCase) = .init(rawValue: 0) }")
    }
  }

  private func writeGetter(to source: inout SourceText) {
    source.block("get") { source in
      source.block("switch \(storedCase).rawValue") { source in
        for field in fields {
          let name = Names.member(field.name)
          source.line("case \(field.number): \(Names.declared(name)).map(\(type).\(name))")
        }
        source.line("default: nil")
      }
    }
  }

  private func writeSetter(to source: inout SourceText) {
    source.block("nonmutating set") { source in
      source.block("switch newValue") { source in
        source.line("case nil: \(storedCase) = .init(rawValue: 0)")
        for field in fields {
          let name = Names.declared(Names.member(field.name))
          source.line("case .\(name)(let value): \(name) = value")
        }
      }
    }
  }
}

/// The Swift type of a field's single value.
enum PayloadType {
  static func name(_ field: FieldModel, _ types: TypeTable, _ namespace: String) -> String {
    switch field.type {
    case .double: "Double"
    case .float: "Float"
    case .int64, .sint64, .sfixed64: "Int64"
    case .uint64, .fixed64: "UInt64"
    case .int32, .sint32, .sfixed32: "Int32"
    case .uint32, .fixed32: "UInt32"
    case .bool: "Bool"
    case .string: "String"
    case .bytes: "[UInt8]"
    case .message, .enumeration: types.name(field.typeName, from: namespace)
    }
  }
}
