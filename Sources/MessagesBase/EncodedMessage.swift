import CProtobufC
import RPCCore

/// A message encoded once, to be a part of any number of others.
public struct EncodedMessage: Sendable {
  /// Its length as a varint, then its encoding: a field's value on the wire.
  let bytes: [UInt8]

  /// - Throws: as `encode`.
  public init(_ message: some ArenaMessage) throws(RPCError) {
    var buffer = MessageBuffer()
    try message.encode(into: &buffer)
    var writer = WireWriter()
    writer.varint(UInt64(buffer.messageBytes))
    bytes = writer.bytes + buffer.bytes.dropFirst(MessageBuffer.prefixBytes)
  }
}

extension ArenaMessage {
  /// Adds an encoded message as the value of the field with that number; left out, with the arena's fault recorded, where
  /// there is no room.
  ///
  /// It is in the encoding alone, behind all other fields: the field's own property still reads as not set. protobuf-c
  /// writes it as it writes what it did not know when it decoded.
  public func append(_ value: EncodedMessage, field number: UInt32) {
    messageReference.append(value, field: number)
  }
}

// Of a reference, not of a message: what is generic over a message's type looks that type up in each call.
extension MessageReference {
  fileprivate func append(_ value: EncodedMessage, field number: UInt32) {
    let base = storage.assumingMemoryBound(to: ProtobufCMessage.self)
    let count = Int(base.pointee.n_unknown_fields)
    let stride = MemoryLayout<ProtobufCMessageUnknownField>.stride
    guard let memory = arena.allocate((count + 1) * stride) else { return }
    let fields = memory.assumingMemoryBound(to: ProtobufCMessageUnknownField.self)
    for position in 0..<count { fields[position] = base.pointee.unknown_fields[position] }
    let copy = value.bytes.withUnsafeBytes { arena.copy($0) }
    guard copy.len == value.bytes.count else { return }
    fields[count].tag = number
    fields[count].wire_type = PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED
    fields[count].len = copy.len
    fields[count].data = copy.data
    base.pointee.unknown_fields = fields
    base.pointee.n_unknown_fields = UInt32(count + 1)
  }
}
