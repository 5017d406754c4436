// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// Client-streaming response.
  public struct StreamingInputCallResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__streaming_input_call_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__StreamingInputCallResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__StreamingInputCallResponse.self)
    }

    /// Aggregated size of payloads received from the client.
    public var aggregatedPayloadSize: Int32 {
      get { structure.pointee.aggregated_payload_size }
      nonmutating set { structure.pointee.aggregated_payload_size = newValue }
    }
  }
}
