// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// RFC 6962 consistency proof.
  public struct GetConsistencyProofResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__get_consistency_proof_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__GetConsistencyProofResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__GetConsistencyProofResponse.self)
    }

    /// The earlier tree.
    public var firstTreeSize: Int64 {
      get { structure.pointee.first_tree_size }
      nonmutating set { structure.pointee.first_tree_size = newValue }
    }

    /// The later tree.
    public var secondTreeSize: Int64 {
      get { structure.pointee.second_tree_size }
      nonmutating set { structure.pointee.second_tree_size = newValue }
    }

    /// The proof, 32 bytes each.
    public var hashes: RepeatedField<[UInt8]> {
      messageReference.list(structure.pointer(to: \.n_hashes)!)
    }
  }
}
