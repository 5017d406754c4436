import MessagesBase
import RPCCore

/// Decodes bytes as a server does.
func decode<Message: ArenaMessage>(
  _ bytes: [UInt8], as type: Message.Type = Message.self, limits: DecodeLimits = .request
) throws(RPCError) -> Message {
  let result: Result<Message, RPCError> = bytes.withUnsafeBytes { raw in
    do throws(RPCError) { return .success(try Message.decoded(from: raw, limits: limits)) } catch {
      return .failure(error)
    }
  }
  return try result.get()
}

/// The error of decoding; nil where it succeeds.
func decodeError<Message: ArenaMessage>(
  _ bytes: [UInt8], as type: Message.Type, limits: DecodeLimits = .request
) -> RPCError? {
  do throws(RPCError) {
    _ = try decode(bytes, as: type, limits: limits)
    return nil
  } catch {
    return error
  }
}

/// The encoding without its prefix.
func encoded(_ message: some ArenaMessage) throws(RPCError) -> [UInt8] {
  Array(try message.sealed().dropFirst(MessageBuffer.prefixBytes))
}

/// The message as another process reads it.
func roundTripped<Message: ArenaMessage>(_ message: Message) throws(RPCError) -> Message {
  try decode(encoded(message))
}

/// A field of any wire type, by hand.
func wire(_ build: (inout WireWriter) -> Void) -> [UInt8] {
  var writer = WireWriter()
  build(&writer)
  return writer.bytes
}
