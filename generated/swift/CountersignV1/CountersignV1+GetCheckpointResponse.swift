// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The signed state of the log.
  public struct GetCheckpointResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__get_checkpoint_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__GetCheckpointResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__GetCheckpointResponse.self)
    }

    /// A C2SP tlog-checkpoint in a signed note: origin, size, root hash, signatures.
    public var signedNote: String {
      get { messageReference.string(structure.pointee.signed_note) }
      nonmutating set { structure.pointee.signed_note = messageReference.store(newValue) }
    }

    /// `signedNote` without a `String`.
    public var signedNoteUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.signed_note) }
      nonmutating set { structure.pointee.signed_note = messageReference.store(newValue) }
    }

    /// Entries covered.
    public var treeSize: Int64 {
      get { structure.pointee.tree_size }
      nonmutating set { structure.pointee.tree_size = newValue }
    }

    /// RFC 6962 Merkle tree hash; entry n's leaf is its canonical_json || previous_hash. 32 bytes.
    public var rootHash: [UInt8] {
      get { messageReference.bytes(structure.pointee.root_hash) }
      nonmutating set { structure.pointee.root_hash = messageReference.store(newValue) }
    }

    /// Calls `body` with `rootHash`, uncopied and valid during the call only.
    public func withRootHash<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
      throws(Failure) -> Result
    {
      return try messageReference.withBytes(structure.pointee.root_hash, body)
    }

    /// Sets `rootHash` to a copy of these bytes.
    public func setRootHash(_ newValue: UnsafeRawBufferPointer) {
      structure.pointee.root_hash = messageReference.store(newValue)
    }

    /// Ed25519 public key in the note's verifier form: name+hash+key.
    public var verifierKey: String {
      get { messageReference.string(structure.pointee.verifier_key) }
      nonmutating set { structure.pointee.verifier_key = messageReference.store(newValue) }
    }

    /// `verifierKey` without a `String`.
    public var verifierKeyUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.verifier_key) }
      nonmutating set { structure.pointee.verifier_key = messageReference.store(newValue) }
    }
  }
}
