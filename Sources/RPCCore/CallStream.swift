/// The two directions of one call as the transport gives them to a handler. Confined to the call's event loop.
public protocol CallStream: AnyObject, Sendable {
  /// The next message without its prefix; nil once the caller has half-closed.
  /// - Throws: `.cancelled` once the stream or the reading task is over, `.deadlineExceeded`, `.resourceExhausted` for a message
  ///   or a connection over its limit. Cancelling one reading or sending task leaves the others of the call waiting.
  func nextMessage() async throws(RPCError) -> [UInt8]?

  /// Sends one sealed message; returns once it is in the transport's hands and there is room for a further one.
  /// - Throws: `.cancelled`, `.deadlineExceeded`, `.unavailable` once the call is over; `.resourceExhausted` for a message over the
  ///   limit, after which the call goes on, and when the caller reads too little, which ends the call.
  func send(_ sealedMessage: [UInt8]) async throws(RPCError)

  /// Says that the one message of the request was decoded: its bytes may be given up, and are not read again.
  func requestWasRead()
}

extension CallStream {
  public func requestWasRead() {}
}

/// The messages that a caller sends, decoded one at a time.
public struct RequestStream<Message: WireMessage>: Sendable {
  private let stream: any CallStream

  public init(_ stream: any CallStream) { self.stream = stream }

  /// The next message; nil once the caller has half-closed.
  public func next() async throws(RPCError) -> Message? {
    guard let bytes = try await stream.nextMessage() else { return nil }
    return try decodeMessage(bytes)
  }
}

/// Where a streaming handler writes; each send waits for the peer's flow-control window.
public struct ResponseWriter<Message: WireMessage>: Sendable {
  private let stream: any CallStream

  public init(_ stream: any CallStream) { self.stream = stream }

  /// Encodes and sends one message.
  public func send(_ message: Message) async throws(RPCError) {
    try await stream.send(encodeMessage(message))
  }

  /// Sends a message that `encodeMessage` made, so that many writers can share one encoding.
  public func send(encoded sealedMessage: [UInt8]) async throws(RPCError) {
    try await stream.send(sealedMessage)
  }
}

/// Decodes one message from its bytes.
public func decodeMessage<Message: WireMessage>(
  _ bytes: [UInt8], as type: Message.Type = Message.self
) throws(RPCError) -> Message {
  let result: Result<Message, RPCError> = bytes.withUnsafeBytes { raw in
    do throws(RPCError) { return .success(try Message.decoded(from: raw)) } catch { return .failure(error) }
  }
  return try result.get()
}

/// Encodes one message behind its gRPC prefix.
public func encodeMessage<Message: WireMessage>(_ message: Message) throws(RPCError) -> [UInt8] {
  var buffer = MessageBuffer()
  try message.encode(into: &buffer)
  return buffer.sealed()
}
