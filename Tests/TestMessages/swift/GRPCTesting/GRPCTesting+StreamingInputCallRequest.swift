// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// Client-streaming request.
  public struct StreamingInputCallRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__streaming_input_call_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__StreamingInputCallRequest> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__StreamingInputCallRequest.self)
    }

    /// Optional input payload sent along with the request.
    public var payload: Payload? {
      get { messageReference.message(structure.pointee.payload) }
      nonmutating set { structure.pointee.payload = messageReference.store(newValue) }
    }

    /// `payload`; an empty one is put there where it is not set.
    public var mutablePayload: Payload {
      if let existing = payload { return existing }
      let made = Payload(in: arena)
      payload = made
      return made
    }

    /// Whether the server should expect this request to be compressed. This field
    /// is "nullable" in order to interoperate seamlessly with servers not able to
    /// implement the full compression tests by introspecting the call to verify
    /// the request's compression status.
    public var expectCompressed: BoolValue? {
      get { messageReference.message(structure.pointee.expect_compressed) }
      nonmutating set { structure.pointee.expect_compressed = messageReference.store(newValue) }
    }

    /// `expectCompressed`; an empty one is put there where it is not set.
    public var mutableExpectCompressed: BoolValue {
      if let existing = expectCompressed { return existing }
      let made = BoolValue(in: arena)
      expectCompressed = made
      return made
    }
  }
}
