/// Writes one field's properties.
struct FieldWriter {
  let types: TypeTable
  let namespace: String
  let message: MessageModel
  let field: FieldModel

  private var member: String { Names.member(field.name) }
  private var declared: String { Names.declared(member) }
  private var stored: String { "structure.pointee.\(Names.cField(field.name))" }

  private var swiftType: String { PayloadType.name(field, types, namespace) }

  func write(to source: inout SourceText) {
    if field.isRepeated { return writeRepeated(to: &source) }
    let isOptional = field.oneofIndex != nil || field.type == .message
    comment(to: &source)
    property(declared, isOptional ? swiftType + "?" : swiftType, read: read, write: write, to: &source)
    switch field.type {
    case .string: writeText(to: &source)
    case .bytes: writeBytesAccess(to: &source)
    case .message: writeMutable(to: &source)
    default: break
    }
  }

  private func comment(to source: inout SourceText) {
    source.comment(field.comment, otherwise: "`\(field.name)` of \(message.fullName).")
  }

  private func writeRepeated(to source: inout SourceText) {
    comment(to: &source)
    source.block("public var \(declared): RepeatedField<\(swiftType)>") {
      $0.line("messageReference.list(structure.pointer(to: \\.n_\(Names.cField(field.name)))!)")
    }
  }

  // MARK: - Accessors

  private var read: String {
    switch field.type {
    case .string: "messageReference.string(\(stored))"
    case .bytes: "messageReference.bytes(\(stored))"
    case .message: "messageReference.message(\(stored))"
    case .bool: "\(stored) != 0"
    case .enumeration: "\(swiftType)(rawValue: Int32(bitPattern: \(stored).rawValue))"
    default: stored
    }
  }

  private var write: String {
    switch field.type {
    case .string, .bytes, .message: "\(stored) = messageReference.store(newValue)"
    case .bool: "\(stored) = newValue ? 1 : 0"
    case .enumeration: "\(stored) = .init(rawValue: UInt32(bitPattern: newValue.rawValue))"
    default: "\(stored) = newValue"
    }
  }

  private func property(
    _ name: String, _ type: String, read: String, write: String, to source: inout SourceText
  ) {
    source.block("public var \(name): \(type)") { source in
      guard let caseField = oneofCase else {
        source.line("get { \(read) }")
        source.line("nonmutating set { \(write) }")
        return
      }
      source.line("get { \(caseField).rawValue == \(field.number) ? \(read) : nil }")
      source.block("nonmutating set") {
        $0.line("guard let newValue else { return \(OneofWriter.clearName(oneofName))(\(field.number)) }")
        $0.line("\(caseField) = .init(rawValue: \(field.number))")
        $0.line(write)
      }
    }
  }

  private var oneofName: String { field.oneofIndex.map { message.oneofs[$0].name } ?? "" }

  private var oneofCase: String? {
    field.oneofIndex == nil ? nil : "structure.pointee.\(oneofName)_case"
  }

  // MARK: - Beside the property

  private func writeText(to source: inout SourceText) {
    source.line()
    source.line("/// `\(member)` without a `String`.")
    let type = field.oneofIndex == nil ? "UTF8Text" : "UTF8Text?"
    property(member + "UTF8", type, read: "messageReference.text(\(stored))", write: write, to: &source)
  }

  private func writeBytesAccess(to source: inout SourceText) {
    let name = member.prefix(1).uppercased() + member.dropFirst()
    source.line()
    source.line("/// Calls `body` with `\(member)`, uncopied and valid during the call only.")
    source.block(
      "public func with\(name)<Result, Failure: Error>("
        + "_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result) throws(Failure) -> Result"
    ) {
      if let oneofCase {
        $0.line(
          "guard \(oneofCase).rawValue == \(field.number) else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }"
        )
      }
      $0.line("return try messageReference.withBytes(\(stored), body)")
    }
    source.line()
    source.line("/// Sets `\(member)` to a copy of these bytes.")
    source.block("public func set\(name)(_ newValue: UnsafeRawBufferPointer)") {
      if let oneofCase { $0.line("\(oneofCase) = .init(rawValue: \(field.number))") }
      $0.line("\(stored) = messageReference.store(newValue)")
    }
  }

  private func writeMutable(to source: inout SourceText) {
    let name = member.prefix(1).uppercased() + member.dropFirst()
    source.line()
    source.line("/// `\(member)`; an empty one is put there where it is not set.")
    source.block("public var mutable\(name): \(swiftType)") {
      $0.line("if let existing = \(declared) { return existing }")
      $0.line("let made = \(swiftType)(in: arena)")
      $0.line("\(declared) = made")
      $0.line("return made")
    }
  }
}
