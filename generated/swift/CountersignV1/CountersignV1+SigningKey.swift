// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A public key.
  public struct SigningKey: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__signing_key__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__SigningKey> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__SigningKey.self)
    }

    /// As in receipts and permits.
    public var keyID: String {
      get { messageReference.string(structure.pointee.key_id) }
      nonmutating set { structure.pointee.key_id = messageReference.store(newValue) }
    }

    /// `keyID` without a `String`.
    public var keyIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.key_id) }
      nonmutating set { structure.pointee.key_id = messageReference.store(newValue) }
    }

    /// "Ed25519".
    public var algorithm: String {
      get { messageReference.string(structure.pointee.algorithm) }
      nonmutating set { structure.pointee.algorithm = messageReference.store(newValue) }
    }

    /// `algorithm` without a `String`.
    public var algorithmUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.algorithm) }
      nonmutating set { structure.pointee.algorithm = messageReference.store(newValue) }
    }

    /// 32 bytes for Ed25519.
    public var publicKey: [UInt8] {
      get { messageReference.bytes(structure.pointee.public_key) }
      nonmutating set { structure.pointee.public_key = messageReference.store(newValue) }
    }

    /// Calls `body` with `publicKey`, uncopied and valid during the call only.
    public func withPublicKey<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
      throws(Failure) -> Result
    {
      return try messageReference.withBytes(structure.pointee.public_key, body)
    }

    /// Sets `publicKey` to a copy of these bytes.
    public func setPublicKey(_ newValue: UnsafeRawBufferPointer) {
      structure.pointee.public_key = messageReference.store(newValue)
    }

    /// What it signs; a signature for another use is invalid.
    public var uses: RepeatedField<KeyUse> {
      messageReference.list(structure.pointer(to: \.n_uses)!)
    }

    /// Signatures dated before are invalid.
    public var notBefore: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.not_before) }
      nonmutating set { structure.pointee.not_before = messageReference.store(newValue) }
    }

    /// `notBefore`; an empty one is put there where it is not set.
    public var mutableNotBefore: GoogleProtobuf.Timestamp {
      if let existing = notBefore { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      notBefore = made
      return made
    }

    /// Signatures dated from here on are invalid; unset while in use.
    public var retiredAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.retired_at) }
      nonmutating set { structure.pointee.retired_at = messageReference.store(newValue) }
    }

    /// `retiredAt`; an empty one is put there where it is not set.
    public var mutableRetiredAt: GoogleProtobuf.Timestamp {
      if let existing = retiredAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      retiredAt = made
      return made
    }

    /// Signatures not proven older than this by the log are invalid; unset unless compromised.
    public var revokedAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.revoked_at) }
      nonmutating set { structure.pointee.revoked_at = messageReference.store(newValue) }
    }

    /// `revokedAt`; an empty one is put there where it is not set.
    public var mutableRevokedAt: GoogleProtobuf.Timestamp {
      if let existing = revokedAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      revokedAt = made
      return made
    }
  }
}
