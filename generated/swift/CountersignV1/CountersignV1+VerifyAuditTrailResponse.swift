// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The result.
  public struct VerifyAuditTrailResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__verify_audit_trail_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__VerifyAuditTrailResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__VerifyAuditTrailResponse.self)
    }

    /// Whether every hash, link and sequence number holds, and the signed checkpoints match.
    public var valid: Bool {
      get { structure.pointee.valid != 0 }
      nonmutating set { structure.pointee.valid = newValue ? 1 : 0 }
    }

    /// How many entries were recomputed.
    public var entriesVerified: Int64 {
      get { structure.pointee.entries_verified }
      nonmutating set { structure.pointee.entries_verified = newValue }
    }

    /// The first entry that fails; 0 when valid.
    public var firstInvalidSequence: Int64 {
      get { structure.pointee.first_invalid_sequence }
      nonmutating set { structure.pointee.first_invalid_sequence = newValue }
    }

    /// What is wrong, for people; empty when valid.
    public var error: String {
      get { messageReference.string(structure.pointee.error) }
      nonmutating set { structure.pointee.error = messageReference.store(newValue) }
    }

    /// `error` without a `String`.
    public var errorUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.error) }
      nonmutating set { structure.pointee.error = messageReference.store(newValue) }
    }

    /// Hash of the last entry, 32 bytes.
    public var headHash: [UInt8] {
      get { messageReference.bytes(structure.pointee.head_hash) }
      nonmutating set { structure.pointee.head_hash = messageReference.store(newValue) }
    }

    /// Calls `body` with `headHash`, uncopied and valid during the call only.
    public func withHeadHash<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
      throws(Failure) -> Result
    {
      return try messageReference.withBytes(structure.pointee.head_hash, body)
    }

    /// Sets `headHash` to a copy of these bytes.
    public func setHeadHash(_ newValue: UnsafeRawBufferPointer) {
      structure.pointee.head_hash = messageReference.store(newValue)
    }

    /// Name of the log; the first line of its checkpoints, and part of the genesis hash.
    public var origin: String {
      get { messageReference.string(structure.pointee.origin) }
      nonmutating set { structure.pointee.origin = messageReference.store(newValue) }
    }

    /// `origin` without a `String`.
    public var originUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.origin) }
      nonmutating set { structure.pointee.origin = messageReference.store(newValue) }
    }

    /// All breaks that were found, the first 100.
    public var breaks: RepeatedField<AuditBreak> {
      messageReference.list(structure.pointer(to: \.n_breaks)!)
    }

    /// How far it came; below what was asked for when the call's deadline was near: go on after it.
    public var verifiedThroughSequence: Int64 {
      get { structure.pointee.verified_through_sequence }
      nonmutating set { structure.pointee.verified_through_sequence = newValue }
    }
  }
}
