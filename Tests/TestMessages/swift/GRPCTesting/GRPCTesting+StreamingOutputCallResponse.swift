// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// Server-streaming response, as configured by the request and parameters.
  public struct StreamingOutputCallResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__streaming_output_call_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__StreamingOutputCallResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__StreamingOutputCallResponse.self)
    }

    /// Payload to increase response size.
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
  }
}
