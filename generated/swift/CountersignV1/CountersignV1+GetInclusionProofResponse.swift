// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// RFC 6962 audit path.
  public struct GetInclusionProofResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__get_inclusion_proof_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__GetInclusionProofResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__GetInclusionProofResponse.self)
    }

    /// Index of the leaf, from 0: sequence - 1.
    public var leafIndex: Int64 {
      get { structure.pointee.leaf_index }
      nonmutating set { structure.pointee.leaf_index = newValue }
    }

    /// The tree.
    public var treeSize: Int64 {
      get { structure.pointee.tree_size }
      nonmutating set { structure.pointee.tree_size = newValue }
    }

    /// SHA-256(0x00 || canonical_json || previous_hash), 32 bytes.
    public var leafHash: [UInt8] {
      get { messageReference.bytes(structure.pointee.leaf_hash) }
      nonmutating set { structure.pointee.leaf_hash = messageReference.store(newValue) }
    }

    /// Calls `body` with `leafHash`, uncopied and valid during the call only.
    public func withLeafHash<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
      throws(Failure) -> Result
    {
      return try messageReference.withBytes(structure.pointee.leaf_hash, body)
    }

    /// Sets `leafHash` to a copy of these bytes.
    public func setLeafHash(_ newValue: UnsafeRawBufferPointer) {
      structure.pointee.leaf_hash = messageReference.store(newValue)
    }

    /// The path, from the leaf up, 32 bytes each.
    public var hashes: RepeatedField<[UInt8]> {
      messageReference.list(structure.pointer(to: \.n_hashes)!)
    }
  }
}
