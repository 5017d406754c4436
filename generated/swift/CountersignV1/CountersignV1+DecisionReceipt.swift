// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Lasting proof, verifiable offline with the server's public key, of how a review was decided.
  /// It is evidence, never a permission to execute.
  public struct DecisionReceipt: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__decision_receipt__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__DecisionReceipt> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__DecisionReceipt.self)
    }

    /// The canonical JSON (RFC 8785) that was signed.
    public var statement: String {
      get { messageReference.string(structure.pointee.statement) }
      nonmutating set { structure.pointee.statement = messageReference.store(newValue) }
    }

    /// `statement` without a `String`.
    public var statementUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.statement) }
      nonmutating set { structure.pointee.statement = messageReference.store(newValue) }
    }

    /// Ed25519 over "countersign-receipt/v1\n" followed by the bytes of `statement`, 64 bytes.
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
  }
}
