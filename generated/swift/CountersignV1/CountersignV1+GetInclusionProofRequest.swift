// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which entry, in which tree.
  public struct GetInclusionProofRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__get_inclusion_proof_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__GetInclusionProofRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__GetInclusionProofRequest.self)
    }

    /// The entry.
    public var sequence: Int64 {
      get { structure.pointee.sequence }
      nonmutating set { structure.pointee.sequence = newValue }
    }

    /// The tree; 0 for the latest checkpoint's.
    public var treeSize: Int64 {
      get { structure.pointee.tree_size }
      nonmutating set { structure.pointee.tree_size = newValue }
    }
  }
}
