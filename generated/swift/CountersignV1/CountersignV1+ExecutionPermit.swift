// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Permission to execute one exact action once, verifiable offline until it expires.
  public struct ExecutionPermit: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__execution_permit__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ExecutionPermit> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ExecutionPermit.self)
    }

    /// The canonical JSON (RFC 8785) that was signed: audit id, action digest, outcome, amount,
    /// policy version, reviewers, executor, permit id, issue and expiry times.
    public var statement: String {
      get { messageReference.string(structure.pointee.statement) }
      nonmutating set { structure.pointee.statement = messageReference.store(newValue) }
    }

    /// `statement` without a `String`.
    public var statementUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.statement) }
      nonmutating set { structure.pointee.statement = messageReference.store(newValue) }
    }

    /// Ed25519 over "countersign-permit/v1\n" followed by the bytes of `statement`, 64 bytes.
    public var signature: [UInt8] {
      get { messageReference.bytes(structure.pointee.signature) }
      nonmutating set { structure.pointee.signature = messageReference.store(newValue) }
    }

    /// Calls `body` with `signature`, uncopied and valid during the call only.
    public func withSignature<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
      throws(Failure) -> Result
    {
      return try messageReference.withBytes(structure.pointee.signature, body)
    }

    /// Sets `signature` to a copy of these bytes.
    public func setSignature(_ newValue: UnsafeRawBufferPointer) {
      structure.pointee.signature = messageReference.store(newValue)
    }

    /// Which key signed; see ListSigningKeys.
    public var keyID: String {
      get { messageReference.string(structure.pointee.key_id) }
      nonmutating set { structure.pointee.key_id = messageReference.store(newValue) }
    }

    /// `keyID` without a `String`.
    public var keyIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.key_id) }
      nonmutating set { structure.pointee.key_id = messageReference.store(newValue) }
    }

    /// After this instant it is worthless.
    public var expiresAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.expires_at) }
      nonmutating set { structure.pointee.expires_at = messageReference.store(newValue) }
    }

    /// `expiresAt`; an empty one is put there where it is not set.
    public var mutableExpiresAt: GoogleProtobuf.Timestamp {
      if let existing = expiresAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      expiresAt = made
      return made
    }

    /// Unique for ever; the executor gives it to the system behind as idempotency key.
    public var permitID: String {
      get { messageReference.string(structure.pointee.permit_id) }
      nonmutating set { structure.pointee.permit_id = messageReference.store(newValue) }
    }

    /// `permitID` without a `String`.
    public var permitIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.permit_id) }
      nonmutating set { structure.pointee.permit_id = messageReference.store(newValue) }
    }
  }
}
