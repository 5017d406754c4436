// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// Configuration for a particular response.
  public struct ResponseParameters: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__response_parameters__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__ResponseParameters> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__ResponseParameters.self)
    }

    /// Desired payload sizes in responses from the server.
    public var size: Int32 {
      get { structure.pointee.size }
      nonmutating set { structure.pointee.size = newValue }
    }

    /// Desired interval between consecutive responses in the response stream in
    /// microseconds.
    public var intervalUs: Int32 {
      get { structure.pointee.interval_us }
      nonmutating set { structure.pointee.interval_us = newValue }
    }

    /// Whether to request the server to compress the response. This field is
    /// "nullable" in order to interoperate seamlessly with clients not able to
    /// implement the full compression tests by introspecting the call to verify
    /// the response's compression status.
    public var compressed: BoolValue? {
      get { messageReference.message(structure.pointee.compressed) }
      nonmutating set { structure.pointee.compressed = messageReference.store(newValue) }
    }

    /// `compressed`; an empty one is put there where it is not set.
    public var mutableCompressed: BoolValue {
      if let existing = compressed { return existing }
      let made = BoolValue(in: arena)
      compressed = made
      return made
    }
  }
}
