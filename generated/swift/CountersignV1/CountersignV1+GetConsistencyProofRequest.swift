// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which two trees.
  public struct GetConsistencyProofRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__get_consistency_proof_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__GetConsistencyProofRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__GetConsistencyProofRequest.self)
    }

    /// The earlier tree.
    public var firstTreeSize: Int64 {
      get { structure.pointee.first_tree_size }
      nonmutating set { structure.pointee.first_tree_size = newValue }
    }

    /// The later tree; 0 for the latest checkpoint's.
    public var secondTreeSize: Int64 {
      get { structure.pointee.second_tree_size }
      nonmutating set { structure.pointee.second_tree_size = newValue }
    }
  }
}
