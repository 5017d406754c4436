// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The permit.
  public struct AuthorizeExecutionResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__authorize_execution_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__AuthorizeExecutionResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__AuthorizeExecutionResponse.self)
    }

    /// For this action, this executor, once.
    public var permit: ExecutionPermit? {
      get { messageReference.message(structure.pointee.permit) }
      nonmutating set { structure.pointee.permit = messageReference.store(newValue) }
    }

    /// `permit`; an empty one is put there where it is not set.
    public var mutablePermit: ExecutionPermit {
      if let existing = permit { return existing }
      let made = ExecutionPermit(in: arena)
      permit = made
      return made
    }
  }
}
