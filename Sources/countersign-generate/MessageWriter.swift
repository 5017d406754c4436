/// Writes one message as a Swift struct.
struct MessageWriter {
  let types: TypeTable
  let namespace: String

  /// So many fields stay with their message, so that no file has more than 400 lines; the others follow in an extension.
  static let fieldCountOfFile = 25

  func write(_ message: MessageModel, isNested: Bool = false, to source: inout SourceText) {
    let fieldCount = isNested ? message.fields.count : Self.fieldCountOfFile
    source.comment(message.comment, otherwise: "\(message.fullName)")
    source.block("public struct \(Names.nested(message.name)): \(conformance(message))") { source in
      writeReference(message, isWhole: message.fields.count <= fieldCount, to: &source)
      // `Value` alone is MapEntry's own inside of an entry.
      let scope = message.isMapEntry ? "" : namespace
      writeFields(message.fields.prefix(fieldCount), of: message, scope: scope, to: &source)
      for (index, oneof) in message.oneofs.enumerated() {
        source.line()
        OneofWriter(types: types, namespace: namespace, message: message, oneof: oneof, index: index).write(to: &source)
      }
      for enumeration in message.enums {
        source.line()
        EnumWriter.write(enumeration, to: &source)
      }
      for nested in message.nested {
        source.line()
        write(nested, isNested: true, to: &source)
      }
    }
  }

  /// The fields that do not stay with the message; nil where all do.
  func furtherFields(of message: MessageModel) -> ((inout SourceText) -> Void)? {
    let fields = message.fields.dropFirst(Self.fieldCountOfFile)
    guard !fields.isEmpty else { return nil }
    return { source in
      source.block("extension \(namespace).\(Names.nested(message.name))") {
        writeFields(fields, of: message, scope: "", to: &$0)
      }
    }
  }

  /// - Parameter scope: the namespace whose types need no qualification there.
  private func writeFields(
    _ fields: ArraySlice<FieldModel>, of message: MessageModel, scope: String, to source: inout SourceText
  ) {
    for field in fields {
      source.line()
      FieldWriter(types: types, namespace: scope, message: message, field: field).write(to: &source)
    }
  }

  private func conformance(_ message: MessageModel) -> String {
    switch message.fullName {
    case "google.protobuf.Timestamp": "TimestampMessage"
    case "google.protobuf.Duration": "DurationMessage"
    default: message.isMapEntry ? "MapEntry" : "ArenaMessage"
    }
  }

  private func writeReference(_ message: MessageModel, isWhole: Bool, to source: inout SourceText) {
    let descriptor = "\(Names.cLower(message.fullName))__descriptor_address()"
    source.line("public static var messageDescriptor: MessageDescriptor { MessageDescriptor(\(descriptor)) }")
    source.line("@_spi(GeneratedMessages) public let messageReference: MessageReference")
    source.line()
    source.block("@_spi(GeneratedMessages) public init(messageReference: MessageReference)") {
      $0.line("self.messageReference = messageReference")
    }
    source.line()
    // Not generic, unlike the protocol's own: messages are made in every call.
    source.line("/// An empty message in `arena`.")
    source.block("public init(in arena: Arena)") {
      $0.line("messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)")
    }
    guard !message.fields.isEmpty else { return }
    source.line()
    let type = Names.cType(message.fullName)
    let access = isWhole ? "private " : ""
    source.block("\(access)var structure: UnsafeMutablePointer<\(type)>") {
      $0.line("messageReference.storage.assumingMemoryBound(to: \(type).self)")
    }
  }
}
