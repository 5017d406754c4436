/// Writes one message as a Swift struct.
struct MessageWriter {
  let types: TypeTable
  let namespace: String

  func write(_ message: MessageModel, to source: inout SourceText) {
    source.comment(message.comment, otherwise: "\(message.fullName)")
    source.block("public struct \(Names.nested(message.name)): \(conformance(message))") { source in
      writeReference(message, to: &source)
      for field in message.fields {
        source.line()
        // `Value` alone is MapEntry's own inside of an entry.
        let scope = message.isMapEntry ? "" : namespace
        FieldWriter(types: types, namespace: scope, message: message, field: field).write(to: &source)
      }
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
        write(nested, to: &source)
      }
    }
  }

  private func conformance(_ message: MessageModel) -> String {
    switch message.fullName {
    case "google.protobuf.Timestamp": "TimestampMessage"
    case "google.protobuf.Duration": "DurationMessage"
    default: message.isMapEntry ? "MapEntry" : "ArenaMessage"
    }
  }

  private func writeReference(_ message: MessageModel, to source: inout SourceText) {
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
    source.block("private var structure: UnsafeMutablePointer<\(type)>") {
      $0.line("messageReference.storage.assumingMemoryBound(to: \(type).self)")
    }
  }
}
